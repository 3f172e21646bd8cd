"""What this package holds about a person: what they asked for, and what they went to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding, said_as
from wenming.base.decisions import ALLOWED, Decision
from wenming.needs.actions import personal
from wenming.needs.models import Need, Service
from wenming.needs.plan import FOCUS
from wenming.organisation.queries import words

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

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

LABELS = {
    "needs": _("我的求助"),
    "needs.name": _("称呼"),
    "needs.phone": _("联系电话"),
    "other": _("替谁求助"),
    "needs.words": _("需要什么帮助"),
    "needs.place": _("在什么地方"),
    "focus": _("重点服务对象"),
    **said_as("needs.stage", Need.Stage),
    "served": _("我上门服务的记录"),
    "served_on": _("服务日期"),
    "served.minutes": _("分钟"),
}


def held(user: User) -> Mapping[str, object]:
    """What they asked for while signed in, and what they did for others."""
    asked = Need.objects.filter(asker=user.pk)
    done = Service.objects.filter(volunteers__user=user.pk)
    return {
        "needs": [
            {
                "name": row.name,
                "phone": row.phone,
                "other": row.other,
                "number": row.number,
                "words": row.words,
                "place": row.place,
                "focus": words(row.town, FOCUS).get(row.focus, row.focus),
                "stage": row.stage,
            }
            for row in asked.select_related("town").order_by("pk")
        ],
        "served": list(done.values("served_on", "minutes")),
    }


def objection(_user: User) -> Decision:
    """None: what is open is told apart from the account."""
    return ALLOWED


def forget(user: User) -> None:
    """Whose the needs were is forgotten with the account; those still open are taken back."""
    personal.forget_all(user=user)
