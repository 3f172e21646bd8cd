"""The draft of a quarterly report: what the records say, in the words of a report.

It is a document of the town for its leader, so it is in the town's language whatever language the
page has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from wenming.activities.models import Activity, MonthPlan
from wenming.activities.queries import Tally, tallies
from wenming.liaison.models import Visit
from wenming.liaison.quarters import Quarter
from wenming.organisation.models import Unit
from wenming.organisation.queries import vocabularies

__all__ = ["draft_of"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A tally with its word."""

    word: str
    activities: int
    people: int


def draft_of(unit: Unit, quarter: Quarter) -> str:
    """What `unit` did in the quarter, counted from its records."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("liaison/report_draft.txt", _gathered(unit, quarter)).strip()


def _gathered(unit: Unit, quarter: Quarter) -> dict[str, object]:
    span = quarter.span
    known = vocabularies(unit.town, "activity_kinds", "five_tasks")
    by_kind = tallies(unit, span, "kind")
    held = Activity.objects.held().filter(unit=unit).within(span)
    visits = Visit.objects.standing().filter(unit=unit).within(span)
    plans = MonthPlan.objects.published().filter(unit=unit, month__range=(span.start, span.end))
    return {
        "unit": unit,
        "quarter": quarter,
        "activities": sum(tally.activities for tally in by_kind),
        "people": sum(tally.people for tally in by_kind),
        "kinds": _counted(by_kind, known["activity_kinds"]),
        "tasks": _counted(tallies(unit, span, "task"), known["five_tasks"]),
        "in_branch_name": held.filter(in_branch_name=True).count(),
        "plans": list(plans.order_by("month")),
        "visits": list(visits.select_related("leader__user").order_by("visited_on")),
    }


def _counted(tallied: Iterable[Tally], words: Mapping[str, str]) -> list[Counted]:
    return [Counted(words.get(t.code, t.code), t.activities, t.people) for t in tallied]
