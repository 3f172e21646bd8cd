"""Needs that ask for the like are together, and every one says why."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.engines.likeness.world import DOCTORS, LAMPS, Numbers, alone, by_id, needs, sets
from wenming.engines import likeness
from wenming.engines.likeness import Grouping, Kind, Need, Settings

EAST, NORTH, NEARLY_NORTH, WEST = "1 0", "0 1", "0.1 1", "-1 0"


def test_like_asks_are_together_though_no_word_is_the_same() -> None:
    found = likeness.group([*needs(*LAMPS), *needs(*DOCTORS, first=4)])

    assert sets(found) == {frozenset({"n1", "n2", "n3"}), frozenset({"n4", "n5", "n6"})}


def test_a_need_that_is_like_no_other_is_alone() -> None:
    found = likeness.group(needs(*LAMPS, "想学写毛笔字"))

    assert alone(found) == {"n4"}


def test_nothing_is_in_no_group() -> None:
    assert likeness.group([]) == Grouping()


def test_the_order_of_the_needs_makes_no_difference() -> None:
    asked = [*needs(*LAMPS), *needs(*DOCTORS, first=4), *needs("", "？？", first=7)]
    shuffled = random.Random(1).sample(asked, len(asked))

    assert likeness.group(shuffled) == likeness.group(asked)


def test_how_many_figures_an_id_has_makes_no_difference() -> None:
    asked = [*LAMPS, *DOCTORS] * 2

    assert _places(asked, first=1) == _places(asked, first=95)


def _places(asked: list[str], first: int) -> list[list[int]]:
    found = likeness.group(needs(*asked, first=first)).groups
    return [[int(one.need.removeprefix("n")) - first for one in group.members] for group in found]


def test_two_needs_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two needs have one id"):
        likeness.group([Need("n1", "路灯"), Need("n1", "水沟")])


def test_each_member_says_how_like_it_is_whom_it_is_likest_and_in_what_words() -> None:
    found = likeness.group(needs(NORTH, NEARLY_NORTH, "0.4 1"), vectoriser=Numbers())

    first, *_ = found.groups[0].members
    assert (first.need, first.nearest) == ("n2", "n1")
    assert first.likeness == pytest.approx((0.995 + 0.960) / 2, abs=0.001)

    lamps = likeness.group(needs(*LAMPS)).groups[0]
    assert all("路灯" in member.words for member in lamps.members)


def test_opposites_are_not_less_than_not_alike() -> None:
    found = likeness.group(needs(EAST, WEST), vectoriser=Numbers(alike=-1))

    assert [member.likeness for member in found.groups[0].members] == [0, 0]


def test_common_is_what_many_households_of_several_villages_ask_for() -> None:
    five = needs(*[LAMPS[0]] * 5)
    of_two_villages = [*five[:4], replace(five[4], village="v2")]

    assert likeness.group(five).groups[0].kind is Kind.INDIVIDUAL
    assert likeness.group(of_two_villages[1:]).groups[0].kind is Kind.INDIVIDUAL
    found = likeness.group(of_two_villages).groups[0]
    assert (found.kind, found.households, found.villages) == (Kind.COMMON, 5, 2)


def test_a_household_that_asks_twice_is_one_and_unknown_ones_are_each_their_own() -> None:
    one, two, three, four = needs(*[LAMPS[0]] * 4)
    asked = [
        one,
        replace(two, household=one.household),
        replace(three, household="", village=""),
        replace(four, household="", village=""),
    ]

    found = likeness.group(asked).groups[0]

    assert (found.households, found.villages) == (3, 1)


def test_what_is_common_and_what_is_alike_are_settings() -> None:
    asked = needs(*LAMPS)

    loose = likeness.group(asked, settings=Settings(households=3, villages=1))
    strict = likeness.group(asked, settings=Settings(alike=0.99))

    assert loose.groups[0].kind is Kind.COMMON
    assert strict.groups == ()


def test_groups_of_most_households_come_first() -> None:
    found = likeness.group([*needs(*DOCTORS[:2]), *needs(*LAMPS, first=3)])

    assert [group.households for group in found.groups] == [3, 2]


def test_a_group_has_its_id_from_its_first_need() -> None:
    assert set(by_id(likeness.group(needs(*LAMPS, first=5)))) == {"g-n5"}


def test_a_town_adds_words_of_its_own() -> None:
    asked = needs("灶脚冒烟", "大灶要修")
    own = likeness.of_the_field().and_also("灶台：灶脚 大灶 土灶")

    assert likeness.group(asked).groups == ()
    found = likeness.group(asked, vectoriser=likeness.Light(own))
    assert found.groups[0].name.startswith("灶台")


def test_the_package_has_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'grop'"):
        likeness.grop  # noqa: B018
