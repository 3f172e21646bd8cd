"""Standings and doors in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["DEEDS", "why_not_countable"]

# What the button that opens a door says, by the kind of fact that is entered there.
DEEDS: dict[str, Promise] = {
    "activity.held": gettext_lazy("登记活动"),
    "agenda.meeting": gettext_lazy("登记会议"),
    "budget.line": gettext_lazy("登记经费"),
    "circle.survey": gettext_lazy("登记调查"),
    "honour.held": gettext_lazy("登记荣誉"),
    "month_plan.published": gettext_lazy("写月计划"),
    "neighbour.visit": gettext_lazy("看邻里守望"),
    "piece.published": gettext_lazy("发布线上宣讲"),
    "post.held": gettext_lazy("登记任职"),
    "post.trained": gettext_lazy("看谁没有培训"),
    "project.running": gettext_lazy("登记项目"),
    "report.sent": gettext_lazy("写季度报告"),
    "room.open": gettext_lazy("登记功能室"),
    "team.standing": gettext_lazy("登记队伍"),
    "visit.made": gettext_lazy("登记指导"),
}


def why_not_countable(reason: str) -> str:
    """The engine's code with its argument, in words; nothing for nothing."""
    code, _sep, argument = reason.partition(":")
    words = {
        "no-attribute": _("还没有登记“%(what)s”这个数，分母是空的。"),
        "no-bound": _("方案没有给这个单位定数。"),
        "not-in-force": _("这一时段这条规定不适用。"),
    }
    return words.get(code, reason) % {"what": argument} if reason else ""
