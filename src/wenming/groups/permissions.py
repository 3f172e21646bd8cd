"""Who sorts needs into groups, and who writes the service list: the town's offices."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.groups.models import ServiceList, Sorting
from wenming.organisation.models import Town
from wenming.organisation.permissions import is_office

__all__ = [
    "may_edit",
    "may_list",
    "may_plan",
    "may_publish",
    "may_sort",
    "may_take_down",
    "may_undo",
    "may_withdraw",
]


def may_sort(user: User | None, town: Town) -> Decision:
    """Groups show needs of all villages with whom they are about. None: the operator."""
    if user is None or is_office(user, town):
        return ALLOWED
    return denied(_("需求归组由镇里的办公室来做：里面有各村群众的原话。"))


def may_undo(user: User | None, sorting: Sorting) -> Decision:
    """What holds can be undone, by any of the offices."""
    if sorting.undone_at is not None:
        return denied(_("这一次改动已经取消过了。"))
    return may_sort(user, sorting.town)


# Service lists -----------------------------------------------------------------------------------


def may_list(user: User | None, town: Town) -> Decision:
    """The offices write the town's list."""
    if user is None or is_office(user, town):
        return ALLOWED
    return denied(_("服务清单由镇里的办公室制定和公布。"))


def may_withdraw(user: User | None, row: ServiceList) -> Decision:
    """Until it is withdrawn."""
    if row.withdrawn_at is not None:
        return denied(_("这份清单已经撤回，不能再更改。"))
    return may_list(user, row.town)


def may_edit(user: User | None, row: ServiceList) -> Decision:
    """A draft; what hangs out is taken down first."""
    if row.withdrawn_at is None and row.stage != ServiceList.Stage.DRAFT:
        return denied(_("清单已经公布，要改先收回到起草。"))
    return may_withdraw(user, row)


def may_publish(user: User | None, row: ServiceList) -> Decision:
    """A draft that has a line."""
    editing = may_edit(user, row)
    if editing and not row.lines.exists():
        return denied(_("清单里还没有项目，先加一项再公布。"))
    return editing


def may_take_down(user: User | None, row: ServiceList) -> Decision:
    """What hangs out."""
    if row.stage != ServiceList.Stage.PUBLISHED:
        return denied(_("清单还没有公布。"))
    return may_withdraw(user, row)


def may_plan(user: User | None, row: ServiceList) -> Decision:
    """A list that hangs out is what the month's work is planned from."""
    if row.withdrawn_at is None and row.stage != ServiceList.Stage.PUBLISHED:
        return denied(_("先公布清单，再安排每个月的工作。"))
    return may_withdraw(user, row)
