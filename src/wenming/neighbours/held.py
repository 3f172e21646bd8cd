"""What this package holds about a person: what they asked for, in whom they look in, visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding, said_as
from wenming.base.decisions import ALLOWED, Decision
from wenming.neighbours.actions import postings
from wenming.neighbours.models import LookIn, Pairing, Posting
from wenming.neighbours.models.posting import FOCUS, WATCHES
from wenming.organisation.queries import words
from wenming.volunteers.models import Consent

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

UNTIL_OVER: Final = _("到互助结束为止，结束当天删除")

HOLDINGS = (
    Holding(
        _("邻里互助：您或亲人的姓名、电话、住址，需要什么帮助（加密保存，另外同意）"),
        _("让结对的志愿者和村（社区）上门探望；别人看不到"),
        UNTIL_OVER,
    ),
    Holding(
        _("邻里互助：探望时记下要跟进的事（加密保存）"),
        _("把要跟进的事办好"),
        UNTIL_OVER,
    ),
    Holding(
        _("志愿者：和谁结对、起止日期、探望日期"),
        _("服务记录要真实、可查"),
        _("至少 10 年（GB/T 40143）；结束后不再写明探望的是谁"),
    ),
)


LABELS = {
    "neighbour_requests": _("请邻里看望的登记"),
    "watch": _("看望什么"),
    "wish": _("希望"),
    "every_days": _("隔几天"),
    "neighbour_requests.name": _("姓名"),
    "neighbour_requests.phone": _("电话"),
    **said_as("neighbour_requests.stage", Posting.Stage),
    **said_as("neighbour_pairs.stage", Pairing.Stage),
    "address": _("地址"),
    "consent": _("怎样同意的"),
    **said_as("consent", Consent.How),
    "consented_on": _("同意日期"),
    "neighbour_pairs": _("我的结对"),
    "paused_until": _("暂停到"),
    "neighbour_visits": _("我的看望"),
    "on": _("日期"),
    "is_well": _("平安"),
}


def held(user: User) -> Mapping[str, object]:
    """What they asked for, in full, and what they gave: days, not whom they visited."""
    asked = Posting.objects.filter(asked_by=user.pk, is_units=False)
    served = Pairing.objects.filter(volunteer__user=user.pk)
    visits = LookIn.objects.filter(pairing__volunteer__user=user.pk)
    return {
        "neighbour_requests": [_told(row) for row in asked.select_related("unit__town")],
        "neighbour_pairs": list(served.values("stage", "from_on", "until_on", "paused_until")),
        "neighbour_visits": list(visits.values("on", "is_well")),
    }


def _told(row: Posting) -> dict[str, object]:
    """What somebody asked for; the town's words, not their codes."""
    told = {name: getattr(row, name) for name in ASKED}
    for name, vocabulary in (("watch", WATCHES), ("focus", FOCUS)):
        known = words(row.unit.town, vocabulary)
        told[name] = known.get(told[name], told[name])
    return {"unit__name": row.unit.name, **told}


ASKED: Final = (
    "watch",
    "focus",
    "wish",
    "every_days",
    "name",
    "phone",
    "address",
    "consent",
    "consented_on",
    "stage",
)


def objection(_user: User) -> Decision:
    """None: what is over names nobody."""
    return ALLOWED


def forget(user: User) -> None:
    """What they asked for ends; as a volunteer they have left by then."""
    asked = Posting.objects.filter(asked_by=user.pk, is_units=False).select_related("unit__town")
    for posting in asked.exclude(stage=Posting.Stage.CLOSED):
        postings.close(posting=posting, why=Posting.Why.WITHDRAWN, by=user)
