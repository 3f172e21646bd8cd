"""Entering, correcting and withdrawing, as every register does it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests import world
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.organisation.actions import records
from wenming.organisation.models import Agenda, Honour, Post
from wenming.organisation.queries import last_deed

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-a")]


def test_the_same_form_sent_twice_is_one_record() -> None:
    village, ticket = world.a_village(), uuid4()

    first = world.an_agenda(village, ticket=ticket)
    second = world.an_agenda(village, ticket=ticket)

    assert (first, Agenda.objects.count()) == (second, 1)
    assert Entry.objects.of(first).count() == 1


def test_the_same_form_with_something_else_in_it_is_asked_about_not_dropped() -> None:
    village, ticket = world.a_village(), uuid4()
    world.an_agenda(village, ticket=ticket)

    with pytest.raises(Impossible, match="刚才已经交过") as caught:
        world.an_agenda(village, ticket=ticket, meeting="另一次会议")

    assert (caught.value.field, Agenda.objects.count()) == ("ticket", 1)


def test_nobody_takes_over_a_record_with_anothers_ticket() -> None:
    village, ticket = world.a_village(), uuid4()
    mine = world.an_agenda(village, ticket=ticket)

    with pytest.raises(Impossible):
        records.add(
            Agenda,
            unit=village.unit,
            ticket=ticket,
            by=village.liaison_officer,
            held_on=mine.held_on,
            meeting=mine.meeting,
            topic=mine.topic,
            decision=mine.decision,
        )


def test_what_is_wrong_names_its_field_and_leaves_nothing_behind() -> None:
    village = world.a_village()

    with pytest.raises(Impossible) as caught:
        world.an_agenda(village, meeting=world.LONG)

    assert (caught.value.field, Agenda.objects.count()) == ("meeting", 0)


@pytest.mark.clause("2.2-b")
def test_what_the_database_would_refuse_is_said_in_words() -> None:
    village = world.a_village()

    with pytest.raises(Impossible):
        world.an_honour(village, until_on=date(2020, 1, 1))

    assert not Honour.objects.exists()


def test_another_village_may_not_enter_and_hears_why() -> None:
    village, neighbour = world.a_village(), world.a_village("杆头村")

    with pytest.raises(Refused, match="只有“塘边村”的工作人员"):
        records.add(Agenda, unit=village.unit, by=neighbour.secretary)


def test_an_office_enters_for_a_village() -> None:
    village = world.a_village()

    entered = world.an_agenda(
        world.Village(village.unit, world.an_office(), village.liaison_officer)
    )

    assert entered.recorded_by != village.secretary


def test_a_leader_and_an_auditor_read_only() -> None:
    village = world.a_village()

    for reader in (world.a_leader(), world.an_auditor()):
        with pytest.raises(Refused):
            records.add(Agenda, unit=village.unit, by=reader)


def test_who_has_left_the_post_enters_nothing_more() -> None:
    village = world.a_village()
    Post.objects.filter(holder=village.secretary).update(until_on=date(2022, 12, 31))

    with pytest.raises(Refused):
        world.an_agenda(village)


def test_a_unit_that_ended_takes_no_more_records() -> None:
    village = world.a_village()
    village.unit.ends_on = date(2022, 12, 31)
    village.unit.save()

    with pytest.raises(Refused, match="已经撤销"):
        world.an_agenda(village)


def test_a_correction_keeps_the_old_value_in_the_journal() -> None:
    village = world.a_village()
    row = world.an_agenda(village)

    records.correct(row=row, by=village.liaison_officer, meeting="八月支委会", topic="governance")

    row.refresh_from_db()
    assert (row.meeting, row.topic) == ("八月支委会", "governance")
    entry = Entry.objects.of(row)[0]
    assert (entry.verb, entry.by_name) == ("agenda.corrected", "塘边村联络员")
    assert entry.details["changes"] == {
        "meeting": ["八月党支部会议", "八月支委会"],
        "topic": ["party_building", "governance"],
    }


def test_a_correction_that_changes_nothing_is_no_deed() -> None:
    village = world.a_village()
    row = world.an_agenda(village)

    records.correct(row=row, by=village.secretary, meeting=row.meeting)

    assert Entry.objects.of(row).count() == 1


def test_a_correction_made_from_an_old_page_does_not_undo_what_came_between() -> None:
    village = world.a_village()
    row, page = world.an_agenda(village), Agenda.objects.get()
    seen = last_deed(page)
    records.correct(row=row, by=village.secretary, meeting="八月支委会")

    with pytest.raises(Overtaken):
        records.correct(row=page, seen=seen, by=village.liaison_officer, topic="governance")

    row.refresh_from_db()
    assert (row.meeting, row.topic) == ("八月支委会", "party_building")


def test_of_two_corrections_of_one_value_in_the_same_moment_one_is_told() -> None:
    village = world.a_village()
    row, same = world.an_agenda(village), Agenda.objects.get()
    records.correct(row=row, by=village.secretary, meeting="八月支委会")

    with pytest.raises(Overtaken):
        records.correct(row=same, by=village.secretary, meeting="八月党员大会")


@pytest.mark.clause("2.2-b")
def test_an_empty_value_is_corrected_too() -> None:
    village = world.a_village()
    row = world.an_honour(village)

    records.correct(row=row, by=village.secretary, until_on=date(2024, 3, 1))
    records.correct(row=row, by=village.secretary, until_on=None)

    row.refresh_from_db()
    assert row.until_on is None


def test_a_record_moves_only_to_a_unit_for_which_one_may_enter() -> None:
    village, neighbour = world.a_village(), world.a_village("杆头村")
    row = world.an_agenda(village)

    with pytest.raises(Refused, match="杆头村"):
        records.correct(row=row, by=village.secretary, unit=neighbour.unit)

    row.refresh_from_db()
    assert row.unit == village.unit


def test_a_withdrawal_says_why_and_happens_once() -> None:
    village = world.a_village()
    row, same = world.an_agenda(village), Agenda.objects.get()

    records.withdraw(row=row, why="记错了村", by=village.secretary)

    assert not Agenda.objects.standing().exists()
    assert Agenda.objects.get().withdrawn_why == "记错了村"
    with pytest.raises(Overtaken):
        records.withdraw(row=same, why="再来一次", by=village.secretary)


def test_a_withdrawal_without_a_reason_is_refused() -> None:
    village = world.a_village()
    row = world.an_agenda(village)

    with pytest.raises(Impossible) as caught:
        records.withdraw(row=row, why="  ", by=village.secretary)

    assert (caught.value.field, row.withdrawn_at) == ("why", None)


def test_what_is_withdrawn_is_not_corrected_any_more() -> None:
    village = world.a_village()
    row = world.an_agenda(village)
    records.withdraw(row=row, why="记错了村", by=village.secretary)

    with pytest.raises(Refused, match="已经撤回"):
        records.correct(row=row, by=village.secretary, meeting="别的会")


def test_a_rare_character_comes_back_as_it_went_in() -> None:
    row = world.an_agenda(world.a_village(), meeting=f"{world.RARE}厝支部会议")

    row.refresh_from_db()
    assert row.meeting == "㙓厝支部会议"
