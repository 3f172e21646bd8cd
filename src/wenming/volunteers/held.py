"""What this package holds about a person: Decree 67's fields, the consent, teams, the household."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding
from wenming.base.decisions import ALLOWED, Decision
from wenming.volunteers.actions import volunteers
from wenming.volunteers.models import Volunteer

__all__ = ["HOLDINGS", "forget", "held", "objection"]

UNTIL_WITHDRAWN: Final = _("到您退出志愿者登记为止")

HOLDINGS = (
    Holding(
        _("志愿者：性别、出生日期、居住区域（到村、社区）"),
        _("记录志愿服务（民政部令第67号）；安排适合年龄的服务"),
        UNTIL_WITHDRAWN,
    ),
    Holding(
        _("志愿者：证件号码（加密保存，只显示头尾，谁看过全号都有记录）"),
        _("确认记录是您的；办保险、开证明"),
        UNTIL_WITHDRAWN,
    ),
    Holding(
        _("志愿者：专业技能、人才类别、服务类别、方便的时间"),
        _("请您做合适的事，不合适的不打扰"),
        UNTIL_WITHDRAWN,
    ),
    Holding(
        _("志愿者：资格证书的名称、有效期、编号（加密保存）"),
        _("需要资格的服务，请有资格的人做"),
        _("到您删去证书或者退出志愿者登记为止"),
    ),
    Holding(
        _("未满18周岁志愿者的监护人姓名、电话（加密保存）"),
        _("证明监护人同意；有事时联系"),
        UNTIL_WITHDRAWN,
    ),
    Holding(
        _("志愿者编号，登记、同意和退出的日期，加入过的队伍和志愿家庭"),
        _("服务记录要真实、可查"),
        _("至少 10 年（GB/T 40143）；退出后只认编号"),
    ),
)


def held(user: User) -> Mapping[str, object]:
    """Everything a volunteer told, in full, and where they serve."""
    found = Volunteer.objects.filter(user=user.pk).select_related("unit").first()
    if found is None:
        return {}
    return {
        "volunteer": _told(found),
        "consents": [
            {"guardian_phone": row.guardian_phone or "", **told}
            for row, told in zip(
                found.consents.all(),
                found.consents.values("notice", "how", "given_on", "guardian_name", "withdrawn_on"),
                strict=True,
            )
        ],
        "qualifications": [
            {"number": row.number or "", **told}
            for row, told in zip(
                found.qualifications.all(),
                found.qualifications.values("skill", "certificate", "valid_until", "checked_on"),
                strict=True,
            )
        ],
        "teams": list(found.memberships.values("team__name", "stage", "since_on")),
        "households": list(found.households.values("household__name", "from_on", "until_on")),
    }


def objection(_user: User) -> Decision:
    """None: the records stay under the number."""
    return ALLOWED


def forget(user: User) -> None:
    """Take the consent back with the account."""
    found = (
        Volunteer.objects.registered().filter(user=user.pk).select_related("user", "unit").first()
    )
    if found is not None:
        volunteers.withdraw(volunteer=found, by=user)


def _told(volunteer: Volunteer) -> dict[str, object]:
    return {
        "unit": volunteer.unit.name,
        "sex": volunteer.sex,
        "born_on": volunteer.born_on,
        "identity_kind": volunteer.identity_kind,
        "identity": volunteer.identity or "",
        "skills": volunteer.skills,
        "offers": list(volunteer.offers.values("kind", "code")),
        "registered_on": volunteer.registered_on,
        "ended_on": volunteer.ended_on,
    }
