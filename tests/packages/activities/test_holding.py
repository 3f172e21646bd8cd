"""An activity is recorded by whoever held it, once (3.1-c, 5.2-b)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import world
from tests.packages.activities.stage import HELD_ON, an_activity
from wenming.activities.actions import activities
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.base.models import Entry
from wenming.organisation.actions import records
from wenming.organisation.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.1-c"), pytest.mark.clause("5.2-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def test_it_belongs_to_its_unit_and_town_and_names_who_entered_it(village: world.Village) -> None:
    activity = an_activity(village)

    assert (activity.unit, activity.town, activity.recorded_by) == (
        village.unit,
        village.town,
        village.secretary,
    )
    assert Entry.objects.of(activity).get().verb == "activity.added"


def test_its_teams_may_be_several(village: world.Village) -> None:
    lecturers, brigade = world.a_team(village), world.a_brigade(village)

    activity = an_activity(village, teams=[lecturers, brigade])

    assert set(activity.teams.all()) == {lecturers, brigade}


def test_a_team_of_another_town_cannot_have_held_it(village: world.Village) -> None:
    theirs = world.a_team(world.a_village("外镇村", world.a_town("linzhen", "邻镇")))

    with pytest.raises(Impossible) as refused:
        an_activity(village, teams=[theirs])

    assert refused.value.field == "teams"
    assert not Activity.objects.exists()


def test_the_same_form_sent_twice_is_one_activity_with_its_teams(village: world.Village) -> None:
    ticket, team = uuid4(), world.a_team(village)

    first = an_activity(village, ticket=ticket, teams=[team])
    second = an_activity(village, ticket=ticket, teams=[team])

    assert first == second
    assert list(Activity.objects.get().teams.all()) == [team]


@pytest.mark.parametrize("role", [Post.Role.LEADER, Post.Role.AUDITOR])
def test_who_holds_no_recorders_post_is_told_who_may(village: world.Village, role: str) -> None:
    reader = world.holding(world.the_town_unit(village.town), role, "看的人")

    with pytest.raises(Refused, match="只有“塘边村”的工作人员或镇里的办公室可以登记"):
        activities.hold(unit=village.unit, by=reader, **about())


def test_another_village_cannot_enter_it_for_them(village: world.Village) -> None:
    with pytest.raises(Refused):
        activities.hold(unit=village.unit, by=world.a_village("杆头村").secretary, **about())


def test_an_office_can(village: world.Village) -> None:
    activity = activities.hold(unit=village.unit, by=world.an_office(), **about())

    assert activity.unit == village.unit


def test_tomorrow_has_not_been_held(village: world.Village) -> None:
    with (
        clock.at(world.moment(date(2022, 8, 4), 23, 59)),
        pytest.raises(Impossible, match="还没有举行") as refused,
    ):
        an_activity(village)

    assert refused.value.field == "held_on"


def test_today_counts_from_the_towns_midnight_on(village: world.Village) -> None:
    with clock.at(world.moment(HELD_ON, 0, 0)):
        assert an_activity(village).held_on == HELD_ON


def test_a_leap_day_is_a_day(village: world.Village) -> None:
    assert an_activity(village, held_on=date(2024, 2, 29)).held_on == date(2024, 2, 29)


def test_a_day_long_past_is_not_asked_about(village: world.Village) -> None:
    assert an_activity(village, held_on=date(2019, 1, 1)).held_on.year == 2019


@pytest.mark.clause("3.3-b")
def test_a_training_names_its_field(village: world.Village) -> None:
    with pytest.raises(Impossible, match="哪个领域") as refused:
        an_activity(village, kind="training")

    assert refused.value.field == "field"
    assert an_activity(village, kind="training", field="medical").field == "medical"


@pytest.mark.clause("3.3-b")
def test_the_database_too_wants_the_field_of_a_training(village: world.Village) -> None:
    activity = an_activity(village)

    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(kind="training")


def test_fewer_than_no_people_cannot_come(village: world.Village) -> None:
    with pytest.raises(Impossible) as refused:
        an_activity(village, people=-1)

    assert refused.value.field == "people"
    assert an_activity(village, people=0).people == 0


def test_a_correction_keeps_what_it_was_and_the_teams_it_had(village: world.Village) -> None:
    team, activity = world.a_team(village), an_activity(village)

    activities.correct(row=activity, people=23, teams=[team], by=village.secretary)

    corrected, teams_set = Entry.objects.of(activity).order_by("pk")[1:]
    assert corrected.details["changes"] == {"people": [32, 23]}
    assert (teams_set.verb, teams_set.details["changes"]) == (
        "activity.teams-set",
        {"teams": ["", team.name]},
    )
    assert list(activity.teams.all()) == [team]


def test_a_correction_that_names_no_teams_leaves_them(village: world.Village) -> None:
    team = world.a_team(village)
    activity = an_activity(village, teams=[team])

    activities.correct(row=activity, people=23, by=village.secretary)

    assert list(activity.teams.all()) == [team]


def test_what_was_withdrawn_cannot_be_corrected(village: world.Village) -> None:
    activity = an_activity(village)
    records.withdraw(row=activity, why="登记错了", by=village.secretary)

    with pytest.raises(Refused, match="已经撤回"):
        activities.correct(row=activity, people=1, by=village.secretary)


def about() -> dict[str, object]:
    return {
        "title": "清洁家园",
        "held_on": HELD_ON,
        "kind": "concentrated",
        "task": "customs",
        "people": 8,
    }
