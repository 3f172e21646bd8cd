"""What this package holds about a person: that they answer for a partner group."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding
from wenming.base.decisions import ALLOWED, Decision
from wenming.menu.actions import partners
from wenming.menu.models import Partner

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

HOLDINGS = (
    Holding(
        _("志愿服务团体的联系人：您替哪个团体答复（姓名和电话只在您的账号里存一份，电话加密）"),
        _("把群众点的服务交给团体，请您答复"),
        _("到换了联系人或者您注销账号为止"),
    ),
)
LABELS = {
    "partners": _("我联系的志愿服务团体"),
    "until_on": _("结束日期"),
    "association": Partner.Kind.ASSOCIATION.label,
    "enterprise": Partner.Kind.ENTERPRISE.label,
    "school": Partner.Kind.SCHOOL.label,
    "hospital": Partner.Kind.HOSPITAL.label,
    "public": Partner.Kind.PUBLIC.label,
    "other": Partner.Kind.OTHER.label,
}


def held(user: User) -> Mapping[str, object]:
    """For which groups they answer."""
    mine = Partner.objects.filter(contact=user.pk)
    return {"partners": list(mine.values("name", "kind", "since_on", "until_on"))}


def objection(_user: User) -> Decision:
    """None: the group stays, without a contact."""
    return ALLOWED


def forget(user: User) -> None:
    """They answer for no group any more."""
    partners.forget_contact(user=user)
