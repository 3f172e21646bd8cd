"""The board's sketch: every need once, apart, inside; nothing where no place is known (5.3-d)."""

from __future__ import annotations

import math
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from wenming.engines import matching
from wenming.needs.sketch import APART, BOX, Mark, sketch

places = st.builds(matching.Place, st.integers(-20_000, 20_000), st.integers(-20_000, 20_000))


def drawn(at: list[matching.Place], team: matching.Place, *hidden: str) -> list[Mark]:
    requests = [SimpleNamespace(id=str(n), place=place) for n, place in enumerate(at)]
    problem = SimpleNamespace(requests=requests, teams=[SimpleNamespace(id="t", place=team)])
    result = SimpleNamespace(assignments=[SimpleNamespace(request="0", team="t")])
    return sketch(SimpleNamespace(problem=problem), result, hidden)  # type: ignore[arg-type]


@given(st.lists(places, min_size=1, max_size=20), places)
def test_every_need_has_a_mark_that_can_be_read(
    at: list[matching.Place], team: matching.Place
) -> None:
    marks = drawn(at, team)
    if len({*at, team}) < 2:
        assert marks == []
        return
    assert [mark.number for mark in marks] == list(range(1, len(at) + 1))
    assert all(0 <= mark.x <= BOX[0] and 0 <= mark.y <= BOX[1] for mark in marks)
    for place, one in enumerate(marks):
        for other in marks[:place]:
            assert math.dist((one.x, one.y), (other.x, other.y)) >= APART - 1e-9
    assert [mark.x_from is not None for mark in marks] == [True, *[False] * (len(at) - 1)]


def test_where_a_protected_person_lives_is_not_drawn() -> None:
    at = [matching.Place(0, 0), matching.Place(900, 0), matching.Place(0, 900)]

    assert [mark.number for mark in drawn(at, at[0], "1")] == [1, 3]
