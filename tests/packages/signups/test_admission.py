"""Never more than there are places, in any rush; everybody gets one answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections

from tests import world
from tests.packages.signups.stage import a_shift, an_announced, in_line, is_sound, people, stages
from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base.models import Entry, reference
from wenming.signups.actions import admission
from wenming.signups.actions.admission import Press
from wenming.signups.models import SignUp

ADMITTED, WAITING = SignUp.Stage.ADMITTED, SignUp.Stage.WAITING


def _press(shift: Shift, *users: User, companions: int = 0) -> admission.Answer:
    return admission.press(Press(shift.pk, users, None, companions))


@pytest.mark.django_db
@pytest.mark.clause("5.2-b")
class TestOneAfterTheOther:
    def test_who_comes_first_has_a_place_and_the_others_wait_in_their_order(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=2, part="attend")

        told = [_press(shift, user).stage for user in people(5)]

        assert told == [ADMITTED, ADMITTED, WAITING, WAITING, WAITING]
        assert in_line(shift) == ["村民2", "村民3", "村民4"]
        assert is_sound(shift)

    def test_a_second_press_is_the_first_ones(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=2, part="attend")
        user = world.a_resident()

        first, second = _press(shift, user), _press(shift, user)

        assert (first.is_new, second.is_new) == (True, False)
        assert second.stage == ADMITTED
        assert SignUp.objects.count() == 1

    def test_a_second_press_in_the_same_moment_too(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=2, part="attend")
        press = Press(shift.pk, (world.a_resident(),), None)

        told = admission.admit([press, press])

        assert [one.stage for one in told] == [ADMITTED, ADMITTED]
        assert is_sound(shift)

    def test_a_party_gets_its_places_together_or_waits_together(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=3, part="attend")
        one, two, three, four = people(4)

        told = [_press(shift, one, companions=1).stage, _press(shift, two, three).stage]

        assert told == [ADMITTED, WAITING]
        assert _press(shift, four).stage == ADMITTED
        assert is_sound(shift)

    def test_nobody_passes_a_party_that_would_fit(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=2, part="attend")
        one, two, three, four = people(4)
        _press(shift, one)
        _press(shift, two, three)
        admission.free(shift_id=shift.pk, heads=1)
        SignUp.objects.filter(user=one).delete()

        assert _press(shift, four).stage == WAITING

    def test_without_a_number_of_places_there_is_room_for_all(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=None, part="attend")

        assert {_press(shift, user).stage for user in people(5)} == {ADMITTED}

    def test_what_was_called_off_meanwhile_takes_nobody(self) -> None:
        shift = a_shift(an_announced(world.a_village()), part="attend")
        Activity.objects.update(stage="called_off", called_off_why="台风")

        answer = _press(shift, world.a_resident())

        assert answer.people
        assert answer.stage == ""
        assert not SignUp.objects.exists()

    def test_the_journal_has_each_of_a_group(self) -> None:
        shift = a_shift(an_announced(world.a_village()), part="attend")

        admission.admit([Press(shift.pk, (user,), user) for user in people(2)])

        said = {row.subject: row.verb for row in Entry.objects.filter(verb__startswith="sign-up.")}
        assert said == {
            reference(row): f"sign-up.{row.stage}" for row in SignUp.objects.filter(shift=shift)
        }

    def test_a_group_costs_the_same_statements_as_one(
        self, django_assert_num_queries: object
    ) -> None:
        shift = a_shift(an_announced(world.a_village()), places=5, part="attend")
        users = people(12)
        # PostgreSQL has more than one writer, and takes the locks of all these people at once.
        number = 11 if connection.vendor == "postgresql" else 10

        with django_assert_num_queries(number):  # type: ignore[operator]
            admission.admit([Press(shift.pk, (users[0],), None)])
        with django_assert_num_queries(number):  # type: ignore[operator]
            admission.admit([Press(shift.pk, (user,), None) for user in users[1:]])


@pytest.mark.django_db(transaction=True)
class TestAllAtOnce:
    def test_in_a_rush_exactly_the_places_are_given(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=7, part="attend")
        users = people(40)

        told = _at_once(shift, users, threads=20)

        assert sorted(told) == [ADMITTED] * 7 + [WAITING] * 33
        assert is_sound(shift)

    def test_somebody_unknown_in_the_group_costs_the_others_nothing(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=30, part="attend")
        users = people(10)
        nobody = User(pk=max(user.pk for user in users) + 1, name="无")

        told = _at_once(shift, [*users[:5], nobody, *users[5:]], threads=11)

        assert told.pop(5) == "IntegrityError"
        assert told == [ADMITTED] * 10
        assert is_sound(shift)

    def test_two_processes_give_no_more_than_one_would(self) -> None:
        shift = a_shift(an_announced(world.a_village()), places=9, part="attend")
        users = people(60)
        connections.close_all()

        both = [_forked(partial(_at_once, shift, mine, threads=10)) for mine in (users[::2], users)]

        assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in both] == [0, 0]
        assert sorted(stages(shift).values()) == [ADMITTED] * 9 + [WAITING] * 51
        assert list(stages(shift).values())[:9] == [ADMITTED] * 9
        assert is_sound(shift)

    def test_of_two_clashing_shifts_pressed_in_two_processes_one_is_refused(self) -> None:
        village = world.a_village()
        one, other = (a_shift(an_announced(village), places=99, part="attend") for _ in range(2))
        users = people(40)
        connections.close_all()

        both = [
            _forked(partial(_at_once, one, users, threads=8)),
            _forked(partial(_at_once, other, users[::-1], threads=8)),
        ]

        # Not 1, which were an error: 2 says that some were refused.
        ended = {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in both}
        assert ended <= {0, 2}
        placed = list(SignUp.objects.placed().values_list("user__name", flat=True))
        assert sorted(placed) == sorted(user.name for user in users)
        assert is_sound(one)
        assert is_sound(other)


def _at_once(shift: Shift, users: Sequence[User], threads: int) -> list[str]:
    """Everybody presses in the same moment; what each was told."""
    ready = Barrier(threads)

    def one(place: int) -> str:
        if place < threads:
            ready.wait(10)
        try:
            return _press(shift, users[place]).stage
        except IntegrityError as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(len(users))))


def _forked(work: partial[list[str]]) -> int:
    """The work in a process of its own; it ends with 0 if all were answered."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = 0 if all(work()) else 2
    finally:
        os._exit(code)
