"""What this package holds about a person: Decree 67's fields, the consent, teams, the household."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding, said_as
from wenming.base.decisions import ALLOWED, Decision
from wenming.volunteers.actions import teams, volunteers
from wenming.volunteers.models import Membership, Volunteer
from wenming.volunteers.queries import certificates, given_out, offered

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

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
        _("您同意提供给别的单位的记录；提供给了谁、做什么用、哪些内容"),
        _("不经您同意不提供；让您查得到"),
        _("至少 3 年，退出后只认编号"),
    ),
    Holding(
        _("得到过的表彰奖励：名称、日期、授予单位"),
        _("志愿服务记录的一部分（民政部令第67号第九条）"),
        _("至少 10 年（GB/T 40143）；退出后只认编号"),
    ),
    Holding(
        _("成批登记时上传的表格（加密保存）"),
        _("试读、导入"),
        _("一天"),
    ),
    Holding(
        _("志愿者编号，登记、同意和退出的日期，加入过的队伍和志愿家庭"),
        _("服务记录要真实、可查"),
        _("至少 10 年（GB/T 40143）；退出后只认编号"),
    ),
)


LABELS = {
    "volunteer": _("志愿者登记"),
    "unit": _("居住区域"),
    "sex": _("性别"),
    "female": _("女"),
    "male": _("男"),
    "born_on": _("出生日期"),
    "identity_kind": _("证件类型"),
    "card": _("居民身份证"),
    "identity": _("证件号码"),
    "skills": _("专业技能"),
    "offers": _("愿意做什么、什么时候方便"),
    "kind": _("类别"),
    "word": _("名称"),
    "registered_on": _("登记日期"),
    "ended_on": _("退出日期"),
    "consents": _("同意记录"),
    "notice": _("说明的版本"),
    "how": _("怎样同意的"),
    "self": _("本人在网上勾选"),
    "paper": _("本人书面签字"),
    "spoken": _("当面或电话口头同意"),
    "given_on": _("同意日期"),
    "withdrawn_on": _("撤回日期"),
    "guardian_name": _("监护人姓名"),
    "guardian_phone": _("监护人电话"),
    "qualifications": _("资格证书"),
    "skill": _("技能"),
    "certificate": _("证书名称"),
    "valid_until": _("有效期至"),
    "checked_on": _("核对日期"),
    "awards": _("表彰奖励"),
    "granted_on": _("表彰日期"),
    "granted_by": _("授予单位"),
    "sharing": _("同意提供给别的单位"),
    "given_out": _("我的资料提供给过谁"),
    "recipient": _("提供给谁"),
    "purpose": _("做什么用"),
    "fields": _("提供了哪些内容"),
    "awards.name": _("表彰奖励名称"),
    **said_as("teams.stage", Membership.Stage),
    "teams": _("队伍"),
    "team__name": _("队名"),
    "stage": _("进度"),
    "since_on": _("自"),
    "households": _("志愿家庭"),
    "household__name": _("家庭名称"),
    "talent": _("人才类别"),
    "service": _("服务类别"),
    "time": _("方便的时间"),
}


def held(user: User) -> Mapping[str, object]:
    """Everything a volunteer told, in full, and where they serve."""
    found = Volunteer.objects.filter(user=user.pk).select_related("unit__town", "town").first()
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
        "offers": [
            {"kind": kind, "word": word}
            for kind, told in offered(found.town, found).items()
            for word in told
        ],
        "qualifications": [
            {
                "skill": one.word,
                "certificate": one.row.certificate,
                "number": one.row.number or "",
                "valid_until": one.row.valid_until,
                "checked_on": one.row.checked_on,
            }
            for one in certificates(found.qualifications.all(), found.town, user)
        ],
        "awards": list(found.awards.standing().values("name", "granted_on", "granted_by")),
        "teams": list(found.memberships.values("team__name", "stage", "since_on")),
        "sharing": list(found.sharings.values("how", "given_on", "withdrawn_on")),
        "given_out": [
            {"at": row.at, "recipient": row.recipient, "purpose": row.purpose, "fields": fields}
            for row, fields in given_out(user)
        ],
        "households": list(found.households.values("household__name", "from_on", "until_on")),
    }


def objection(_user: User) -> Decision:
    """None: the records stay under the number."""
    return ALLOWED


def forget(user: User) -> None:
    """Take the consent back with the account; what teams they headed look for another head."""
    found = (
        Volunteer.objects.registered().filter(user=user.pk).select_related("user", "unit").first()
    )
    if found is not None:
        volunteers.withdraw(volunteer=found, by=user)
    teams.leave_headless(user=user, by=user)


def _told(volunteer: Volunteer) -> dict[str, object]:
    return {
        "unit": volunteer.unit.name,
        "sex": volunteer.sex,
        "born_on": volunteer.born_on,
        "identity_kind": volunteer.identity_kind,
        "identity": volunteer.identity or "",
        "skills": volunteer.skills,
        "registered_on": volunteer.registered_on,
        "ended_on": volunteer.ended_on,
    }
