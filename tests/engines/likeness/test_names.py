"""A group is called by what its members say and others do not."""

from __future__ import annotations

from tests.engines.likeness.world import DOCTORS, LAMPS, needs
from wenming.engines import likeness
from wenming.engines.likeness import a_reader
from wenming.engines.likeness.naming import names

READ = a_reader().read


def called(*groups: list[str], **given: str) -> list[str]:
    readings = {str(place): [READ(text) for text in group] for place, group in enumerate(groups)}
    return [*names(readings, {key[1:]: name for key, name in given.items()}).values()]


def test_the_idea_comes_first_then_what_many_of_them_say() -> None:
    lamps, doctors = called([*LAMPS], [*DOCTORS])

    assert lamps.split("、")[0] == "路灯"
    assert doctors.split("、")[0] == "陪诊"


def test_a_name_given_by_hand_is_kept_and_not_proposed_to_another() -> None:
    first, second = called(["路灯"], ["路灯"], _0="路灯")

    assert (first, second) == ("路灯", "路灯 2")


def test_no_two_are_called_the_same() -> None:
    alike = ["路灯", "路灯"]

    assert called(alike, alike, alike) == ["路灯", "路灯 2", "路灯 3"]
    assert (
        called(["喷泉"], ["路灯 月季花", "路灯 月季花 牵牛花", "牵牛花"], _0="路灯、月季花")[1]
        == "路灯、月季花、牵牛花"
    )


def test_a_name_does_not_say_one_thing_twice() -> None:
    (name,) = called(["路灯 路灯杆", "路灯 路灯杆 灯罩子", "灯罩子"])

    parts = name.split("、")
    assert all(not set(one) & set(two) for one in parts for two in parts if one != two)


def test_what_one_alone_says_is_in_no_name() -> None:
    assert called(["王小明 路灯", "路灯"], ["王小明"]) == ["路灯", ""]


def test_where_nobody_says_anything_there_is_no_name() -> None:
    assert called(["？？", "……"], ["！"]) == ["", ""]


def test_every_group_has_one() -> None:
    found = likeness.group([*needs(*LAMPS), *needs(*DOCTORS, first=4)])

    assert all(group.name for group in found.groups)
