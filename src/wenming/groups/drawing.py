"""The groups of a town's needs: drawn by the engine from what was asked and what people decided.

Nothing of it is stored. What was drawn is kept in the process until the next deed in the town's
journal; if that deed changed neither a need's words nor a decision, it is kept on.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from threading import Lock
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from wenming.base import clock
from wenming.base.models import Entry
from wenming.engines import likeness
from wenming.groups.models import SortedNeed, Sorting
from wenming.groups.senses import known, vectoriser
from wenming.needs.models import Need
from wenming.organisation.models import Town

__all__ = ["COMMON", "MOST", "Drawn", "drawn", "sorted_needs"]

# From when on needs are common to many: said on the page, and asked of the engine.
COMMON: Final = likeness.Settings()
# What was asked within so long, or is still open, is sorted; of more than so many, the latest.
LOOKED_BACK: Final = timedelta(days=365)
MOST: Final = 2000
TOWNS_KEPT: Final = 8

NOT_NEEDED = (Need.Stage.DECLINED, Need.Stage.WITHDRAWN)
Word = likeness.Word


@dataclass(frozen=True, slots=True)
class Told:
    """What the engine is told: needs, where they lay when people decided, and what these said."""

    needs: tuple[likeness.Need, ...]
    before: likeness.Grouping
    words: tuple[Word, ...]
    # Of how many texts the meaning is known.
    senses: int = 0


@dataclass(frozen=True)
class Drawn:
    """The groups, and in which of them each need is (`ALONE`: in none)."""

    told: Told
    grouping: likeness.Grouping
    # By what needs are found to be like; None: by words.
    reading: likeness.Vectoriser | None = field(default=None, compare=False)
    groups: Mapping[str, likeness.Group] = field(default_factory=dict, compare=False)
    where: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, told: Told) -> Drawn:
        """What the engine makes of it."""
        reading = vectoriser(need.text for need in told.needs)
        found = likeness.group(
            told.needs,
            vectoriser=reading,
            before=told.before,
            words=told.words,
            settings=COMMON,
        )
        where = {one.need: group.id for group in found.groups for one in group.members}
        alone = {one.need: likeness.ALONE for one in found.alone}
        groups = {group.id: group for group in found.groups}
        return cls(told, found, reading, groups, where | alone)

    @property
    def is_cut(self) -> bool:
        """There are more needs than are looked at together."""
        return len(self.told.needs) >= MOST

    def members(self, group: str) -> tuple[likeness.Member, ...]:
        """Those of a group; of a group that is no more, none."""
        return self.groups[group].members if group in self.groups else ()

    def suggestion(self, need: str) -> likeness.Suggestion:
        """Where the engine would put a need if nobody had said where it belongs."""
        one = next(told for told in self.told.needs if told.id == need)
        needs = self.told.needs
        return likeness.place(one, self.grouping, needs, vectoriser=self.reading, settings=COMMON)


_kept: OrderedDict[int, tuple[object, Drawn]] = OrderedDict()
_turn = Lock()


def drawn(town: Town) -> Drawn:
    """The groups of this moment.

    Within a transaction nothing is kept: it may yet be undone.
    """
    if connection.in_atomic_block:
        return Drawn.of(_told(town))
    state = (clock.today(), Entry.objects.revision(town.pk), known())
    with _turn:
        kept_state, kept = _kept.get(town.pk, (None, None))
    if kept is not None and kept_state == state:
        return kept
    told = _told(town)
    made = kept if kept is not None and kept.told == told else Drawn.of(told)
    with _turn:
        _kept[town.pk] = (state, made)
        _kept.move_to_end(town.pk)
        while len(_kept) > TOWNS_KEPT:
            _kept.popitem(last=False)
    return made


# What the engine is told -------------------------------------------------------------------------


def _told(town: Town) -> Told:
    needs = _needs(town)
    before, words = _decided(town)
    return Told(needs, before, words, known())


def _needs(town: Town) -> tuple[likeness.Need, ...]:
    """What is asked of the town; what a protected person said is forgotten in time, and not here."""
    found = (
        sorted_needs()
        .filter(town=town)
        .order_by("-asked_at", "-pk")
        .values_list("pk", "words", "household", "unit_id")
    )
    return tuple(
        likeness.Need(str(pk), words, household, str(unit))
        for pk, words, household, unit in found[:MOST]
    )


def sorted_needs() -> QuerySet[Need]:
    """Of all towns: what was asked lately or is still open, and says something."""
    since = datetime.combine(clock.today() - LOOKED_BACK, time(0), get_default_timezone())
    rows = Need.objects.exclude(stage__in=NOT_NEEDED).exclude(words="")
    return rows.filter(Q(asked_at__gte=since) | Q(stage__in=Need.OPEN))


def _decided(town: Town) -> tuple[likeness.Grouping, tuple[Word, ...]]:
    """Where needs lay when somebody decided, the later look before the earlier; and what was said.

    A need that a person had placed already was not lying where the engine put it, and is not among
    the needs seen: its place follows from the words.
    """
    lay: dict[str, str] = {}
    chosen: dict[int, list[str]] = {}
    seen = SortedNeed.objects.filter(sorting__town=town, sorting__undone_at__isnull=True)
    for sorting, need, group, is_chosen in seen.order_by("pk").values_list(
        "sorting_id", "need_id", "group", "is_chosen"
    ):
        if group:
            lay[str(need)] = group
        if is_chosen:
            chosen.setdefault(sorting, []).append(str(need))
    words = [
        word
        for sorting in Sorting.objects.of(town).holding()
        for word in _words(sorting, chosen.get(sorting.pk, []))
    ]
    return _lying(lay), tuple(words)


def _lying(lay: Mapping[str, str]) -> likeness.Grouping:
    groups: dict[str, list[likeness.Member]] = {}
    for need, group in lay.items():
        groups.setdefault(group, []).append(likeness.Member(need))
    return likeness.Grouping(
        tuple(likeness.Group(group, "", tuple(members)) for group, members in groups.items())
    )


def _words(sorting: Sorting, chosen: Sequence[str]) -> list[Word]:
    """A decision as the engine hears it."""
    match sorting.deed:
        case Sorting.Deed.MOVED:
            return [likeness.Moved(need, sorting.into) for need in chosen]
        case Sorting.Deed.SPLIT:
            return [likeness.Split(tuple(chosen), sorting.into)]
        case Sorting.Deed.MERGED:
            return [likeness.Merged(sorting.group, sorting.into)]
        case _:
            return [likeness.Named(sorting.group, sorting.name)]
