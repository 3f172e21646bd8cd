"""What activities and month plans prove (3.1-c, 3.3-b, 4.1-c, 5.1-b, 5.2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.activities.stage import a_plan, an_activity
from wenming.activities import facts
from wenming.activities.actions import activities, month_plans
from wenming.base import clock
from wenming.base.models import reference
from wenming.engines.obligations.values import Fact, Span
from wenming.organisation.actions import records
from wenming.organisation.models import Term, Town

pytestmark = pytest.mark.django_db

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def proved(town: Town, span: Span = YEAR) -> list[Fact]:
    return list(facts.facts(town, span))


@pytest.mark.clause("3.1-c")
@pytest.mark.clause("5.2-d")
def test_an_activity_counts_for_its_unit_its_town_and_each_of_its_teams(
    village: world.Village,
) -> None:
    team, brigade = world.a_team(village), world.a_brigade(village)
    activity = an_activity(
        village, teams=[team, brigade], focus=["elderly", "disabled"], theme="ten_years"
    )

    assert proved(village.town) == [
        Fact(
            "activity.held",
            ("unit:tangbian", "town:baogai", f"team:{team.pk}", f"team:{brigade.pk}"),
            date(2022, 8, 5),
            reference(activity),
            numbers={"people": 32},
            tags={
                "kind": frozenset({"concentrated"}),
                "task": frozenset({"customs"}),
                "branch": frozenset({"yes"}),
                "focus": frozenset({"elderly", "disabled"}),
                "theme": frozenset({"ten_years"}),
                "host": frozenset({"village"}),
            },
        )
    ]


def test_what_is_left_open_is_no_tag(village: world.Village) -> None:
    an_activity(village, in_branch_name=False)

    (fact,) = proved(village.town)

    assert (fact.tags["branch"], fact.tags["theme"]) == (frozenset({"no"}), frozenset())


@pytest.mark.clause("3.3-b")
def test_a_training_counts_for_its_field(village: world.Village) -> None:
    an_activity(village, kind="training", field="medical")

    assert "field:medical" in proved(village.town)[0].subjects


def test_what_was_withdrawn_proves_nothing(village: world.Village) -> None:
    activity, plan = an_activity(village), a_plan(village, publish_now=True)
    for row in (activity, plan):
        records.withdraw(row=row, why="登记错了", by=village.secretary)

    assert proved(village.town) == []


def test_a_corrected_day_moves_the_fact(village: world.Village) -> None:
    activity = an_activity(village)

    activities.correct(row=activity, held_on=date(2022, 7, 31), by=village.secretary)

    assert [fact.on for fact in proved(village.town)] == [date(2022, 7, 31)]


def test_both_ends_of_the_span_belong_to_it(village: world.Village) -> None:
    days = [date(2022, 6, 30), date(2022, 7, 1), date(2022, 7, 31), date(2022, 8, 1)]
    for number, day in enumerate(days):
        an_activity(village, held_on=day, title=f"第 {number} 场")

    july = proved(village.town, Span(date(2022, 7, 1), date(2022, 7, 31)))

    assert [fact.on for fact in july] == days[1:3]


def test_a_leap_day_is_in_its_february(village: world.Village) -> None:
    an_activity(village, held_on=date(2024, 2, 29))

    assert len(proved(village.town, Span(date(2024, 2, 1), date(2024, 2, 29)))) == 1


def test_another_towns_activities_are_its_own(village: world.Village) -> None:
    an_activity(world.a_village("外镇村", world.a_town("linzhen", "邻镇")))

    assert proved(village.town) == []


def test_a_year_takes_as_many_queries_as_a_day(village: world.Village) -> None:
    team = world.a_team(village)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            proved(village.town)
        return len(seen)

    an_activity(village, teams=[team])
    few = queries()
    for day in range(60):
        held_on = date(2022, 3, 1) + timedelta(days=day)
        an_activity(village, teams=[team], held_on=held_on, title=f"第 {day} 场")

    assert (few, queries()) == (3, 3)


@pytest.mark.clause("4.1-c")
@pytest.mark.clause("5.2-c")
def test_a_plan_is_about_its_month_and_done_when_it_was_hung_out(village: world.Village) -> None:
    plan = a_plan(village)
    assert proved(village.town) == []

    with clock.at(world.moment(date(2022, 7, 31), 23, 59)):
        month_plans.publish(plan=plan, by=village.secretary)

    assert proved(village.town) == [
        Fact(
            "month_plan.published",
            ("unit:tangbian", "town:baogai"),
            date(2022, 8, 1),
            reference(plan),
            done=date(2022, 7, 31),
            tags={"themed": frozenset({"yes"})},
        )
    ]


@pytest.mark.clause("4.1-c")
def test_at_the_towns_midnight_a_plan_is_a_day_later(village: world.Village) -> None:
    plan = a_plan(village, theme="")

    with clock.at(world.moment(date(2022, 8, 1), 0, 0)):
        month_plans.publish(plan=plan, by=village.secretary)

    (fact,) = proved(village.town)
    assert (fact.done, fact.tags["themed"]) == (date(2022, 8, 1), frozenset({"no"}))


@pytest.mark.clause("3.3-b")
def test_the_fields_are_the_plans_words_and_the_towns_own(village: world.Village) -> None:
    Term.objects.filter(vocabulary="training_fields", code="theory").update(is_retired=True)

    listed = [(s.key, s.roster, s.name, s.unit) for s in facts.subjects(village.town)]

    assert listed == [
        ("field:culture", "field", "词:culture", "baogai"),
        ("field:medical", "field", "词:medical", "baogai"),
    ]
