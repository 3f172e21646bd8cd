"""Ideas of the field in people's many wordings."""

from __future__ import annotations

from importlib.resources import files

from wenming.engines.likeness import of_the_field, written
from wenming.engines.likeness.wording import Reader, pairs

SMALL = """
# a heading
路灯：灯不亮 电火    # ways to say it
灯具：灯
~晚上：夜里
!请 帮忙
"""


def ideas(text: str, lines: str = SMALL) -> list[tuple[str, str]]:
    return [(found.idea.name, found.wording) for found in written(lines).find(text)]


def test_an_idea_is_found_by_any_of_its_wordings_and_by_its_name() -> None:
    assert ideas("夜里电火暗，路灯坏") == [("晚上", "夜里"), ("路灯", "电火"), ("路灯", "路灯")]


def test_the_longest_wording_wins() -> None:
    assert ideas("灯不亮") == [("路灯", "灯不亮")]
    assert ideas("灯不") == [("灯具", "灯")]


def test_circumstances_are_asides() -> None:
    assert [found.idea.aside for found in written(SMALL).find("夜里路灯")] == [True, False]


def test_what_says_nothing_is_not_read() -> None:
    assert "请" not in Reader(written(SMALL)).read("请帮忙修 3 盏路灯！").words


def test_the_lines_of_a_town_go_before() -> None:
    both = written(SMALL).and_also("电灯：电火\n!拜托")

    assert [found.idea.name for found in both.find("电火")] == ["电灯"]
    assert both.silent == {"请", "帮忙", "拜托"}


def test_an_empty_thesaurus_finds_nothing() -> None:
    assert ideas("路灯", "") == []


def test_width_and_case_do_not_matter() -> None:
    reader = Reader(written("手机：ＡＰＰ wifi"))

    assert [found.wording for found in reader.ideas("App连不上")] == ["app"]
    assert [found.wording for found in reader.ideas("ＷｉＦｉ连不上")] == ["wifi"]


def test_pairs_do_not_reach_over_signs_and_numbers() -> None:
    assert pairs("路灯，坏2了呀") == {"路灯", "了呀"}


def test_no_wording_of_the_field_is_in_two_ideas() -> None:
    field = of_the_field()
    lines = [line for line in _lines() if not line.startswith("!")]
    wordings = [word for line in lines for word in line.lstrip("~").replace("：", " ").split()]

    assert len(field.ideas) == len({word.casefold() for word in wordings})
    twice = sorted({word for word in wordings if wordings.count(word) > 1})
    assert twice == []


def _lines() -> list[str]:
    text = files("wenming.engines.likeness").joinpath("field.txt").read_text(encoding="utf-8")
    return [kept for line in text.splitlines() if (kept := line.partition("#")[0].strip())]
