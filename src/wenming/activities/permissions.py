"""Who may do what with activities and month plans, beyond the common rule of records."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, Campaign, MonthPlan
from wenming.activities.months import announced_in
from wenming.base import clock
from wenming.base.decisions import Decision, denied
from wenming.organisation.permissions import is_insider, may_change, may_govern

__all__ = [
    "may_call_off",
    "may_change_announcement",
    "may_close",
    "may_correct",
    "may_edit",
    "may_lead_campaign",
    "may_open",
    "may_publish",
    "may_publish_announcement",
    "may_repeat",
    "may_report",
    "may_see_photos",
    "may_withdraw",
]

Stage = Activity.Stage


# An activity, stage by stage ------------------------------------------------------------------


def may_change_announcement(user: User | None, activity: Activity) -> Decision:
    """Until it has been held or called off."""
    if activity.stage not in (Stage.DRAFT, *Activity.OPEN):
        return denied(_("活动已经举行或者取消，公告不能再改。"))
    return may_change(user, activity)


def may_publish_announcement(user: User | None, activity: Activity) -> Decision:
    """A draft that says when, which is still to come, and is insured where there is danger."""
    if activity.stage != Stage.DRAFT:
        return denied(_("这份公告已经发布。"))
    if not activity.shifts.filter(ends_at__gt=clock.now()).exists():
        return denied(_("写的时间已经过去。请改时间，或者直接登记已经举行的活动。"))
    if activity.is_dangerous and not activity.insurance:
        words = _("有危险的活动，要先办好人身意外伤害保险（志愿服务条例第十七条）。")
        return denied(words)
    return may_change(user, activity)


def may_open(user: User | None, activity: Activity) -> Decision:
    """On its day; the clock does it by itself when the first shift begins."""
    if activity.stage != Stage.PUBLISHED:
        return denied(_("只有已经发布、还没有开始的活动可以开始。"))
    if activity.held_on > clock.today():
        return denied(_("还没有到举行的那一天。"))
    return may_change(user, activity)


def may_close(user: User | None, activity: Activity) -> Decision:
    """Once its first shift has begun."""
    if activity.stage not in Activity.OPEN:
        return denied(_("这项活动没有发布，或者已经举行、取消。"))
    if not activity.shifts.filter(starts_at__lte=clock.now()).exists():
        return denied(_("活动还没有开始，不能写来了多少人。"))
    return may_change(user, activity)


def may_report(user: User | None, activity: Activity) -> Decision:
    """What was held, once."""
    if activity.stage != Stage.HELD:
        return denied(_("活动举行以后才写总结，写一次；以后可以更正。"))
    return may_change(user, activity)


def may_call_off(user: User | None, activity: Activity) -> Decision:
    """What is announced and has not been held."""
    if activity.stage not in Activity.OPEN:
        return denied(_("只有已经发布、还没有举行的活动可以取消。"))
    return may_change(user, activity)


def may_repeat(user: User | None, activity: Activity) -> Decision:
    """Whoever may enter the unit's work; a withdrawn one is no pattern."""
    return may_change(user, activity)


def may_correct(user: User | None, activity: Activity) -> Decision:
    """The record of what happened."""
    if activity.stage not in Activity.HAPPENED:
        return denied(_("活动还没有举行。"))
    return may_change(user, activity)


def may_edit(user: User | None, activity: Activity) -> Decision:
    """Whatever can be put right at this stage: the announcement, or the record."""
    if activity.stage in Activity.HAPPENED:
        return may_correct(user, activity)
    return may_change_announcement(user, activity)


def may_withdraw(user: User | None, activity: Activity) -> Decision:
    """A draft, or a record; what people may rely upon is called off instead, and they are told."""
    if activity.stage in Activity.OPEN:
        return denied(_("公告已经发布，不能撤回；不办了请取消活动，报名的人会收到通知。"))
    return may_change(user, activity)


# Campaigns, month plans and photos -----------------------------------------------------------


def may_lead_campaign(user: User | None, campaign: Campaign) -> Decision:
    """Campaigns are the offices' to begin and to change; every unit joins with its activities."""
    allowed = may_change(user, campaign)
    return allowed and may_govern(user, campaign.unit.town)


def may_publish(user: User | None, plan: MonthPlan) -> Decision:
    """Whoever may change a plan may hang it out, once, if anything stands in it."""
    if plan.stage != MonthPlan.Stage.DRAFT:
        return denied(_("这份计划已经公布。"))
    if not plan.body and not announced_in(plan.unit, plan.month).exists():
        return denied(_("这个月还没有发布活动公告，也没有写其他安排，没有可公布的。"))
    return may_change(user, plan)


def may_see_photos(user: User | AnonymousUser, activity: Activity) -> Decision:
    """Those in the pictures agreed, or one works in the town; nobody once it is withdrawn."""
    if activity.withdrawn_at is None and activity.shows_photos:
        return Decision()
    if isinstance(user, User) and is_insider(user, activity.town):
        return Decision()
    return denied(_("这些照片没有公开。"))
