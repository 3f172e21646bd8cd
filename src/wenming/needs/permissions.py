"""Who may enter, answer and see a need; who may see whom it is about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.needs.models import Need
from wenming.organisation.permissions import is_office, may_record

__all__ = ["may_answer", "may_attend_to", "may_look", "may_see_person"]


def may_attend_to(user: User | None, need: Need) -> Decision:
    """The workers of where it is, and the town's offices. None: the clock."""
    return may_record(user, need.unit)


def may_see_person(user: User | None, need: Need) -> Decision:
    """Of a protected need, the offices and whoever entered it; else whoever attends to it."""
    if user is None or is_office(user, need.town):
        return ALLOWED
    if need.is_protected and user.pk != need.entered_by_id:
        return denied(_("求助人受保护：姓名、电话和地点只有镇里的办公室和上门服务的人看得到。"))
    return may_attend_to(user, need)


def may_answer(user: User | None, need: Need) -> Decision:
    """Verify, decline, settle: whoever may see whom it is about can judge it."""
    return may_attend_to(user, need) and may_see_person(user, need)


def may_look(user: User | None, need: Need) -> Decision:
    """The number in full: to call whoever asked, as long as the need is open."""
    if need.erased_at is not None or not need.phone:
        return denied(_("没有留电话，或者已经按规定删除。"))
    if need.stage in Need.ENDED:
        return denied(_("已经办结，不再联系。"))
    return may_answer(user, need)
