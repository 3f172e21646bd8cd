"""The month's work plan: which service of a list, where, in which week, by which team (5.3-b).

It is proposed from the list, line by line and village by village; what a person makes of it becomes
lines of the institute's month plan, which is published and hung out as every month plan is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wenming.activities.gathering import month_of
from wenming.activities.queries import teams_for
from wenming.base import clock
from wenming.groups.models import PlannedService, ServiceLine, ServiceList
from wenming.menu.models import Service
from wenming.menu.queries import menu
from wenming.organisation.models import Unit
from wenming.volunteers.models import Team
from wenming.volunteers.models.team import TOWNS_UNITS
from wenming.volunteers.queries import times

__all__ = ["PLACES", "Item", "Place", "Week", "month_named", "places", "weeks_of", "written"]

# So many visits are planned on one page; the others on the next.
PLACES: Final = 30
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a month: its number, its first and last day within the month."""

    number: int
    first: date
    last: date

    def __str__(self) -> str:
        # A pattern of Django's date filter; in English it is "j F".
        dated = _("n月j日")
        days = {"first": date_format(self.first, dated), "last": date_format(self.last, dated)}
        if self.first == self.last:
            return _("第 %(n)d 周（%(first)s）") % {"n": self.number, "first": days["first"]}
        return _("第 %(n)d 周（%(first)s至%(last)s）") % {"n": self.number, **days}


@dataclass(frozen=True, slots=True)
class Place:
    """A service in one village: what is planned or else proposed, and the teams that could go.

    `offers` tells of a team what it offers on the menu for this, and when it comes.
    """

    line: ServiceLine
    unit: Unit
    week: int | None
    team: int | None
    teams: Sequence[Team]
    offers: Mapping[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.line.pk}-{self.unit.pk}"


@dataclass(frozen=True, slots=True)
class Item:
    """What a person settled: this service, there, in that week, by that team if one is named."""

    line: ServiceLine
    unit: Unit
    week: Week
    team: Team | None = None


def weeks_of(month: date) -> list[Week]:
    """The weeks of a month from Monday, cut at its ends."""
    span = month_of(month)
    monday = span.start - timedelta(days=span.start.weekday())
    found: list[Week] = []
    while monday <= span.end:
        last = min(monday + timedelta(days=6), span.end)
        found.append(Week(len(found) + 1, max(monday, span.start), last))
        monday += timedelta(days=7)
    return found


def month_named(row: ServiceList, text: str) -> date:
    """The month that is named, if it is one of the list's; else the first that is not over."""
    this = clock.today().replace(day=1)
    named = next((month for month in row.months if f"{month:%Y-%m}" == text), None)
    return named or next((month for month in row.months if month >= this), row.months[-1])


def places(row: ServiceList, month: date) -> list[Place]:
    """Each service in each of its villages, spread over the weeks; a line for all is in one place.

    A team that offers such a service on the menu comes first, then one of the line's kind. What was
    settled before is proposed as it was settled.
    """
    weeks, offered = _ahead(weeks_of(month)), _menu(row)
    teams = list(teams_for(row.town, None))
    rows = PlannedService.objects.filter(work_plan__list=row, work_plan__month_plan__month=month)
    planned = {(one.line_id, one.unit_id): one for one in rows}
    found: list[Place] = []
    for line in row.lines.prefetch_related("units"):
        for unit in list(line.units.all()) or [row.unit]:
            offers = offered(line.kind, unit)
            could = sorted(_could_go(teams, unit), key=lambda team: team.pk not in offers)
            fit = [one for one in could if one.pk in offers or _is_of_kind(one, line)]
            week: int | None = weeks[len(found) % len(weeks)].number
            team = fit[0].pk if fit else None
            if known := planned.get((line.pk, unit.pk)):
                week, team = known.week, known.team_id
            found.append(Place(line, unit, week, team, could, offers))
    return found


def _ahead(weeks: list[Week]) -> list[Week]:
    """What is over is not proposed; of a month that is over, all are."""
    return [week for week in weeks if week.last >= clock.today()] or weeks


def _is_of_kind(team: Team, line: ServiceLine) -> bool:
    return bool(line.team_kind) and team.kind == line.team_kind


def _menu(row: ServiceList) -> Callable[[str, Unit], dict[int, str]]:
    """Of a kind of need and a place: team → what it offers there on the menu, and when it comes."""
    services = list(menu(row.town).filter(team__isnull=False))
    weekly = times()

    def offers(kind: str, unit: Unit) -> dict[int, str]:
        return {
            one.team_id: _("，").join(
                [one.title, *(weekly[at] for at in one.times if at in weekly)]
            )
            for one in services
            if one.team_id and kind and one.kind == kind and _reaches(one, unit)
        }

    return offers


def _reaches(service: Service, unit: Unit) -> bool:
    area = service.area.all()
    return not area or unit in area or unit.kind in TOWNS_UNITS


def written(items: Iterable[Item]) -> list[tuple[Item, str]]:
    """Each with its line of a month plan, week by week, in the town's language as its papers are."""
    ordered = sorted(items, key=lambda it: (it.week.number, it.line.place, it.unit.place))
    with translation.override(settings.LANGUAGE_CODE):
        return [
            (item, _written(week, item))
            for week, found in groupby(ordered, key=lambda it: it.week)
            for item in found
        ]


def _written(week: Week, item: Item) -> str:
    said = [str(item.line), str(item.unit), *([str(item.team)] if item.team else [])]
    return _("%(week)s：%(what)s") % {"week": week, "what": _("，").join(said)}


def _could_go(teams: Sequence[Team], unit: Unit) -> list[Team]:
    """The village's own first, then the town's."""
    own = [team for team in teams if team.unit_id == unit.pk]
    towns = [team for team in teams if team.unit.kind in TOWNS_UNITS and team.unit_id != unit.pk]
    return [*own, *towns]
