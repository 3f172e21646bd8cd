"""A visit in one tap; what came up stays until it is settled; who is late is reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import the_plan, world
from tests.packages.neighbours.stage import BEGUN, a_pair, a_posting
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.engines.obligations.values import Span
from wenming.neighbours.actions import look_ins, pairings, warnings
from wenming.neighbours.facts import facts
from wenming.neighbours.models import LookIn
from wenming.neighbours.queries import tallies

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-c")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_one_tap_on_ones_own_page_notes_a_visit(village: world.Village) -> None:
    pair = a_pair(village)
    client = signed_in(pair.volunteer.user)

    before = client.get("/my/").text
    client.post(f"/neighbours/pairs/{pair.pk}/look-ins/", {"on": clock.today().isoformat()})
    after = client.get("/my/").text

    assert "今天去过，一切都好" in before
    assert "今天已经去过。" in after
    assert LookIn.objects.get().is_well


def test_a_tap_that_waited_for_a_network_is_of_the_day_on_which_it_was_meant(
    village: world.Village,
) -> None:
    pair = a_pair(village)
    client = signed_in(pair.volunteer.user)
    day = 24 * 3600 * 1000

    page = client.get(f"/neighbours/pairs/{pair.pk}/")
    for _ in range(2):
        client.post(f"/neighbours/pairs/{pair.pk}/look-ins/", {"age": 2 * day}, headers=OUTBOX)

    assert page["Offline-Page"] == "keep"
    assert LookIn.objects.get().on == clock.today() - timedelta(days=2)


OUTBOX = {"Outbox": "1"}


def test_two_taps_are_one_visit_and_a_later_tap_loses_nothing(village: world.Village) -> None:
    pair = a_pair(village)
    by = pair.volunteer.user
    for words in ("", "", "药快吃完了", "", "药快吃完了"):
        look_ins.note(pairing=pair, words=words, by=by)

    visit = LookIn.objects.get()
    assert (visit.is_well, visit.words) == (False, "药快吃完了")


def test_what_is_added_later_in_the_day_is_told_once_too(village: world.Village) -> None:
    pair = a_pair(village)
    Notice.objects.all().delete()

    for words in ("药快吃完了", "灯也坏了", "灯也坏了"):
        look_ins.note(pairing=pair, words=words, by=pair.volunteer.user)

    assert Notice.objects.of(village.secretary).count() == 2


@pytest.mark.parametrize("day", [BEGUN - timedelta(days=1), date(2999, 1, 1)])
def test_a_visit_is_of_a_day_on_which_it_can_have_been(village: world.Village, day: date) -> None:
    pair = a_pair(village)
    answer = signed_in(pair.volunteer.user).post(
        f"/neighbours/pairs/{pair.pk}/look-ins/", {"on": day.isoformat(), "words": "记得买药"}
    )

    assert answer.status_code == 422
    assert "日期要在结对以后，不能晚于今天。" in answer.text
    assert "记得买药" in answer.text


def test_on_a_leap_day_and_a_rhythm_of_days(village: world.Village) -> None:
    pair = a_pair(village, begun=date(2028, 2, 22))

    assert pair.due_on(None) == date(2028, 2, 29)
    assert pair.due_on(date(2028, 2, 29)) == date(2028, 3, 7)


def test_what_came_up_is_on_the_units_desk_until_it_is_settled() -> None:
    the_plan.loaded()
    village = world.a_village("试验村")
    pair = a_pair(village)
    officer = signed_in(village.liaison_officer)
    visit = look_ins.note(pairing=pair, words="灯坏了", by=pair.volunteer.user)

    open_ = officer.get("/desk/").text
    wrong = officer.post(f"/neighbours/look-ins/{visit.pk}/settlement/", {"outcome": ""})
    officer.post(f"/neighbours/look-ins/{visit.pk}/settlement/", {"outcome": "电工换好了"})
    settled = officer.get("/desk/").text

    assert "探望时有事要跟进" in open_
    assert wrong.status_code == 422
    assert "探望时有事要跟进" not in settled
    with pytest.raises(Overtaken):
        look_ins.settle(look_in=visit, outcome="再办一次", by=village.secretary)
    with pytest.raises(Impossible):
        look_ins.settle(look_in=visit, outcome=" ", by=village.secretary)


def test_somebody_else_cannot_note_or_settle(village: world.Village) -> None:
    pair = a_pair(village)
    visit = look_ins.note(pairing=pair, words="灯坏了", by=pair.volunteer.user)
    stranger = world.a_resident("路人")

    with pytest.raises(Refused):
        look_ins.note(pairing=pair, by=stranger)
    with pytest.raises(Refused):
        look_ins.settle(look_in=visit, outcome="好", by=stranger)


def test_after_the_end_nothing_is_noted(village: world.Village) -> None:
    pair = a_pair(village)
    pairings.end(pairing=pair, by=pair.volunteer.user)

    with pytest.raises(Refused, match="没有结对"):
        look_ins.note(pairing=pair, by=pair.volunteer.user)


def test_the_volunteer_is_reminded_first_then_the_unit_each_once(village: world.Village) -> None:
    pair = a_pair(village)
    Notice.objects.all().delete()
    told = []
    # Begun on 1 June, once a week: due on the 8th.
    for day in (8, 9, 9, 10, 11, 12):
        with clock.at(world.moment(date(2026, 6, day), 8)):
            warnings.warn()
        volunteer = Notice.objects.of(pair.volunteer.user).count()
        told.append((day, volunteer, Notice.objects.of(village.secretary).count()))

    assert told == [(8, 0, 0), (9, 1, 0), (9, 1, 0), (10, 1, 0), (11, 1, 1), (12, 1, 1)]


def test_nobody_is_reminded_in_a_pause_or_after_a_visit(village: world.Village) -> None:
    paused, seen = a_pair(village), a_pair(village, world.a_volunteer(village, world.a_resident()))
    Notice.objects.all().delete()
    with clock.at(world.moment(date(2026, 6, 7))):
        pairings.pause(pairing=paused, until=date(2026, 6, 30), by=paused.volunteer.user)
        look_ins.note(pairing=seen, by=seen.volunteer.user)
    Notice.objects.all().delete()

    with clock.at(world.moment(date(2026, 6, 12), 8)):
        warnings.warn()

    assert not Notice.objects.exists()


def test_what_is_overdue_is_on_the_desk_after_the_grace() -> None:
    the_plan.loaded()
    village = world.a_village("试验村")
    a_pair(village, begun=clock.today() - timedelta(days=9))
    officer = signed_in(village.liaison_officer)
    assert "过了探望的日子" not in officer.get("/desk/").text

    a_pair(
        village,
        world.a_volunteer(village, world.a_resident("乙")),
        begun=clock.today() - timedelta(days=10),
    )
    assert "过了探望的日子" in officer.get("/desk/").text


def test_each_visit_is_a_fact_of_its_watch_and_focus(village: world.Village) -> None:
    pair = a_pair(village)
    with clock.at(world.moment(date(2026, 6, 7))):
        visit = look_ins.note(pairing=pair, by=pair.volunteer.user)

    (fact,) = facts(village.town, Span(date(2026, 6, 1), date(2026, 6, 30)))
    assert fact.evidence == f"neighbours.lookin:{visit.pk}"
    assert fact.subjects == (village.unit.key, village.town.key)
    assert fact.tags == {"watch": frozenset({"elders"}), "focus": frozenset({"elderly"})}


def test_in_public_there_are_numbers(village: world.Village) -> None:
    pair = a_pair(village)
    a_posting(village)
    look_ins.note(pairing=pair, by=pair.volunteer.user)

    (told,) = tallies(village.town)
    page = Client().get("/neighbours/").text

    assert (told.pairs, told.wanted, told.visits) == (1, 1, 1)
    assert "现在结对 1 对" in page


@pytest.mark.parametrize("address", ["/my/", "/neighbours/", "/desk/neighbours/", "/desk/"])
def test_a_page_asks_as_much_for_three_as_for_nine(village: world.Village, address: str) -> None:
    reader = world.a_volunteer(village, village.liaison_officer)
    client = signed_in(village.liaison_officer)
    counts = []
    for _ in range(2):
        for _ in range(3):
            pair = a_pair(village, reader)
            look_ins.note(pairing=pair, on=BEGUN, words="灯坏了", by=reader.user)
            a_posting(village)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]
