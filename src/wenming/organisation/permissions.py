"""Rights follow from posts held today."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.organisation.holding import held_by, holds
from wenming.organisation.models import Post, Town, Unit, UnitRecord, Upload

__all__ = [
    "is_insider",
    "is_office",
    "may_change",
    "may_enter",
    "may_govern",
    "may_record",
    "may_take_over",
]

RECORDERS = (
    Post.Role.SECRETARY,
    Post.Role.SITE_HEAD,
    Post.Role.LIAISON_OFFICER,
    Post.Role.DEPUTY,
    Post.Role.OFFICE_HEAD,
    Post.Role.STAFF,
    Post.Role.TEAM_LEADER,
)
OFFICE = (Post.Role.OFFICE_HEAD, Post.Role.DEPUTY, Post.Role.STAFF)


def is_insider(user: User, town: Town) -> bool:
    """Does this user hold any post in the town today?"""
    return any(held.town == town.pk for held in held_by(user))


def is_office(user: User, town: Town) -> bool:
    """Does this user work in one of the town's offices today?"""
    return any(
        held.role in OFFICE and held.kind == Unit.Kind.OFFICE and held.town == town.pk
        for held in held_by(user)
    )


def may_record(user: User | None, unit: Unit) -> Decision:
    """The unit's own people enter its work, and the town's offices for it. None: the operator."""
    if user is None:
        return ALLOWED
    if unit.ends_on and unit.ends_on < clock.today():
        return denied(_("“%(unit)s”已经撤销，不能再登记。") % {"unit": unit})
    if holds(user, unit, RECORDERS) or is_office(user, unit.town):
        return ALLOWED
    return denied(_("只有“%(unit)s”的工作人员或镇里的办公室可以登记。") % {"unit": unit})


def may_enter(user: User, town: Town) -> Decision:
    """Is there any unit in the town whose work this user may enter?"""
    if any(held.town == town.pk and held.role in RECORDERS for held in held_by(user)):
        return ALLOWED
    return denied(_("登记由各单位的工作人员或镇里的办公室来做，您的职务只能查看。"))


def may_change(user: User | None, row: UnitRecord) -> Decision:
    """Who may enter a record may correct and withdraw it, until it is withdrawn."""
    if row.withdrawn_at is not None:
        return denied(_("这条记录已经撤回，不能再更改。"))
    return may_record(user, row.unit)


def may_govern(user: User | None, town: Town) -> Decision:
    """Plan, posts and units are the offices' to change. None: the operator's command."""
    if user is None or is_office(user, town):
        return ALLOWED
    return denied(_("只有镇里的办公室可以更改方案、单位和任职。"))


def may_take_over(by: User, upload: Upload) -> Decision:
    """Who uploaded a workbook takes it over, while it is kept and once."""
    if upload.stage != Upload.Stage.SEEN:
        return denied(_("这份表格已经导入或者已经清除，请重新上传。"))
    if by.pk != upload.by_id:
        return denied(_("这份表格是别人上传的。"))
    return may_enter(by, upload.town)
