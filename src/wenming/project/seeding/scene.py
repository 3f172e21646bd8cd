"""The town as the made-up year finds it, and what is known of it while it is lived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, Final

from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.activities.models import Campaign
from wenming.liaison.models import Leader, Pair
from wenming.organisation.models import Term, Town, Unit
from wenming.plans.document import Document
from wenming.project.seeding.diary import Diary
from wenming.project.seeding.span import Stretch
from wenming.project.seeding.tempers import POINT, TEMPERS, Temper
from wenming.volunteers.models import Team, Volunteer

__all__ = ["SILENT", "Scene"]

# The village of the demonstration's liaison officer, and that of its site manager: places in the
# plan's table.
OFFICER_AT = 7
MANAGER_AT = 1
# About half a kilometre, in degrees.
NEAR: Final = 0.004
# How long nothing has happened where a village waits.
SILENT: Final = timedelta(days=15)


@dataclass
class Scene:
    """One town, its stretch, its diary; who holds which part now, which teams there are.

    `scale` below 1 leaves most villages without any life of their own, and the others with less.
    """

    town: Town
    document: Document
    stretch: Stretch
    scale: float = 1.0
    cast: dict[tuple[int, str], User] = field(default_factory=dict)
    teams: dict[tuple[int, str, str], Team] = field(default_factory=dict)
    volunteers: dict[int, list[Volunteer]] = field(default_factory=dict)
    campaign: Campaign | None = None

    @cached_property
    def diary(self) -> Diary:
        return Diary(self.stretch)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """All units of today with the one object of the town in them."""
        found = Unit.objects.filter(town=self.town).on(self.stretch.today)
        units = {unit.code: unit for unit in found}
        for unit in units.values():
            unit.town = self.town
        return units

    @cached_property
    def root(self) -> Unit:
        return next(unit for unit in self.units.values() if unit.kind == Unit.Kind.TOWN)

    @cached_property
    def institute(self) -> Unit:
        """Where the town's own activities are held."""
        suo = [unit for unit in self.units.values() if unit.kind == Unit.Kind.SUO]
        return suo[0] if suo else self.root

    @cached_property
    def offices(self) -> Sequence[Unit]:
        groups = {unit.code for unit in self.document.units if unit.group}
        offices = [unit for unit in self.units.values() if unit.kind == Unit.Kind.OFFICE]
        return [unit for unit in offices if unit.code not in groups]

    @cached_property
    def publicity(self) -> Unit:
        """The office that leads the work (A.3-c)."""
        return self.units.get("xuanchuanban", self.offices[0])

    @property
    def share(self) -> float:
        """How many of the activities there would be are held."""
        return min(1.0, 4 * self.scale)

    @cached_property
    def all_villages(self) -> Sequence[Unit]:
        stations = [unit for unit in self.units.values() if unit.kind == Unit.Kind.STATION]
        return [unit for unit in stations if unit.host in ("village", "community")]

    @cached_property
    def villages(self) -> Sequence[Unit]:
        """Those that live; at every scale the ones of the demonstration are among them."""
        step = max(1, round(1 / self.scale))
        told = enumerate(self.all_villages)
        return [v for n, v in told if n % step == 1 % step or n in (OFFICER_AT, MANAGER_AT)]

    @cached_property
    def officers_village(self) -> Unit:
        return self.all_villages[OFFICER_AT % len(self.all_villages)]

    @cached_property
    def managers_village(self) -> Unit:
        return self.all_villages[MANAGER_AT % len(self.all_villages)]

    @cached_property
    def sites(self) -> Sequence[Unit]:
        """Institute, points, and the villages that live, in the plan's order."""
        sites = [unit for unit in self.units.values() if unit.kind in Unit.SITES]
        asleep = {unit.pk for unit in self.all_villages} - {unit.pk for unit in self.villages}
        return [unit for unit in sites if unit.pk not in asleep]

    @cached_property
    def reporting(self) -> Sequence[Unit]:
        """Villages, communities, parks (A.3-b)."""
        return [unit for unit in self.sites if unit.host in ("village", "community", "park")]

    @cached_property
    def tempers(self) -> dict[int, Temper]:
        told = {unit.pk: TEMPERS[n % len(TEMPERS)] for n, unit in enumerate(self.all_villages)}
        return {unit.pk: told.get(unit.pk, POINT) for unit in self.sites}

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        pairs = Pair.objects.filter(town=self.town, until_on__isnull=True)
        return list(pairs.select_related("leader__user").order_by("unit__place", "pk"))

    @cached_property
    def leaders(self) -> Sequence[Leader]:
        return list(Leader.objects.filter(town=self.town).select_related("user"))

    @cached_property
    def busy_leader(self) -> Leader:
        """Who is tied to the site manager's village; else whoever has most units."""
        tied = [pair.leader_id for pair in self.pairs]
        near = [p.leader_id for p in self.pairs if p.unit_id == self.managers_village.pk]
        chosen = near[0] if near else max(tied, key=tied.count)
        return next(leader for leader in self.leaders if leader.pk == chosen)

    def words(self, vocabulary: str) -> Mapping[str, str]:
        """Code and Chinese word, in the plan's order."""
        return self._vocabularies.get(vocabulary, {})

    @cached_property
    def _vocabularies(self) -> Mapping[str, Mapping[str, str]]:
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        terms = Term.objects.filter(town=self.town, is_retired=False)
        for vocabulary, code, word in terms.values_list("vocabulary", "code", "zh"):
            found[vocabulary][code] = word
        return found

    def spot(self, unit: Unit, chance: Random) -> tuple[float, float] | None:
        """Somewhere about where the unit stands, if that is known."""
        if unit.point is None:
            return None
        north, east = unit.point
        return (
            round(north + chance.uniform(-NEAR, NEAR), 5),
            round(east + chance.uniform(-NEAR, NEAR), 5),
        )

    # Who --------------------------------------------------------------------------------------

    def enter(self, name: str, by: User | None = None) -> User:
        """Somebody made up."""
        return users.enter(name=name, by=by or self.cast.get((self.publicity.pk, "office_head")))

    def office(self, _unit: Unit | None = None) -> User:
        """Who leads the work for the town."""
        return self.cast[self.publicity.pk, "office_head"]

    def worker(self, unit: Unit) -> User:
        """Who enters the unit's work now: its liaison officer, else its head, else the office."""
        return self._first(unit, ("liaison_officer", "site_head", "secretary"))

    def head(self, unit: Unit) -> User:
        """Who answers for the unit now."""
        return self._first(unit, ("secretary", "site_head", "liaison_officer"))

    def _first(self, unit: Unit, roles: Iterable[str]) -> User:
        held = (self.cast.get((unit.pk, role)) for role in roles)
        return next((user for user in held if user is not None), self.office())

    def is_silent(self, unit: Unit, on: date) -> bool:
        """Where a village waits, nothing has happened lately, nor will this week."""
        temper = self.tempers.get(unit.pk)
        return bool(temper and temper.waits) and abs(on - self.stretch.last) <= SILENT

    # What is to be done -----------------------------------------------------------------------

    def settled(self, days: int) -> date:
        """So many days after the stretch began: when the registers are filled for the first time."""
        return self.stretch.first + timedelta(days=days)

    def note(
        self,
        day: date,
        action: Callable[..., object],
        *,
        unit: Unit,
        told: Mapping[str, Any],
        by: Callable[[Unit], User] | None = None,
    ) -> None:
        """Let somebody do `action` for the unit on this day: its worker, whoever that is by then."""
        actor = by or self.worker
        self.diary.note(day, lambda: action(unit=unit, by=actor(unit), **told), hour=16)

    def team(self, unit: Unit, shape: str, sort: str = "") -> Team | None:
        return self.teams.get((unit.pk, shape, sort))
