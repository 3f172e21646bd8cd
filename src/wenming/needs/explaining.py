"""Why this team comes, or why nobody does, in words (5.3-d; PIPL 24: a proposal can be explained)."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.engines.matching import Assignment, Result, Shortage, Unassigned
from wenming.needs.proposing import Proposal, moment_of

__all__ = ["costs_more", "when", "why", "why_not"]

SHORT = {
    Shortage.NO_SKILL: gettext_lazy("没有能做这类事的队伍或志愿者"),
    Shortage.TOO_SMALL: gettext_lazy("能做的队伍人手都不够"),
    Shortage.OUT_OF_REACH: gettext_lazy("能做的都太远"),
    Shortage.NO_ROOM: gettext_lazy("能做的手上事情都排满了"),
    Shortage.FORBIDDEN: gettext_lazy("能做的，有的问过去不了，有的只在别的时间来"),
    Shortage.NOT_FREE: gettext_lazy("能做的在求助人方便的时间都没有空"),
    Shortage.TOO_FEW: gettext_lazy("同一个时间凑不齐人"),
    Shortage.TAKEN: gettext_lazy("能做的都先去做更急的事了"),
    Shortage.TOO_DEAR: gettext_lazy("去一趟代价太大"),
}


def when(key: str) -> str:
    """A time of the proposal, in words."""
    moment = moment_of(key)
    return date_format(moment, "SHORT_DATETIME_FORMAT") if moment else ""


def why(proposal: Proposal, one: Assignment, sees_place: bool) -> str:
    """What speaks for it, and what was weighed against it; how far only who may know where."""
    said = [_("本村的") if not one.why.lacking else _("从邻村来")]
    if one.why.metres and sees_place:
        said.append(_("路程约 %(km).1f 公里") % {"km": one.why.metres / 1000})
    said.append(_("近来去过 %(times)s 次") % {"times": one.why.load})
    said.append(_("这个时间能去的有 %(number)s 个") % {"number": one.why.eligible})
    if one.why.forced:
        said.append(_("由您指定"))
    if one.why.nearer:
        nearer = proposal.servers[one.why.nearer[0].team]
        said.append(_("更近的“%(who)s”已经有事或者去得多") % {"who": nearer})
    return _("；").join(said)


def why_not(proposal: Proposal, one: Unassigned) -> str:
    """What is lacking, and who would be nearest to it."""
    said = str(SHORT[one.why.shortage])
    if one.why.shortage is Shortage.NOT_FREE and one.why.team:
        who = proposal.servers[one.why.team]
        known = {"said": said, "who": who, "when": when(one.why.time)}
        return _("%(said)s；最早有空的是“%(who)s”，%(when)s") % known
    return said


def costs_more(before: Result, after: Result) -> str:
    """What a change by hand costs, said in ways of a kilometre."""
    fewer = len(after.unassigned) - len(before.unassigned)
    if fewer > 0:
        return _("这样改，会有 %(number)s 件排不上人") % {"number": fewer}
    more = (after.objective - before.objective) / 1000
    if more <= 0:
        return _("这样改，不多费事")
    return _("这样改，相当于多走 %(km).1f 公里") % {"km": more}
