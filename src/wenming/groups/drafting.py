"""Drafts from the groups: the lines of a service list, and what of them is done in which week (5.3-b).

A list is a paper of the town, so its words are in the town's language. They are the plan's words for
kinds of need, or the name that a person gave a group: never what somebody who asked had written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wenming.engines.likeness import Group, Kind
from wenming.groups.drawing import drawn
from wenming.needs.models import Need
from wenming.needs.plan import KINDS, Answering, answering
from wenming.organisation.models import Town
from wenming.organisation.queries import words

__all__ = ["TAKEN_ON", "Planned", "planned_lines", "quotes"]

# What was taken on and nobody has served yet: what a list is for.
TAKEN_ON: Final = (Need.Stage.VERIFIED, Need.Stage.OFFERED, Need.Stage.ACCEPTED)
# So many characters in a row are somebody's own words.
OWN_WORDS: Final = 8
NOT_CHINESE: Final = re.compile(r"[^\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Planned:
    """A line as it is proposed: what, for which needs, by which kind of team."""

    title: str
    kind: str
    is_common: bool
    households: int
    units: Sequence[int]
    team_kind: str
    needs: Sequence[int]
    group: str = ""


def planned_lines(town: Town) -> list[Planned]:
    """A line for each common group that has something to be done, of most households first.

    What few ask for is gathered by its kind, to be done house by house.
    """
    rows = {str(row.pk): row for row in Need.objects.of(town).filter(stage__in=TAKEN_ON)}
    with translation.override(settings.LANGUAGE_CODE):
        told = _Told(words(town, KINDS), answering(town))
        common, few = [], dict(rows)
        for group in drawn(town).grouping.groups:
            waiting = [rows[one.need] for one in group.members if one.need in rows]
            if group.kind is Kind.COMMON and waiting:
                common.append(told.line(waiting, group))
                for row in waiting:
                    del few[str(row.pk)]
        return [*common, *_by_kind(few.values(), told)]


def quotes(text: str, needs: Iterable[Need]) -> bool:
    """Does the text repeat what somebody who asked had written?"""
    said = NOT_CHINESE.sub("", text)
    pieces = {said[at : at + OWN_WORDS] for at in range(len(said) - OWN_WORDS + 1)}
    written = (NOT_CHINESE.sub("", need.words) for need in needs)
    return any(piece in words for words in written for piece in pieces)


@dataclass(frozen=True, slots=True)
class _Told:
    """The town's words for kinds, and how its plan answers them."""

    words: Mapping[str, str]
    answers: Mapping[str, Answering]

    def line(self, needs: Sequence[Need], group: Group | None = None) -> Planned:
        kind = Counter(need.kind for need in needs).most_common(1)[0][0]
        answer = self.answers.get(kind)
        called = self.words.get(kind) or _("其他服务")
        if group is None:
            title = _("%(kind)s（逐户办）") % {"kind": called}
        else:
            title = group.name if group.named_by_hand else called
        return Planned(
            title=title,
            kind=kind,
            is_common=group is not None,
            households=len({need.household for need in needs}),
            units=[unit for unit, _n in Counter(need.unit_id for need in needs).most_common()],
            team_kind=answer.teams[0] if answer and answer.teams else "",
            needs=[need.pk for need in needs],
            group=group.id if group else "",
        )


def _by_kind(needs: Iterable[Need], told: _Told) -> list[Planned]:
    kinds: dict[str, list[Need]] = {}
    for need in needs:
        kinds.setdefault(need.kind, []).append(need)
    lines = [told.line(found) for found in kinds.values()]
    return sorted(lines, key=lambda line: (-line.households, line.title))
