"""What the first page says: today, the next gathering day, what was done, where to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from wenming.activities.gathering import Meeting, month_of, next_gathering
from wenming.activities.models import MonthPlan
from wenming.activities.queries import activities_held, coming
from wenming.organisation.models import Town, Unit
from wenming.plans.conversion import gathering_day
from wenming.plans.document import Document
from wenming.plans.models import Plan
from wenming.plans.queries import document_of, plan_in_force
from wenming.plans.templatetags.plan_words import said
from wenming.portal.queries.results import Figures, Held, figures, year_of
from wenming.portal.queries.words import words_of

__all__ = ["Gathering", "HomePage", "home_page"]

LATEST = 6
MOST_THEMES = 3
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Gathering:
    """The next day of concentrated practice, and the month's plans of the units."""

    on: date
    is_today: bool
    is_moved: bool
    plans: Sequence[MonthPlan]
    sites: int


@dataclass(frozen=True, slots=True)
class KindOfSite:
    """How many sites of one kind there are."""

    kind: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """All that the first page of a town shows."""

    today: date
    plan: Plan
    document: Document
    theme: str
    ahead: int
    this_week: Sequence[Held]
    gathering: Gathering | None
    latest: Sequence[Held]
    figures: Figures
    kinds: Sequence[KindOfSite]
    sites: int


def home_page(town: Town, today: date) -> HomePage | None:
    """The town's first page; nothing before a plan is loaded."""
    plan = plan_in_force(town)
    if plan is None:
        return None
    document, month = document_of(plan), month_of(today)
    kinds = _kinds(town, today)
    sites = sum(kind.number for kind in kinds)
    meeting = next_gathering(document, today)
    plans = _month_plans(town, {month.start, meeting.month if meeting else month.start})
    return HomePage(
        today=today,
        plan=plan,
        document=document,
        theme=_theme(document, today, plans),
        ahead=coming(town, today).count(),
        this_week=_this_week(town, today),
        gathering=_gathering(document, meeting, today, plans, sites) if meeting else None,
        latest=_latest(town),
        figures=figures(town, year_of(today)),
        kinds=kinds,
        sites=sites,
    )


def _gathering(
    document: Document, meeting: Meeting, today: date, plans: Iterable[MonthPlan], sites: int
) -> Gathering:
    rule = gathering_day(document)
    return Gathering(
        on=meeting.on,
        is_today=meeting.on == today,
        is_moved=rule is not None and meeting.on.day != rule.day,
        plans=[plan for plan in plans if plan.month == meeting.month],
        sites=sites,
    )


def _month_plans(town: Town, months: Iterable[date]) -> list[MonthPlan]:
    published = MonthPlan.objects.published().of(town).filter(month__in=months)
    return list(published.select_related("unit").order_by("unit__place", "unit", "month"))


def _theme(document: Document, today: date, plans: Iterable[MonthPlan]) -> str:
    """The plan's theme of the month; else what the units wrote over theirs, the commonest first."""
    written = f"{today:%Y-%m}"
    for theme in document.calendar.themes:
        if theme.month == written:
            return said(theme)
    own = Counter(p.theme for p in plans if p.theme and p.month == today.replace(day=1))
    return _("、").join(theme for theme, _times in own.most_common(MOST_THEMES))


def _latest(town: Town) -> list[Held]:
    words = words_of(town)
    return [
        Held(activity, f"{activity.unit} · {words.tagged('activity.held', 'task', activity.task)}")
        for activity in activities_held(town).select_related("unit")[:LATEST]
    ]


def _this_week(town: Town, today: date) -> list[Held]:
    """What one can go to within seven days."""
    soon = coming(town, today).filter(held_on__lt=today + WEEK).select_related("unit")
    return [
        Held(activity, " · ".join(filter(None, (str(activity.unit), activity.place))))
        for activity in soon[:LATEST]
    ]


def _kinds(town: Town, today: date) -> list[KindOfSite]:
    sites = Unit.objects.filter(town=town).on(today).sites().order_by()
    counted = Counter(sites.values_list("kind", flat=True))
    return [
        KindOfSite(kind, str(kind.label), counted[kind]) for kind in Unit.SITES if counted[kind]
    ]
