"""What this package holds about a person: what they asked for, and what they went to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding
from wenming.base.decisions import ALLOWED, Decision
from wenming.needs.actions import personal
from wenming.needs.models import Need, Service

__all__ = ["HOLDINGS", "forget", "held", "objection"]

HOLDINGS = (
    Holding(
        _("求助：称呼、电话（加密保存）、地点、需要什么帮助"),
        _("核实、答复、上门服务"),
        _("办结一段时间以后删除，没有另行设置的话是 90 天；只留类别和日期"),
    ),
    Holding(
        _("求助：属于哪类需要关心的人（单独同意才登记）"),
        _("知道谁还没有得到服务；只有镇里的办公室和上门的人看得到"),
        _("和求助的其他资料一起，不再对应到人"),
    ),
    Holding(_("上门服务的记录：日期、时长"), _("记录志愿服务"), _("至少 10 年（GB/T 40143）")),
)


def held(user: User) -> Mapping[str, object]:
    """What they asked for while signed in, and what they did for others."""
    asked = Need.objects.filter(asker=user.pk)
    done = Service.objects.filter(volunteers__user=user.pk)
    return {
        "needs": [
            {"name": row.name, "phone": row.phone, "other": row.other, **told}
            for row, told in zip(
                asked.order_by("pk"),
                asked.order_by("pk").values("number", "words", "place", "focus", "stage"),
                strict=True,
            )
        ],
        "served": list(done.values("served_on", "minutes")),
    }


def objection(_user: User) -> Decision:
    """None: what is open is told apart from the account."""
    return ALLOWED


def forget(user: User) -> None:
    """Whose the needs were is forgotten with the account; those still open are taken back."""
    personal.forget_all(user=user)
