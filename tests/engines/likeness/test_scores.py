"""The scores of the benchmark, against their definitions; and the labelled needs themselves."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.likeness import made_up
from benchmarks.likeness.scores import adjusted_rand, b_cubed
from wenming.engines import likeness

quick = settings(max_examples=200, derandomize=True, deadline=None)
two_ways = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


@quick
@given(two_ways)
def test_adjusted_rand_counts_pairs(sorted_twice: list[tuple[int, int]]) -> None:
    pairs = list(combinations(sorted_twice, 2))
    both = sum(a[0] == b[0] and a[1] == b[1] for a, b in pairs)
    first, second = (sum(a[way] == b[way] for a, b in pairs) for way in (0, 1))
    chance = first * second / len(pairs) if pairs else 0
    most = (first + second) / 2

    found = adjusted_rand(*zip(*sorted_twice, strict=True))

    assert found == pytest.approx(1.0 if most == chance else (both - chance) / (most - chance))


@quick
@given(two_ways)
def test_b_cubed_is_the_mean_over_the_things(sorted_twice: list[tuple[int, int]]) -> None:
    def share(way: int) -> float:
        return mean(
            mean(other == one for other in sorted_twice if other[way] == one[way])
            for one in sorted_twice
        )

    precision, recall, f = b_cubed(*zip(*sorted_twice, strict=True))

    assert (precision, recall) == (pytest.approx(share(1)), pytest.approx(share(0)))
    assert f == pytest.approx(2 * precision * recall / (precision + recall))


def test_there_are_enough_made_up_needs_of_enough_topics_and_of_none() -> None:
    labelled = made_up.read()
    sizes = Counter(one.topic for one in labelled)

    assert len(labelled) >= 320
    assert len({one.need.id for one in labelled}) == len({one.need.text for one in labelled})
    assert len(sizes) - 1 >= 24
    assert sizes[""] >= 60
    assert min(sizes.values()) > 1


def test_a_topic_is_in_one_half() -> None:
    halves = {(one.topic, one.half) for one in made_up.read() if one.topic}

    assert len(halves) == len({topic for topic, _ in halves})


@pytest.mark.clause("5.3-b")
@pytest.mark.parametrize(("half", "least"), [("tuned", 0.75), ("told", 0.25)])
def test_words_alone_find_far_more_than_chance(half: str, least: float) -> None:
    labelled = made_up.of(half, made_up.read())
    found = likeness.group([one.need for one in labelled])
    lies = {member.need: group.id for group in found.groups for member in group.members}
    sets = [lies.get(one.need.id, one.need.id) for one in labelled]

    assert adjusted_rand(made_up.topics(labelled), sets) > least
