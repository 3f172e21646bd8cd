"""What this package holds about a person: that they speak in public, and on what."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision
from wenming.learning.actions import lecturers
from wenming.learning.models import Lecturer, Result
from wenming.learning.models.lecturer import FOCUS
from wenming.organisation.queries import words

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

HOLDINGS = (
    Holding(
        _("宣讲师：讲什么，擅长对谁讲，起止日期"),
        _("让各单位点讲；宣讲师的姓名是公开的"),
        _("到您不再宣讲为止；讲过的场次留下"),
    ),
    Holding(
        _("培训：参加了哪次、得分、考了几次、证书编号"),
        _("记录培训情况、开结业证书（民政部令第67号）"),
        _("长期（培训记录）；注销后只认编号"),
    ),
    Holding(
        _("打开过哪篇线上宣讲：不保存是谁，只有当天有效的记号"),
        _("同一个人一天只算一次阅读"),
        _("长期；第二天起不能再对上是谁"),
    ),
)


LABELS = {
    "lecturer": _("宣讲员登记"),
    "topics": _("主题"),
    "focus": _("面向的群众"),
    "is_towns": _("属于镇里"),
    "since_on": _("自"),
    "trainings": _("培训"),
    "course__activity__title": _("活动"),
    "score": _("得分"),
    "tries": _("考了几次"),
    "trainings.number": _("证书编号"),
    "taken_back_why": _("收回的原因"),
    "noted_on": _("日期"),
}


def held(user: User) -> Mapping[str, object]:
    """What they are known to speak on, and what they learnt."""
    told = []
    for row in Lecturer.objects.filter(user=user.pk).select_related("unit", "town"):
        known = words(row.town, FOCUS)
        told.append(
            {
                "unit__name": row.unit.name,
                "topics": row.topics,
                "focus": [known.get(code, code) for code in row.focus],
                "is_towns": row.is_towns,
                "since_on": row.since_on,
                "until_on": row.until_on,
            }
        )
    results = Result.objects.filter(user=user.pk)
    columns = ("course__activity__title", "score", "tries", "number", "taken_back_why", "noted_on")
    return {"lecturer": told, "trainings": list(results.values(*columns))}


def objection(_user: User) -> Decision:
    """None: what was given stays with the unit."""
    return ALLOWED


def forget(user: User) -> None:
    """They no longer speak."""
    for lecturer in Lecturer.objects.on(clock.today()).filter(user=user.pk):
        lecturers.end(lecturer=lecturer, by=user)
