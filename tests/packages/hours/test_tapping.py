"""People come and go, noted on the spot: once, by whom, how; never later than it was (5.2)."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from tests import world
from tests.packages.hours.stage import a_presence, a_shift, a_volunteer, at, reread
from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.hours.actions import taps
from wenming.hours.models import Presence, Tap

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

How, What, Stage, Grade = Tap.How, Tap.What, Presence.Stage, Presence.Grade


def test_who_scans_comes_and_goes_by_the_code() -> None:
    village = world.a_village()
    mei = a_volunteer(village)

    presence = a_presence(a_shift(village), mei, came=at(13, 50), left=at(17, 3))

    assert (presence.came_at, presence.left_at) == (at(13, 50), at(17, 3))
    assert (presence.stage, presence.grade, presence.entered_by) == (Stage.GONE, Grade.CODE, None)


def test_of_two_kinds_of_evidence_the_weaker_is_the_grade() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    a_presence(shift, mei)

    with clock.at(at(17)):
        presence = taps.go(shift=shift, person=mei, how=How.LIST, by=village.secretary)

    assert presence.grade == Grade.LIST


def test_a_printed_code_has_to_be_confirmed_afterwards() -> None:
    village = world.a_village()

    presence = a_presence(a_shift(village), a_volunteer(village), how=How.PRINT)

    assert presence.grade == Grade.LATER


def test_the_same_tap_sent_again_is_the_same() -> None:
    village = world.a_village()
    mei, shift, ticket = a_volunteer(village), a_shift(village), uuid4()
    told = {"shift": shift, "person": mei, "how": How.LIST, "by": village.secretary}

    with clock.at(at(14)):
        first = taps.come(ticket=ticket, **told)
    with clock.at(at(18)):
        again = taps.come(ticket=ticket, **told)

    assert first == again
    assert Tap.objects.count() == 1


def test_a_tap_without_network_counts_from_when_it_was_made() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    told = {"shift": shift, "person": mei, "how": How.LIST, "by": village.secretary}

    with clock.at(at(22)):
        taps.come(age=timedelta(hours=8), **told)
        presence = taps.go(age=timedelta(hours=5, minutes=30), **told)

    assert (presence.came_at, presence.left_at) == (at(14), at(16, 30))
    assert presence.grade == Grade.LIST


def test_what_arrives_days_later_proves_less() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    four_days = timedelta(days=4)

    with clock.at(at(14) + four_days):
        presence = taps.come(
            shift=shift, person=mei, how=How.LIST, age=four_days, by=village.secretary
        )

    assert presence.grade == Grade.LATER


def test_a_phone_cannot_tell_of_the_future() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)

    with clock.at(at(14, 20)):
        presence = taps.come(
            shift=shift, person=mei, how=How.LIST, age=timedelta(hours=-2), by=village.secretary
        )

    assert presence.came_at == at(14, 20)


@pytest.mark.parametrize(
    ("hour", "words"), [(12, "还太早"), (17, "已经结束"), (19, "一个多小时")], ids=str
)
def test_nobody_signs_in_long_before_or_after(hour: int, words: str) -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)

    with clock.at(at(hour)), pytest.raises(Impossible, match=words):
        taps.come(shift=shift, person=mei, how=How.CODE, by=mei)


def test_long_after_the_shift_nobody_signs_out_by_the_code() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    presence = a_presence(shift, mei)

    with clock.at(at(20)), pytest.raises(Impossible, match="说明离开的时间"):
        taps.go(shift=shift, person=mei, how=How.CODE, by=mei)

    assert reread(presence).stage == Stage.HERE


def test_who_did_not_come_cannot_go() -> None:
    village = world.a_village()

    with clock.at(at(15)), pytest.raises(Impossible, match="还没有签到"):
        taps.go(
            shift=a_shift(village),
            person=a_volunteer(village),
            how=How.LIST,
            by=village.secretary,
        )


def test_a_slip_of_the_finger_is_taken_back() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    presence = a_presence(shift, mei, left=at(15), how=How.LIST)

    with clock.at(at(15, 1)):
        told = {"shift": shift, "person": mei, "by": village.secretary}
        presence = taps.undo(what=What.NOT_OUT, **told)
        assert (presence.stage, presence.left_at) == (Stage.HERE, None)
        presence = taps.undo(what=What.NOT_IN, **told)
        again = taps.come(shift=shift, person=mei, how=How.LIST, by=village.secretary)

    assert presence.stage == Stage.STRUCK
    assert again != presence
    assert Tap.objects.filter(presence=presence).count() == 4


def test_what_another_took_back_is_not_taken_back_twice() -> None:
    village = world.a_village()
    shift, mei = a_shift(village), a_volunteer(village)
    a_presence(shift, mei, how=How.LIST)
    told, ticket = {"shift": shift, "person": mei, "what": What.NOT_IN}, uuid4()

    with clock.at(at(15)):
        first = taps.undo(ticket=ticket, by=village.secretary, **told)
        assert taps.undo(ticket=ticket, by=village.secretary, **told) == first
        with pytest.raises(Overtaken):
            taps.undo(by=village.liaison_officer, **told)


def test_only_who_leads_taps_others_and_a_code_is_for_oneself() -> None:
    village = world.a_village()
    mei, other, shift = a_volunteer(village), world.a_resident("别人"), a_shift(village)

    with clock.at(at(14)):
        for by in (mei, other, world.a_village("杆头村").secretary):
            with pytest.raises(Refused):
                taps.come(shift=shift, person=mei, how=How.LIST, by=by)
        with pytest.raises(Refused):
            taps.come(shift=shift, person=mei, how=How.CODE, by=other)


def test_who_heads_a_team_that_takes_part_taps_too() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    shift.activity.teams.add(world.a_team(village, head=world.a_resident("队长")))
    head = shift.activity.teams.get().head

    with clock.at(at(14)):
        presence = taps.come(shift=shift, person=mei, how=How.LIST, by=head)

    assert presence.entered_by == head


def test_of_two_taps_the_earlier_counts_though_it_arrives_later() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    with clock.at(at(14, 30)):
        taps.come(shift=shift, person=mei, how=How.LIST, by=village.liaison_officer)
    without_network = {"ticket": uuid4(), "age": timedelta(minutes=45)}

    with clock.at(at(15)):
        for _twice in range(2):
            taps.come(
                shift=shift, person=mei, how=How.LIST, **without_network, by=village.secretary
            )
        taps.come(shift=shift, person=mei, how=How.LIST, by=village.secretary)

    assert Presence.objects.get().came_at == at(14, 15)


@pytest.mark.django_db(transaction=True)
def test_two_organisers_tap_the_same_person_in_one_moment() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    people = [village.secretary, village.liaison_officer] * 3

    faults = _at_once(people, lambda by: _tap(shift, mei, by))

    assert faults == []
    assert Presence.objects.live().filter(shift=shift, user=mei).count() == 1
    assert Tap.objects.filter(what=What.IN).count() == 6


@pytest.mark.django_db(transaction=True)
def test_one_tap_sent_twice_in_one_moment_is_one() -> None:
    village = world.a_village()
    mei, shift, ticket = a_volunteer(village), a_shift(village), uuid4()

    faults = _at_once([mei] * 4, lambda by: _tap(shift, mei, by, ticket=ticket, how=How.CODE))

    assert faults == []
    assert (Presence.objects.count(), Tap.objects.count()) == (1, 1)


def _tap(shift: Shift, person: User, by: User, **said: object) -> None:
    with clock.at(at(14)):
        taps.come(**{"shift": shift, "person": person, "how": How.LIST, "by": by, **said})  # type: ignore[arg-type]


def _at_once(people, deed) -> list[BaseException]:  # type: ignore[no-untyped-def]
    faults: list[BaseException] = []
    together = Barrier(len(people))

    def run(by: User) -> None:
        try:
            together.wait()
            deed(by)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
