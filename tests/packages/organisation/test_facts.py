"""What units, posts, agendas and honours prove."""

from __future__ import annotations

from datetime import date

import pytest

from tests import world
from wenming.base import clock
from wenming.base.models import reference
from wenming.engines.obligations.values import Fact, Span
from wenming.organisation.actions import records
from wenming.organisation.facts import facts, subjects
from wenming.organisation.models import Post, Town

pytestmark = pytest.mark.django_db

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


def of_kind(kind: str, town: Town, span: Span = YEAR) -> list[Fact]:
    return [fact for fact in facts(town, span) if fact.kind == kind]


@pytest.mark.clause("2.1-a")
def test_a_meeting_proves_itself_for_its_unit_and_town() -> None:
    village = world.a_village()
    row = world.an_agenda(village)

    (fact,) = of_kind("agenda.meeting", village.town)

    assert fact.subjects == ("unit:tangbian", "town:baogai")
    assert (fact.on, fact.evidence) == (date(2022, 8, 10), reference(row))
    assert fact.tags == {"topic": frozenset({"party_building"})}


@pytest.mark.clause("2.1-a")
def test_what_was_withdrawn_proves_nothing() -> None:
    village = world.a_village()
    agenda, honour = world.an_agenda(village), world.an_honour(village)

    for row in (agenda, honour):
        records.withdraw(row=row, why="记错了", by=village.secretary)

    assert of_kind("agenda.meeting", village.town) == []
    assert of_kind("honour.held", village.town) == []


@pytest.mark.clause("2.1-a")
def test_a_meeting_counts_on_its_own_day_whenever_it_was_entered() -> None:
    village = world.a_village()
    with clock.at(world.moment(date(2022, 10, 1), 0, 30)):
        world.an_agenda(village, held_on=date(2022, 9, 30))

    third = Span(date(2022, 7, 1), date(2022, 9, 30))
    fourth = Span(date(2022, 10, 1), date(2022, 12, 31))

    assert len(of_kind("agenda.meeting", village.town, third)) == 1
    assert of_kind("agenda.meeting", village.town, fourth) == []


@pytest.mark.clause("2.2-b")
def test_an_honour_lasts_until_its_last_day() -> None:
    village = world.a_village()
    world.an_honour(village, since_on=date(2019, 3, 1), until_on=date(2022, 3, 1))

    (fact,) = of_kind("honour.held", village.town)

    assert (fact.lasting, fact.on, fact.until) == (True, date(2019, 3, 1), date(2022, 3, 1))


@pytest.mark.clause("2.2-b")
def test_an_honour_that_ran_out_before_the_span_proves_nothing_in_it() -> None:
    village = world.a_village()
    world.an_honour(village, since_on=date(2019, 3, 1), until_on=date(2021, 12, 31))

    assert of_kind("honour.held", village.town) == []


@pytest.mark.clause("2.1-b")
def test_a_post_is_held_from_its_first_to_its_last_day() -> None:
    village = world.a_village()
    Post.objects.filter(holder=village.secretary).update(until_on=date(2022, 12, 31))

    held = {
        role: fact.until
        for fact in of_kind("post.held", village.town)
        for role in fact.tags["role"]
    }

    assert held == {"secretary": date(2022, 12, 31), "liaison_officer": None}


@pytest.mark.clause("2.1-b")
def test_a_day_begins_at_the_towns_midnight() -> None:
    village = world.a_village()
    Post.objects.filter(holder=village.secretary).update(until_on=date(2022, 12, 31))

    with clock.at(world.moment(date(2022, 12, 31), 23, 59)):
        assert Post.objects.on(clock.today()).filter(holder=village.secretary).exists()
    with clock.at(world.moment(date(2023, 1, 1), 0, 1)):
        assert not Post.objects.on(clock.today()).filter(holder=village.secretary).exists()


@pytest.mark.clause("2.1-a")
def test_no_town_proves_anything_for_another() -> None:
    village, stranger = world.a_village(), world.a_stranger()
    world.an_agenda(village)
    elsewhere = stranger.posts.get().unit.town

    assert of_kind("agenda.meeting", elsewhere) == []
    assert {subject.key for subject in subjects(elsewhere)}.isdisjoint(
        subject.key for subject in subjects(village.town)
    )
