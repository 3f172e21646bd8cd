"""How a record of attendance is said: its hours, where it stands, from when to when, whose it is."""

from __future__ import annotations

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.base.language import page_language
from wenming.base.templatetags.look import amount
from wenming.hours.masking import masked_name
from wenming.hours.models import Presence
from wenming.hours.queries import Line, hours_in
from wenming.hours.signs import Kind
from wenming.plans.grammar import Words

register = template.Library()

STRANGE = {
    Kind.OVERLAP: gettext_lazy("同一时间在两处，重叠 %(number)s 分钟"),
    Kind.TRAVEL: gettext_lazy("从一个单位到另一个单位只隔 %(number)s 分钟"),
    Kind.LONG_DAY: gettext_lazy("一天服务 %(number)s 小时以上"),
    Kind.VERY_LONG_DAY: gettext_lazy("一天服务 %(number)s 小时以上，非常长"),
    Kind.BACK_ENTRIES: gettext_lazy("同一个人一个月里给他补录了 %(number)s 次"),
    Kind.SAME_CONFIRMER: gettext_lazy("%(number)s 次全由同一个人确认"),
    Kind.OWN: gettext_lazy("%(number)s 次由本人自己确认"),
    Kind.ROUND: gettext_lazy("%(number)s 次都是整点来、整点走"),
}


@register.filter
def credited(presence: Presence) -> str:
    """3 hours of service; 2 hours of learning; not counted."""
    if not presence.counts:
        return "—"
    if presence.credit == Presence.Credit.NONE:
        return _("不计时长")
    return _("%(hours)s 小时") % {"hours": amount(hours_in(presence.minutes or 0))}


@register.filter
def in_hours(minutes: int) -> str:
    """3.5 hours."""
    return _("%(hours)s 小时") % {"hours": amount(hours_in(minutes))}


@register.filter
def words(said: Words) -> str:
    """A plan's own words in the page's language."""
    return (said.en or said.zh) if page_language() == "en" else said.zh


@register.filter
def strange(kind: str, number: int) -> str:
    """What is strange about some records, in words."""
    return str(STRANGE[Kind(kind)] % {"number": number})


@register.filter
def standing(presence: Presence) -> str:
    """Where it stands, in words."""
    activity = presence.shift.activity
    if activity.withdrawn_at is not None:
        return _("活动记录撤回了，不计入：%(why)s") % {"why": activity.withdrawn_why}
    if not activity.stands:
        return _("活动取消了，不计入：%(why)s") % {"why": activity.called_off_why}
    if presence.is_forgotten:
        return _("忘了签退，等说明")
    if presence.stage != Presence.Stage.CONFIRMED:
        return str(presence.get_stage_display())
    if presence.is_final or presence.objections_until is None:
        return _("已经生效")
    day = date_format(presence.objections_until, "SHORT_DATE_FORMAT")
    return _("已确认，%(day)s以前可以提出异议") % {"day": day}


@register.filter
def stretch(presence: Presence) -> str:
    """14:02–16:58."""
    came = date_format(localtime(presence.came_at), "TIME_FORMAT")
    left = date_format(localtime(presence.left_at), "TIME_FORMAT") if presence.left_at else ""
    return f"{came}–{left}"


@register.filter
def name_for(presence: Presence, named: bool) -> str:
    """The name, for whom it concerns; masked for the others."""
    return presence.user.name if named else masked_name(presence.user.name)


@register.filter
def can_come(line: Line) -> bool:
    return line.presence is None


@register.filter
def can_go(line: Line) -> bool:
    return line.presence is not None and line.presence.stage == Presence.Stage.HERE
