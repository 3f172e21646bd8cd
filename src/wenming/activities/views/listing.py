"""The public list: what is coming first, then what was held, by month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Min, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format

from wenming.activities.models import Activity
from wenming.activities.queries import activities_held, coming
from wenming.base import clock
from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.organisation.queries import vocabularies

__all__ = ["activity_list"]

# Together no more than fifty lines a page.
COMING: Final = 20
PAGE: Final = 30
MONTH: Final = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])")
COLUMNS: Final = ("pk", "title", "held_on", "unit_id", "kind", "task", "place")

FILTERS: Final = ("unit", "task", "month", "campaign", "kind")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """An activity in the list, every word ready to be shown."""

    url: str
    title: str
    on: date
    weekday: str
    text: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for."""

    unit: str
    task: str
    month: str
    campaign: str
    # A place that counts activities of one kind leads here.
    kind: str

    @property
    def is_any(self) -> bool:
        return any(astuple(self))


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the list's template is given."""

    coming: list[Line]
    ahead: int
    page: Page[Row]
    months: list[tuple[str, list[Line]]]
    filters: Filters
    units: list[Unit]
    tasks: Mapping[str, str]
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in many lines, put together once a page."""

    units: Mapping[int, str]
    kinds: Mapping[str, str]
    tasks: Mapping[str, str]
    weekdays: Sequence[str]
    # The address of an activity, but for its number.
    address: str

    @classmethod
    def known(cls, units: Iterable[Unit], named: Mapping[str, Mapping[str, str]]) -> Words:
        """Of the page's language and town."""
        return cls(
            {unit.pk: str(unit) for unit in units},
            named["activity_kinds"],
            named["five_tasks"],
            [str(name) for _day, name in sorted(WEEKDAYS_ABBR.items())],
            reverse("activities_public:activity", args=[0]).removesuffix("0/"),
        )

    def line(self, row: Row, said: Iterable[str]) -> Line:
        """The activity with what is said of it."""
        on: date = row["held_on"]
        text = " · ".join(filter(None, said))
        url, weekday = f"{self.address}{row['pk']}/", self.weekdays[on.weekday()]
        return Line(url, row["title"], on, weekday, text)

    def of(self, row: Row) -> tuple[str, ...]:
        """Whose it is, of what kind, for which task."""
        kind, task = row["kind"], row["task"]
        unit = self.units[row["unit_id"]]
        return unit, self.kinds.get(kind, kind), self.tasks.get(task, task)


@public
def activity_list(request: Request) -> HttpResponse:
    """The town's activities; by unit, task, month and campaign."""
    town = request.town
    filters = Filters(*(request.GET.get(n, "") for n in FILTERS))
    known = vocabularies(town, "activity_kinds", "five_tasks")
    units = list(Unit.objects.filter(town=town))
    words = Words.known(units, known)
    held = _chosen(activities_held(town), filters).values(*COLUMNS)
    page = Paginator(held, PAGE).get_page(request.GET.get("page"))
    ahead = _chosen(coming(town, clock.today()), filters)
    found = ListPage(
        coming=_coming(ahead, words) if page.number == 1 else [],
        ahead=ahead.count(),
        page=page,
        months=_by_month(words.line(row, words.of(row)) for row in page),
        filters=filters,
        units=[unit for unit in units if unit.kind in Unit.SITES],
        tasks=words.tasks,
        kind=words.kinds.get(filters.kind, filters.kind),
    )
    return render(request, "activities/public_list.html", {"list": found})


def _chosen(rows: QuerySet[Activity], filters: Filters) -> QuerySet[Activity]:
    if filters.unit:
        rows = rows.filter(unit__code=filters.unit)
    if filters.task:
        rows = rows.filter(task=filters.task)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if asked := MONTH.fullmatch(filters.month):
        rows = rows.filter(held_on__year=asked["year"], held_on__month=asked["month"])
    if filters.campaign.isdecimal():
        rows = rows.filter(campaign=int(filters.campaign))
    return rows


def _coming(ahead: QuerySet[Activity], words: Words) -> list[Line]:
    """What one can still go to, with its hour."""
    timed = ahead.values(*COLUMNS, begins=Min("shifts__starts_at"))[:COMING]
    return [
        words.line(row, (_hour(row["begins"]), row["place"], *words.of(row)[:2])) for row in timed
    ]


def _hour(begins: datetime | None) -> str:
    return f"{timezone.localtime(begins):%H:%M}" if begins else ""


def _by_month(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    grouped = groupby(lines, key=lambda line: line.on.replace(day=1))
    return [(date_format(month, "YEAR_MONTH_FORMAT"), list(held)) for month, held in grouped]
