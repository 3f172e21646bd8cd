"""What everybody may see of activities: no account, no personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wenming.activities.models import Activity, Photo
from wenming.activities.permissions import may_see_photos
from wenming.activities.queries import activities_held
from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import vocabularies

__all__ = ["activity", "activity_list", "photo"]

PAGE: Final = 50
MONTH: Final = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])")
WORDS: Final = (
    "activity_kinds",
    "five_tasks",
    "focus_groups",
    "themed_activities",
    "training_fields",
)
COLUMNS: Final = ("pk", "title", "held_on", "unit_id", "kind", "task", "people")


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

    @property
    def is_any(self) -> bool:
        return bool(self.unit or self.task or self.month)


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the list's template is given."""

    page: Page[dict[str, Any]]
    months: list[tuple[str, list[Line]]]
    filters: Filters
    units: list[Unit]
    tasks: Mapping[str, str]


@public
def activity_list(request: Request) -> HttpResponse:
    """The town's activities, the latest first; by unit, task and month."""
    town = request.town
    filters = Filters(*(request.GET.get(name, "") for name in ("unit", "task", "month")))
    known = vocabularies(town, "activity_kinds", "five_tasks")
    units = list(Unit.objects.filter(town=town))
    page = Paginator(_chosen(town, filters), PAGE).get_page(request.GET.get("page"))
    found = ListPage(
        page=page,
        months=_by_month(_lines(page, {unit.pk: str(unit) for unit in units}, known)),
        filters=filters,
        units=[unit for unit in units if unit.kind in Unit.SITES],
        tasks=known["five_tasks"],
    )
    return render(request, "activities/public_list.html", {"list": found})


@public
def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: what is announced, or what was held."""
    town = request.town
    seen = Activity.objects.public().of(town).select_related("unit", "campaign")
    found = get_object_or_404(seen, pk=pk)
    known = vocabularies(town, *WORDS)
    context = {
        "activity": found,
        "page": request.build_absolute_uri(reverse("activities_public:activity", args=[pk])),
        "teams": _("、").join(str(team) for team in found.teams.all()),
        "photos": list(found.photos.all()) if found.shows_photos else [],
        "kind": _word(known, "activity_kinds", found.kind),
        "task": _word(known, "five_tasks", found.task),
        "theme": _word(known, "themed_activities", found.theme),
        "field": _word(known, "training_fields", found.field),
        "focus": _("、").join(_word(known, "focus_groups", code) for code in found.focus),
    }
    return render(request, "activities/public_activity.html", context)


@public
def photo(request: Request, pk: int, size: str) -> HttpResponse:
    """A photo as a picture and nothing else, whatever the browser might guess."""
    seen = Photo.objects.filter(activity__town=request.town).select_related("activity__town")
    found = get_object_or_404(seen, pk=pk)
    if not may_see_photos(request.user, found.activity):
        raise Http404
    stored: FieldFile = getattr(found, size)
    with stored.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{pk}.jpg"'
    kept = "public" if found.activity.shows_photos else "private"
    response["Cache-Control"] = f"{kept}, max-age=3600"
    return response


def _chosen(town: Town, filters: Filters) -> QuerySet[Activity, dict[str, Any]]:
    rows: QuerySet[Activity] = activities_held(town)
    if filters.unit:
        rows = rows.filter(unit__code=filters.unit)
    if filters.task:
        rows = rows.filter(task=filters.task)
    if asked := MONTH.fullmatch(filters.month):
        rows = rows.filter(held_on__year=asked["year"], held_on__month=asked["month"])
    values: QuerySet[Activity, dict[str, Any]] = rows.values(*COLUMNS)
    return values


def _lines(
    rows: Iterable[dict[str, Any]],
    units: Mapping[int, str],
    known: Mapping[str, Mapping[str, str]],
) -> Iterable[Line]:
    page = reverse("activities_public:activity", args=[0])
    for row in rows:
        on: date = row["held_on"]
        said = (
            units[row["unit_id"]],
            _word(known, "activity_kinds", row["kind"]),
            _word(known, "five_tasks", row["task"]),
        )
        yield Line(
            page.replace("/0/", f"/{row['pk']}/"),
            row["title"],
            on,
            date_format(on, "D"),
            " · ".join(said),
        )


def _by_month(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    grouped = groupby(lines, key=lambda line: line.on.replace(day=1))
    return [(date_format(month, "YEAR_MONTH_FORMAT"), list(held)) for month, held in grouped]


def _word(known: Mapping[str, Mapping[str, str]], vocabulary: str, code: str) -> str:
    return known[vocabulary].get(code, code)
