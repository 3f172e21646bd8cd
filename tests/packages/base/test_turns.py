"""Many ask at the same time, one works for all: each is answered once, in order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from wenming.base.turns import Turns


class Work:
    """Doubles numbers; the first group is held until all others wait, and none likes a 404."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.begun, self.goes_on = Event(), Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        if not self.begun.is_set():
            self.begun.set()
            self.goes_on.wait(5)
        if 404 in numbers:
            raise ValueError(str(list(numbers)))
        self.groups.append(list(numbers))
        return [2 * number for number in numbers]


def _ask_all(turns: Turns[int, int], work: Work, numbers: Sequence[int]) -> list[object]:
    """The first number alone, all others while it is worked on."""
    with ThreadPoolExecutor(len(numbers)) as pool:
        jobs = [pool.submit(turns.ask, numbers[0])]
        assert work.begun.wait(5)
        for place, number in enumerate(numbers[1:], start=1):
            jobs.append(pool.submit(turns.ask, number))
            while len(turns._waiting) < place:
                pass
        work.goes_on.set()
        return [job.exception(10) or job.result() for job in jobs]


def test_who_waits_is_worked_off_as_one_group_in_the_order_of_asking() -> None:
    work = Work()

    got = _ask_all(Turns(work, most=100), work, range(20))

    assert got == [2 * number for number in range(20)]
    assert work.groups == [[0], list(range(1, 20))]


def test_a_group_is_no_larger_than_it_may_be_and_the_turn_goes_on() -> None:
    work = Work()

    got = _ask_all(Turns(work, most=8), work, range(20))

    assert got == [2 * number for number in range(20)]
    assert [len(group) for group in work.groups] == [1, 8, 8, 3]


def test_what_is_wrong_with_one_is_not_the_others_trouble() -> None:
    work = Work()

    got = _ask_all(Turns(work, most=100), work, [1, 2, 404, 3])

    assert [str(one) for one in got] == ["2", "4", "[404]", "6"]


def test_after_a_rush_and_after_an_error_the_next_one_is_served() -> None:
    work = Work()
    work.begun.set()
    turns = Turns(work, most=100)

    with pytest.raises(ValueError, match="404"):
        turns.ask(404)

    assert turns.ask(4) == 8


def test_whoever_is_broken_off_leaves_nobody_waiting() -> None:
    def end(_numbers: Sequence[int]) -> list[int]:
        raise SystemExit

    turns: Turns[int, int] = Turns(end, most=100)

    with pytest.raises(SystemExit):
        turns.ask(1)
    with pytest.raises(SystemExit):
        turns.ask(2)
