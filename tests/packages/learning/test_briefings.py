"""Heads of sites and liaison officers are trained each year; who was not is seen (3.3-a)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from tests import the_plan, world
from tests.packages.learning.stage import a_training, held
from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.engines.obligations import Verdict
from wenming.engines.obligations.values import Span
from wenming.hours.actions import back_entries
from wenming.hours.models import Presence
from wenming.learning.actions import results
from wenming.learning.facts import facts
from wenming.learning.models import Result
from wenming.learning.queries.briefings import untrained
from wenming.obligations.queries import board
from wenming.organisation.actions import posts, records
from wenming.organisation.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-a")]

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with clock.at(world.moment(DAY)):
        yield


def a_briefing(village: world.Village, *passed: User) -> Activity:
    """Held a week from now; these passed."""
    activity = held(a_training(village, kind="briefing", field="", title="专题培训"))
    with clock.at(world.moment(activity.held_on, 19)):
        results.note(activity=activity, passed=passed, by=None)
    return activity


def missing(village: world.Village) -> set[str]:
    return {seat.post.holder.name for seat in untrained(village.town) if seat.trained_on is None}


def test_who_was_not_there_is_named_with_the_post() -> None:
    village, other = world.a_village(), world.a_village("杆头村")
    a_briefing(village, village.secretary, other.liaison_officer)

    with clock.at(world.moment(DAY + timedelta(days=30))):
        assert missing(village) == {"塘边村联络员", "杆头村书记"}


def test_a_head_trained_for_another_year_is_to_be_trained_again() -> None:
    village = world.a_village()
    a_briefing(village, village.secretary)

    with clock.at(world.moment(date(2027, 1, 4))):
        assert "塘边村书记" in missing(village)


def test_who_follows_in_the_post_is_not_trained_by_the_one_before() -> None:
    village = world.a_village()
    a_briefing(village, village.liaison_officer)
    post = Post.objects.get(holder=village.liaison_officer)
    follower = world.a_resident("新联络员")
    posts.succeed(post=post, holder=follower, from_on=date(2026, 8, 1), by=None)

    with clock.at(world.moment(date(2026, 9, 1))):
        assert "新联络员" in missing(village)
        assert list(facts(village.town, YEAR)) == []


def test_each_holder_of_today_who_passed_is_a_fact_of_the_post() -> None:
    village = world.a_village()
    activity = a_briefing(village, village.secretary)

    with clock.at(world.moment(DAY + timedelta(days=30))):
        (fact,) = facts(village.town, YEAR)

    assert fact.kind == "post.trained"
    assert fact.subjects[0] == f"post:{village.unit.code}/secretary"
    assert fact.on == activity.held_on
    assert fact.evidence == f"learning.result:{Result.objects.get().pk}"
    assert fact.tags == {"role": frozenset({"secretary"})}


def test_who_was_there_is_trained_as_the_organiser_confirmed_it() -> None:
    village = world.a_village()
    activity = held(a_training(village, kind="briefing", field="", title="专题培训"))
    on = activity.held_on
    with clock.at(world.moment(on, 19)):
        left = back_entries.enter(
            activity=activity,
            people=[village.secretary],
            came_at=world.moment(on, 9),
            left_at=world.moment(on, 11),
            why="当时停电",
            shift=activity.shifts.get(),
            by=village.liaison_officer,
        )
        results.note(activity=activity, passed=[village.secretary], by=None)
        (fact,) = facts(village.town, YEAR)

    assert left == []
    # Who was there and passed was trained once.
    assert fact.evidence == f"hours.presence:{Presence.objects.get().pk}"


def test_a_briefing_withdrawn_trained_nobody() -> None:
    village = world.a_village()
    activity = a_briefing(village, village.secretary)
    records.withdraw(row=activity, why="登记错了", by=village.secretary)

    with clock.at(world.moment(DAY + timedelta(days=30))):
        assert list(facts(village.town, YEAR)) == []


def test_only_whom_a_briefing_is_for_can_have_passed_it() -> None:
    village = world.a_village()
    activity = held(a_training(village, kind="briefing", field="", title="专题培训"))
    client = Client()
    client.force_login(village.secretary)

    answer = client.post(
        f"/desk/trainings/{activity.pk}/results/", {"passed": [world.a_resident().pk]}
    )

    assert answer.status_code == 422
    assert not Result.objects.exists()


def test_the_plan_counts_every_head_and_officer() -> None:
    the_plan.loaded()
    village = world.a_village("试验村")
    a_briefing(village, village.secretary)

    with clock.at(world.moment(DAY + timedelta(days=30))):
        found = board(village.town)
        assert found is not None
        now = {
            one.subject: one.verdict
            for one in found.now()
            if one.rule == "every-head-and-officer-trained"
        }

    code = village.unit.code
    assert now[f"post:{code}/secretary"] is Verdict.MET
    assert now[f"post:{code}/liaison_officer"] is not Verdict.MET


def test_the_office_is_told_how_many_with_the_form_that_mends_it() -> None:
    the_plan.loaded()
    village = world.a_village("试验村")
    client = Client()
    client.force_login(world.an_office())
    desk = client.get(world.address(village.town, "desk:home")).text
    page = client.get("/desk/trainings/").text

    assert "位负责人、联络员今年没有参加专题培训" in desk
    (door,) = re.findall(r'href="(/desk/activities/announcement/[^"]+kind=briefing[^"]+)"', page)
    form = client.get(unescape(door)).text
    assert re.search(r'value="briefing"[^>]* checked', form)
    assert 'value="所站点负责人、联络员专题培训"' in form
