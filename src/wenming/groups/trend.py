"""How many needs of which kind, in which village, in which season (5.3-b, 5.2-d).

The offices see every number. Others see their own units' as they see the needs themselves; elsewhere
a protected person's need counts only where at least `LEAST` households asked for the like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.needs.models import Need
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import recordable_units

__all__ = ["LEAST", "Cell", "Line", "Season", "Tally", "Trend", "asked_in", "season", "trend"]

LEAST: Final = 5
SEASONS: Final = 5


@dataclass(frozen=True, order=True, slots=True)
class Season:
    """A quarter of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Season:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def before(self) -> Season:
        return Season(self.year, self.number - 1) if self.number > 1 else Season(self.year - 1, 4)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first morning, and that of the next."""
        after = (self.year, self.number * 3 + 1) if self.number < 4 else (self.year + 1, 1)
        return _morning(self.year, self.number * 3 - 2), _morning(*after)

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"

    def __str__(self) -> str:
        return _("%(year)d 年第 %(number)d 季度") % {"year": self.year, "number": self.number}


def _morning(year: int, month: int) -> datetime:
    return datetime.combine(date(year, month, 1), time(0), get_default_timezone())


def season(text: str) -> Season | None:
    """`2026-4`; None for anything else."""
    year, _dash, number = text.partition("-")
    is_one = year.isascii() and year.isdigit() and len(year) == 4 and number in {"1", "2", "3", "4"}
    return Season(int(year), int(number)) if is_one and 1900 < int(year) < 2200 else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, its share of the greatest on the page in percent, and whether its records open."""

    season: Season
    number: int
    share: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A kind, or a village, through the seasons."""

    code: str
    name: str
    cells: Sequence[Cell]
    total: int


@dataclass(frozen=True, slots=True)
class Trend:
    """By kind and by village, the last seasons, the earliest first."""

    seasons: Sequence[Season]
    kinds: Sequence[Line]
    units: Sequence[Line]
    is_masked: bool

    @property
    def any(self) -> bool:
        return any(line.total for line in self.kinds)


@dataclass(frozen=True, slots=True)
class Tally:
    """Needs of one unit, kind and season as they may be told."""

    unit: int
    kind: str
    season: Season
    number: int


def trend(
    user: User, town: Town, words: Mapping[str, str], *, unit: Unit | None = None, kind: str = ""
) -> Trend:
    """Kinds through the seasons, in the town or one unit; units, in all kinds or one."""
    last = Season.of(clock.today())
    seasons = [last]
    while len(seasons) < SEASONS:
        seasons.insert(0, seasons[0].before)
    open_to = set(recordable_units(user, town).values_list("pk", flat=True))
    units = list(Unit.objects.filter(town=town).sites())
    counts = list(_counted(town, seasons, open_to))
    of_unit = [one for one in counts if unit is None or one.unit == unit.pk]
    of_kind = [one for one in counts if not kind or one.kind == kind]
    everywhere = all(place.pk in open_to for place in units)
    opens = everywhere if unit is None else unit.pk in open_to
    kinds = {**words, **{one.kind: words.get(one.kind) or _("没有归类") for one in of_unit}}
    return Trend(
        seasons,
        _lines(kinds, of_unit, lambda one: one.kind, seasons, lambda _code: opens),
        _lines(
            {str(place.pk): str(place) for place in units},
            of_kind,
            lambda one: str(one.unit),
            seasons,
            lambda code: int(code) in open_to,
        ),
        not everywhere,
    )


def asked_in(
    user: User, town: Town, when: Season, *, unit: Unit | None, kind: str | None
) -> QuerySet[Need]:
    """The needs behind a number, as far as this user may see them; the last first."""
    begin, end = when.moments
    rows = Need.objects.visible_to(user, town).filter(asked_at__gte=begin, asked_at__lt=end)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.select_related("unit__town").order_by("-asked_at", "-pk")


def _counted(town: Town, seasons: Sequence[Season], open_to: Collection[int]) -> Iterable[Tally]:
    """Needs of each unit, kind and season, in one question."""
    begin, end = seasons[0].moments[0], seasons[-1].moments[1]
    rows = Need.objects.of(town).filter(asked_at__gte=begin, asked_at__lt=end).order_by()
    told: defaultdict[tuple[int, str, Season], list[tuple[str, bool]]] = defaultdict(list)
    for unit, kind, at, household, focus in rows.values_list(
        "unit_id", "kind", "asked_at", "household", "focus"
    ):
        told[unit, kind, Season.of(localdate(at))].append((household, bool(focus)))
    for (unit, kind, when), found in told.items():
        yield Tally(unit, kind, when, _tellable(found, is_open=unit in open_to))


def _tellable(found: Sequence[tuple[str, bool]], *, is_open: bool) -> int:
    """All of them, or those that are not protected where the households are few."""
    households = {household for household, _is_protected in found}
    if is_open or len(households) >= LEAST:
        return len(found)
    return sum(not is_protected for _household, is_protected in found)


def _lines(
    names: Mapping[str, str],
    counts: Iterable[Tally],
    code_of: Callable[[Tally], str],
    seasons: Sequence[Season],
    opens: Callable[[str], bool],
) -> list[Line]:
    numbers: defaultdict[tuple[str, Season], int] = defaultdict(int)
    for one in counts:
        numbers[code_of(one), one.season] += one.number
    most = max(numbers.values(), default=0)
    found = []
    for code, name in names.items():
        row = [numbers[code, when] for when in seasons]
        cells = [
            Cell(when, number, 100 * number // most if most else 0, opens(code) and number > 0)
            for when, number in zip(seasons, row, strict=True)
        ]
        found.append(Line(code, name, cells, sum(row)))
    return found
