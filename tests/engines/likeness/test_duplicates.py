"""The warning when a need is entered that somebody has entered already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wenming.engines.likeness import Need, Same, Settings, Thesaurus, a_reader, duplicates, written

LAMP = Need("n1", "村口路灯坏了好几天", "h1", "v1", "村口", (24.70, 118.65))
ELSEWHERE = replace(LAMP, id="n2", household="h2", village="v2", place="学校", at=(24.80, 118.60))

USUAL = Settings()


def found(need: Need, *among: Need, settings: Settings = USUAL) -> list[tuple[str, set[Same]]]:
    return [(one.need, {*one.because}) for one in duplicates(need, among, settings=settings)]


def test_the_same_household_in_other_words() -> None:
    again = replace(ELSEWHERE, household="h1", text="路灯还是不亮")

    assert found(again, LAMP) == [("n1", {Same.HOUSEHOLD})]


def test_the_same_place_on_the_map() -> None:
    near = replace(ELSEWHERE, at=(24.7003, 118.6503))
    further = replace(ELSEWHERE, at=(24.7006, 118.6503))

    assert found(near, LAMP) == [("n1", {Same.PLACE})]
    assert found(further, LAMP) == []
    assert found(further, LAMP, settings=Settings(near=100)) == [("n1", {Same.PLACE})]


def test_the_same_place_in_words_of_one_village() -> None:
    in_more_words = replace(ELSEWHERE, village="v1", place="村口 大榕树", text="路灯不亮了")

    assert found(in_more_words, LAMP) == [("n1", {Same.PLACE, Same.VILLAGE})]
    assert found(replace(in_more_words, village="v2"), LAMP) == []
    assert found(replace(in_more_words, place=""), LAMP) == []


def test_the_same_village_and_nearly_the_same_words() -> None:
    copied = replace(ELSEWHERE, village="v1", text="村口路灯坏了好几天了")
    said_otherwise = replace(copied, text="巷子里黑漆漆，晚上不敢出门")

    assert found(copied, LAMP) == [("n1", {Same.VILLAGE})]
    assert found(said_otherwise, LAMP) == []


def test_another_matter_of_the_same_household_is_no_duplicate() -> None:
    assert found(replace(LAMP, id="n2", text="阿嬷去医院没人陪"), LAMP) == []


def test_unknown_households_villages_and_places_have_nothing_in_common() -> None:
    unknown = Need("n1", LAMP.text)

    assert found(replace(unknown, id="n2"), unknown) == []


def test_a_need_is_not_its_own_duplicate() -> None:
    assert found(LAMP, LAMP) == []


def test_texts_that_say_nothing_are_not_alike() -> None:
    assert found(replace(LAMP, id="n2", text="。。。"), replace(LAMP, text="！")) == []


def test_the_likest_comes_first_with_its_figure_and_what_both_say() -> None:
    same, like = replace(LAMP, id="n2"), replace(LAMP, id="n3", text="路灯坏了，天黑看不见")

    first, second = duplicates(LAMP, [like, same])

    assert (first.need, first.likeness, first.words) == ("n2", 1.0, ("路灯",))
    assert (second.need, 0.35 < second.likeness < 1) == ("n3", True)


def test_it_reads_with_the_words_of_the_town() -> None:
    stove = Need("n1", "灶脚漏烟", "h1")
    again = Need("n2", "大灶要修", "h1")
    own = a_reader(written("灶台：灶脚 大灶"))

    assert duplicates(again, [stove]) == []
    assert [one.words for one in duplicates(again, [stove], reader=own)] == [("灶台",)]


def test_without_ideas_the_pairs_of_characters_tell() -> None:
    bare = a_reader(Thesaurus({}, frozenset()))
    one, two = Need("n1", "灯不亮了呀", "h1"), Need("n2", "灯不亮了", "h1")

    assert duplicates(one, [two], reader=bare)[0].likeness == pytest.approx(6 / 7, abs=0.001)
