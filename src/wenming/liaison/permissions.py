"""Who may tie, visit, report and read."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.liaison.models import Leader, Pair, QuarterlyReport, Visit
from wenming.organisation.holding import holds
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.permissions import is_office, may_change, may_enter, may_record

__all__ = [
    "SENDERS",
    "may_add_visit",
    "may_change_visit",
    "may_edit",
    "may_open",
    "may_read",
    "may_send",
    "may_visit",
    "may_withdraw",
]

_VISITORS = gettext_lazy("指导记录由领导本人、“%(unit)s”或镇里的办公室登记。")
SENDERS = (Post.Role.SECRETARY, Post.Role.SITE_HEAD, Post.Role.LIAISON_OFFICER)


def may_change_visit(user: User | None, visit: Visit) -> Decision:
    """The leader enters and corrects their own visits; the unit and the offices, those to it."""
    if visit.withdrawn_at is not None:
        return denied(_("这条记录已经撤回，不能再更改。"))
    if user is not None and visit.leader.user_id == user.pk and _leads(visit.leader):
        return ALLOWED
    own = may_record(user, visit.unit)
    if own:
        return ALLOWED
    return denied(_VISITORS % {"unit": visit.unit})


def may_add_visit(user: User, town: Town) -> Decision:
    """Is there any unit to which this user may record a visit?"""
    leader = Leader.objects.filter(town=town, user=user.pk).first()
    return ALLOWED if leader is not None and _leads(leader) else may_enter(user, town)


def may_visit(user: User, unit: Unit) -> Decision:
    """May this user record a visit to this unit: its leaders, itself, the offices?"""
    tied = Pair.objects.on(clock.today()).filter(unit=unit, leader__user=user.pk)
    if any(_leads(pair.leader) for pair in tied.select_related("leader")):
        return ALLOWED
    own = may_record(user, unit)
    return own if own else denied(_VISITORS % {"unit": unit})


def may_open(user: User | None, unit: Unit) -> Decision:
    """Who may send a unit's report may open its draft."""
    if user is None or is_office(user, unit.town):
        return ALLOWED
    if holds(user, unit, SENDERS):
        return ALLOWED
    words = _("季度报告由“%(unit)s”的党组织书记、站长、联络员或镇里的办公室报送。")
    return denied(words % {"unit": unit})


def may_edit(user: User | None, report: QuarterlyReport) -> Decision:
    """A draft can be changed; what was sent stays as it was sent."""
    if report.withdrawn_at is not None:
        return denied(_("这份报告已经撤回。"))
    if report.stage != QuarterlyReport.Stage.DRAFT:
        return denied(_("报告已经报送，内容不能再改。有错可以撤回，重新报送。"))
    return may_open(user, report.unit)


def may_send(user: User | None, report: QuarterlyReport) -> Decision:
    """A draft with content, to somebody."""
    if report.withdrawn_at is None and report.stage != QuarterlyReport.Stage.DRAFT:
        return denied(_("报告已经报送。"))
    if not report.body.strip():
        return denied(_("报告还没有内容。"))
    if not report.unit.pairs.on(clock.today()).exists():
        return denied(_("“%(unit)s”现在没有挂钩领导，请先登记挂钩关系。") % {"unit": report.unit})
    return may_edit(user, report)


def may_withdraw(user: User | None, report: QuarterlyReport) -> Decision:
    """Whoever may send it may take it back, sent or not."""
    common = may_change(user, report)
    return may_open(user, report.unit) if common else common


def may_read(user: User, report: QuarterlyReport) -> Decision:
    """Whom it was sent to, once."""
    mine = report.receipts.filter(leader__user=user.pk)
    if report.withdrawn_at is not None:
        return denied(_("这份报告已经撤回。"))
    if not mine.exists():
        return denied(_("这份报告不是报送给您的。"))
    if not mine.filter(read_at__isnull=True).exists():
        return denied(_("您已经阅过这份报告。"))
    return ALLOWED


def _leads(leader: Leader) -> bool:
    posts = Post.objects.on(clock.today()).filter(holder=leader.user_id, role=Post.Role.LEADER)
    return posts.filter(unit__town=leader.town_id).exists()
