"""Why needs are together, and what was decided about them, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wenming.engines.likeness import Group, Kind, Member
from wenming.groups.models import Sorting
from wenming.needs.models import Need

__all__ = ["decided", "kind_word", "why_member", "why_together"]

WORDS = 4


def kind_word(group: Group) -> str:
    """Common to many, or the matter of few."""
    return _("共性需求") if group.kind is Kind.COMMON else _("个性需求")


def why_together(group: Group) -> str:
    """What the needs of a group say alike, and how many a person placed."""
    said = Counter(word for one in group.members for word in one.words)
    often = [word for word, _count in sorted(said.items(), key=lambda it: (-it[1], it[0]))[:WORDS]]
    reasons = []
    if often:
        reasons.append(_("都说到：%(words)s") % {"words": _("、").join(often)})
    by_hand = sum(one.by_hand for one in group.members)
    if by_hand:
        words = ngettext("%(n)s 件由人归入", "%(n)s 件由人归入", by_hand)
        reasons.append(words % {"n": by_hand})
    if not reasons:
        reasons.append(_("整句话的说法相近"))
    return _("；").join(reasons)


def why_member(member: Member, rows: Mapping[str, Need]) -> str:
    """Why one need is where it is."""
    if member.by_hand:
        return _("由人归入")
    reasons = []
    if member.words:
        reasons.append(_("也说到：%(words)s") % {"words": _("、").join(member.words)})
    nearest = rows.get(member.nearest)
    if nearest is not None:
        reasons.append(_("最像 %(number)s") % {"number": nearest.number})
    return _("；").join(reasons) or _("整句话的说法相近")


def decided(sorting: Sorting, number: int, into: str) -> str:
    """A decision in one sentence; `number` of needs were moved, `into` is the other group today."""
    told = {"group": sorting.called or _("单独的需求"), "into": into, "n": number}
    match sorting.deed:
        case Sorting.Deed.NAMED if sorting.name:
            return _("“%(group)s”改名为“%(name)s”") % {**told, "name": sorting.name}
        case Sorting.Deed.NAMED:
            return _("“%(group)s”恢复系统起的名称") % told
        case Sorting.Deed.MERGED:
            return _("“%(group)s”并入“%(into)s”") % told
        case _ if not sorting.into:
            words = ngettext(
                "从“%(group)s”移出 %(n)s 件，单独放",
                "从“%(group)s”移出 %(n)s 件，单独放",
                number,
            )
        case _:
            words = ngettext(
                "从“%(group)s”移 %(n)s 件到“%(into)s”",
                "从“%(group)s”移 %(n)s 件到“%(into)s”",
                number,
            )
    return words % told
