"""People have the last word, and the engine learns from it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.likeness.world import (
    DOCTORS,
    LAMPS,
    Numbers,
    alone,
    by_id,
    group_of,
    needs,
    sets,
)
from wenming.engines import likeness
from wenming.engines.likeness import ALONE, Grouping, Merged, Moved, Named, Need, Split, Word

quick = settings(max_examples=60, derandomize=True, deadline=None)

BOTH = [*needs(*LAMPS), *needs(*DOCTORS, first=4)]
BEFORE = likeness.group(BOTH)


def test_a_moved_need_is_where_it_was_put_and_says_so() -> None:
    found = likeness.group(BOTH, before=BEFORE, words=[Moved("n3", "g-n4")])

    assert by_id(found) == {"g-n1": {"n1", "n2"}, "g-n4": {"n3", "n4", "n5", "n6"}}
    assert [m.need for g in found.groups for m in g.members if m.by_hand] == ["n3"]


def test_a_moved_need_stays_moved_as_others_come_and_when_all_is_looked_at_afresh() -> None:
    moved = likeness.group(BOTH, before=BEFORE, words=[Moved("n3", "g-n4")])
    more = [*BOTH, *needs(*LAMPS, *LAMPS, first=7)]

    later = likeness.group(more, before=moved)
    afresh = likeness.group(more, before=later, afresh=True)

    assert group_of("n3", later).id == group_of("n3", afresh).id == "g-n4"
    assert sets(later) == sets(afresh)


def test_the_next_need_that_is_nearly_the_moved_one_goes_where_that_went() -> None:
    asked = needs("1 0", "0.9 0.3", "0.8 0.5 祠堂的灯暗", "-0.2 1", "-0.3 1")
    before = likeness.group(asked, vectoriser=Numbers())
    moved = likeness.group(asked, vectoriser=Numbers(), before=before, words=[Moved("n3", "g-n4")])
    following = needs("0.79 0.51 祠堂灯暗", first=6)
    others = needs("1 0.1 祠堂的灯暗", "0.8 0.5 别的事", first=7)

    taught = likeness.group([*asked, *following, *others], vectoriser=Numbers(), before=moved)
    untaught = likeness.group([*asked, *following, *others], vectoriser=Numbers(), before=before)

    assert by_id(before) == {"g-n1": {"n1", "n2", "n3"}, "g-n4": {"n4", "n5"}}
    assert by_id(untaught)["g-n1"] == {"n1", "n2", "n3", "n6", "n7", "n8"}
    assert by_id(taught) == {"g-n1": {"n1", "n2", "n7", "n8"}, "g-n4": {"n3", "n4", "n5", "n6"}}


def test_a_need_put_alone_stays_alone() -> None:
    found = likeness.group(BOTH, before=BEFORE, words=[Moved("n1", ALONE)])
    later = likeness.group([*BOTH, *needs(*LAMPS, first=7)], before=found)

    assert alone(found) == alone(later) == {"n1"}
    assert later.alone[0].by_hand


def test_a_need_may_be_moved_back_to_the_engine_s_mind_by_being_moved_again() -> None:
    words = [Moved("n1", ALONE), Moved("n1", "g-n1")]

    assert sets(likeness.group(BOTH, before=BEFORE, words=words)) == sets(BEFORE)


def test_a_need_may_be_put_in_a_group_of_its_own() -> None:
    found = likeness.group(
        BOTH, before=BEFORE, words=[Moved("n1", "桥头"), Named("桥头", "桥头路灯")]
    )

    assert group_of("n1", found).name == "桥头路灯"
    assert by_id(found)["桥头"] == {"n1"}


def test_a_name_given_by_hand_stays_until_it_is_taken_back() -> None:
    named = likeness.group(BOTH, before=BEFORE, words=[Named("g-n1", "夜里照明")])
    later = likeness.group([*BOTH, *needs(*LAMPS, first=7)], before=named)
    back = likeness.group(BOTH, before=named, words=[Named("g-n1", "")])

    assert group_of("n1", later).name == "夜里照明"
    assert group_of("n1", later).named_by_hand
    assert back == BEFORE


def test_a_group_that_stood_stands_though_one_need_is_left() -> None:
    found = likeness.group([BOTH[0], BOTH[3]], before=BEFORE)

    assert by_id(found) == {"g-n1": {"n1"}, "g-n4": {"n4"}}


def test_merged_groups_are_one_and_stay_one() -> None:
    words = [Named("g-n1", "夜里照明"), Merged("g-n1", "g-n4"), Merged("g-n4", "g-n4")]
    merged = likeness.group(BOTH, before=BEFORE, words=words)
    more = [*BOTH, *needs(LAMPS[1], DOCTORS[1], first=7)]

    afresh = likeness.group(more, before=merged, afresh=True)

    assert by_id(merged) == {"g-n4": {"n1", "n2", "n3", "n4", "n5", "n6"}}
    assert by_id(afresh) == {"g-n4": {f"n{number}" for number in range(1, 9)}}
    assert not merged.groups[0].named_by_hand


def test_split_groups_are_two_and_the_like_of_what_left_follows_it() -> None:
    split = likeness.group(BOTH, before=BEFORE, words=[Split(("n2", "n3"), "巷子")])
    more = [*BOTH, *needs(LAMPS[2], LAMPS[0], first=7)]

    later = likeness.group(more, before=split)

    assert by_id(split)["巷子"] == {"n2", "n3"}
    assert group_of("n7", later).id == "巷子"
    assert group_of("n1", later).id != "巷子"


def test_the_later_word_holds_and_a_word_heard_twice_changes_nothing() -> None:
    words: list[Word] = [Moved("n1", "g-n4"), Moved("n1", "别的"), Named("别的", "别的事")]
    once = likeness.group(BOTH, before=BEFORE, words=words)

    assert group_of("n1", once).name == "别的事"
    assert likeness.group(BOTH, before=once, words=words) == once
    assert likeness.group(BOTH, before=once) == once


def test_words_about_what_is_gone_change_nothing() -> None:
    words: list[Word] = [Moved("gone", "g-n1"), Named("gone", "没有了"), Merged("gone", "g-n1")]

    assert likeness.group(BOTH, before=BEFORE, words=words) == BEFORE


def test_groups_keep_their_ids_when_all_is_looked_at_afresh() -> None:
    late = [*needs(*LAMPS, first=7), *needs(DOCTORS[0], DOCTORS[1], first=1)]
    before = likeness.group(late)

    afresh = likeness.group([*needs(LAMPS[0], first=0), *late], before=before, afresh=True)

    assert by_id(afresh) == {"g-n7": {"n0", "n7", "n8", "n9"}, "g-n1": {"n1", "n2"}}


def test_an_id_is_not_given_twice() -> None:
    away = likeness.group(BOTH, before=BEFORE, words=[Moved("n1", ALONE)])
    words = [Moved("n1", "g-n4"), Moved("n1", ALONE)]
    asked = [Need("n1", "0 1"), Need("n2", "1 0"), Need("n3", "1 0"), Need("n4", "0 1")]
    before = likeness.group(asked[1:3], vectoriser=Numbers())

    found = likeness.group(asked, vectoriser=Numbers(), before=before, words=[Moved("n2", "g-n1")])

    assert likeness.group(BOTH, before=away, words=words) == away
    assert by_id(found) == {"g-n1": {"n2"}, "g-n2": {"n3"}, "g-n1+": {"n1", "n4"}}


words_ = st.lists(
    st.one_of(
        st.builds(
            Moved,
            st.integers(0, 11).map("n{}".format),
            st.sampled_from([ALONE, "g-n0", "g-n1", "new"]),
        ),
        st.builds(Named, st.sampled_from(["g-n0", "g-n1", "new"]), st.sampled_from(["", "甲"])),
        st.builds(Merged, st.sampled_from(["g-n0", "new"]), st.sampled_from(["g-n1", "g-n0"])),
        st.builds(
            Split,
            st.lists(st.integers(0, 11).map("n{}".format), max_size=3).map(tuple),
            st.sampled_from(["new", "newer"]),
        ),
    ),
    max_size=6,
)


@quick
@given(st.integers(0, 10**6), words_, st.lists(st.booleans(), min_size=3, max_size=3))
def test_whatever_comes_later_everybody_is_somewhere_and_what_was_placed_stays(
    seed: int, words: list[Word], afresh: list[bool]
) -> None:
    drawn = np.random.default_rng(seed).normal(size=(12, 2))
    asked = needs(*(f"{x} {y}" for x, y in drawn), first=0)
    found, placed = Grouping(), dict[str, str]()
    for step, again in enumerate(afresh, 2):
        present = asked[: 4 * step - 4]
        found = likeness.group(
            present, vectoriser=Numbers(0.7), before=found, words=words, afresh=again
        )
        where = {need: name for name, lot in by_id(found).items() for need in lot}
        where |= dict.fromkeys(alone(found), ALONE)
        by_hand = {m.need for g in found.groups for m in g.members if m.by_hand}
        by_hand |= {m.need for m in found.alone if m.by_hand}

        assert where.keys() == {need.id for need in present}
        assert placed.items() <= where.items()
        placed = {need: where[need] for need in by_hand}
        words = []
