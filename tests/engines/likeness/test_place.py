"""One need alone: where it belongs, in an instant."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.likeness.world import DOCTORS, LAMPS, Numbers, alone, group_of, needs
from wenming.engines import likeness
from wenming.engines.likeness import ALONE, Grouping, Moved, Need, Settings

BOTH = [*needs(*LAMPS), *needs(*DOCTORS, first=4)]
BEFORE = likeness.group(BOTH)


def test_it_belongs_with_its_like_and_says_why_and_what_comes_next() -> None:
    found = likeness.place(Need("n9", "电火柱的灯不亮"), BEFORE, BOTH)

    assert (found.group, found.words) == ("g-n1", ("路灯",))
    assert found.nearest in {"n1", "n2", "n3"}
    assert [name for name, _ in found.others] == ["g-n4"]


def test_what_is_like_nothing_belongs_alone_and_the_nearest_are_told() -> None:
    found = likeness.place(Need("n9", "想学写毛笔字"), BEFORE, BOTH)

    assert (found.group, found.nearest, found.words) == (ALONE, "", ())
    assert {name for name, _ in found.others} == {"g-n1", "g-n4"}


def test_where_there_are_no_groups_it_is_alone() -> None:
    found = likeness.place(Need("n9", LAMPS[0]), Grouping(), [])

    assert (found.group, found.others) == (ALONE, ())


def test_how_alike_it_must_be_is_a_setting() -> None:
    asked = Need("n9", LAMPS[0])

    assert likeness.place(asked, BEFORE, BOTH, settings=Settings(alike=0.99)).group == ALONE


def test_a_need_that_is_in_the_grouping_is_looked_at_as_if_it_were_not() -> None:
    moved = likeness.group(BOTH, before=BEFORE, words=[Moved("n1", "g-n4")])

    assert likeness.place(BOTH[0], moved, BOTH).group == "g-n1"


@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    st.integers(0, 10**6),
    st.lists(
        st.builds(
            Moved,
            st.integers(0, 9).map("n{}".format),
            st.sampled_from([ALONE, "g-n0", "g-n1", "new"]),
        ),
        max_size=5,
    ),
)
def test_it_is_suggested_where_grouping_would_put_it(seed: int, words: list[Moved]) -> None:
    drawn = np.random.default_rng(seed).normal(size=(11, 2))
    *asked, new = needs(*(f"{x} {y}" for x, y in drawn), first=0)
    toy = Numbers(0.6)
    before = likeness.group(asked, vectoriser=toy, words=words)
    stays = [Moved(need, ALONE) for need in alone(before)]
    settled = likeness.group(asked, vectoriser=toy, before=before, words=stays)

    suggested = likeness.place(new, settled, asked, vectoriser=toy)

    together = likeness.group([*asked, new], vectoriser=toy, before=settled)
    if suggested.group == ALONE:
        assert new.id in alone(together)
    else:
        assert group_of(new.id, together).id == suggested.group
