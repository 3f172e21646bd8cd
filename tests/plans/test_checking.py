"""What is wrong with a plan is said at once, with its line, and nothing is said twice."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from tests.plans.offer import checked, checked_text
from tests.plans.small import with_rule, with_rules
from wenming.plans.checking import Checked
from wenming.plans.faults import Fault
from wenming.plans.files import Bundle, Folder
from wenming.plans.sentences import NOUNS, SENTENCES

pytestmark = pytest.mark.clause("0.2")

FAULTY = Path(__file__).parent / "faulty"
YEARLY = "each: unit\ncount: activity.held\nat_least: 12\nper: year"


def codes(found: Checked) -> list[str]:
    return [fault.code for fault in found.faults]


def only(found: Checked) -> Fault:
    assert len(found.faults) == 1, [fault.line("en") for fault in found.faults]
    return found.faults[0]


def of(text: str) -> Checked:
    return checked(Bundle({"plan.yaml": text.encode()}))


# Twenty at once ------------------------------------------------------------------------------

TWENTY = [
    "plan.yaml:2 no_file missing.yaml",
    "plan.yaml:2 include_outside ../outside.yaml",
    "plan.yaml:9 no_such_day 2025-13-10",
    "plan.yaml:10 unknown_key isued_by",
    "plan.yaml:15 defined_twice concentrated",
    "plan.yaml:21 unknown_section calender",
    "plan.yaml:26 not_in_paragraph 每年开展活动不少于十二次",
    "plan.yaml:28 unknown wesst",
    "plan.yaml:30 unknown 3",
    "plan.yaml:38 clause_without_rule 1-c",
    "plan.yaml:39 unknown visit.mad",
    "plan.yaml:45 wrong_tag_value statoin",
    "plan.yaml:47 unknown_tag taks",
    "plan.yaml:48 not_a_number twelve",
    "plan.yaml:49 not_one_of yaer",
    "plan.yaml:51 rule_on_stated 1-b",
    "plan.yaml:54 unknown_number peple",
    "plan.yaml:56 contradiction ",
    "plan.yaml:59 ends_before_start 2025-02-01",
    "broken.yaml:4 not_closed ",
]


def test_a_plan_with_twenty_faults_shows_exactly_its_twenty() -> None:
    found = checked(Folder(FAULTY))

    said = [
        f"{fault.place.file}:{fault.place.line} {fault.code} "
        f"{'' if fault.code == 'not_closed' else fault.value}"
        for fault in found.faults
    ]
    assert said == TWENTY
    assert found.document is None


def test_each_fault_names_file_line_value_what_is_allowed_and_the_nearest_in_both_languages() -> (
    None
):
    found = checked(Folder(FAULTY))
    (period,) = [fault for fault in found.faults if fault.value == "yaer"]

    allowed = ("day", "week", "half_month", "month", "two_months", "quarter", "half_year", "year")
    allowed = (*allowed, "{years: 3, from: 2024}")
    assert period.line("en") == (
        f'plan.yaml:49: Unknown value "yaer". Allowed: {", ".join(allowed)}. Nearest: "year".'
    )
    assert period.line("zh") == (
        f"plan.yaml:49: 不认识的值「yaer」。可用：{'、'.join(allowed)}。最接近的是「year」。"
    )
    assert period.place.column == 10
    assert all(
        "\n" not in fault.line(language) for fault in found.faults for language in ("zh", "en")
    )  # type: ignore[arg-type]


def test_every_sentence_and_noun_is_there_in_both_languages() -> None:
    assert all(zh and en and zh != en for zh, en in [*SENTENCES.values(), *NOUNS.values()])


# No cascades ---------------------------------------------------------------------------------


def test_a_key_misspelt_is_not_missing_as_well() -> None:
    fault = only(of(with_rules().replace("{code: east,", "{cod: east,")))

    assert (fault.code, fault.value, fault.nearest) == ("unknown_key", "cod", "code")


def test_a_section_misspelt_does_not_make_everything_in_it_unknown() -> None:
    fault = only(of(with_rules().replace("\nunits:", "\nunitz:")))

    assert (fault.code, fault.nearest) == ("unknown_section", "units")


def test_a_section_that_is_no_list_does_not_make_everything_in_it_unknown() -> None:
    text = with_rules().replace("leaders:\n  - {code: wang, zh: 王某}", "leaders: none")

    assert codes(of(text)) == ["not_a_list"]


def test_a_rule_of_a_misspelt_clause_does_not_leave_the_clause_without_rule() -> None:
    text = with_rule(YEARLY)

    assert only(of(text.replace("clause: 1-a", "clause: 1-aa"))).nearest == "1-a"
    assert only(of(text.replace("- id: 1-a", "- id: 1-aa"))).nearest == "1-aa"
    assert only(of(text.replace("    clause: 1-a\n", ""))).code == "missing_key"


def test_a_huge_plan_full_of_faults_is_checked_in_seconds() -> None:
    units = "".join(f"  - {{code: unit-{n}, kind: station, zh: 村}}\n" for n in range(4000))
    pairs = "".join(f"  - {{unit: units-{n}, leader: wong}}\n" for n in range(4000))
    text = with_rules().replace("units:\n", "units:\n" + units)
    text = text.replace("pairs:\n", "pairs:\n" + pairs)
    started = perf_counter()

    found = of(text)

    assert len(found.faults) == 1001
    assert found.faults[-1].code == "too_many_faults"
    assert perf_counter() - started < 20


def test_a_measure_misspelt_is_not_a_missing_measure() -> None:
    fault = only(of(with_rule("each: unit\ncuont: activity.held\nat_least: 1\nper: year")))

    assert (fault.code, fault.nearest) == ("unknown_key", "count")


def test_a_broken_item_hides_no_fault_of_its_neighbours() -> None:
    broken = with_rules(
        "id: one\nclause: 1-a\ntitle: 一\neach: unit\ncount: [activity.held\nat_least: 1\nper: year",
        "id: two\nclause: 1-a\ntitle: 二\neach: unti\ncount: activity.held\nat_least: 1\nper: year",
    )

    assert codes(of(broken)) == ["flow_not_closed", "unknown"]


def test_a_rule_of_another_shape_still_has_its_codes_checked() -> None:
    found = of(with_rule("each: unit\ncount: activity.hold\nat_least: many\nper: year"))

    assert sorted(codes(found)) == ["not_a_number", "unknown"]


def test_what_an_unread_file_may_hold_is_not_called_unknown() -> None:
    text = with_rules().replace("leaders:\n  - {code: wang, zh: 王某}\n", "include: leaders.yaml\n")

    assert codes(of(text)) == ["no_file"]


# Hostile files -------------------------------------------------------------------------------

GOOD = with_rules()


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()],
    ids=["byte-order mark", "CRLF"],
)
def test_a_file_from_another_editor_is_read(data: bytes) -> None:
    assert checked(Bundle({"plan.yaml": data})).faults == ()


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (GOOD.encode("gbk"), "not_utf8", 3),
        (GOOD.encode("utf-16"), "not_utf8", 1),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text", 3),
        (b"title: \xff\xff\xff", "not_text", 1),
        (b"", "empty_file", 1),
        (b"# nothing\n\n", "empty_file", 1),
        (b"- a\n- b\n", "not_a_mapping", 1),
        (b"hello", "not_a_mapping", 1),
        (BOMB.encode(), "too_many_values", 5),
        (BOMB.encode() + b"#" * 50_000_000, "too_large", 1),
        (b"a: " + b"[" * 100_000, "too_deep", 1),
        (GOOD.replace("  code: small", "\tcode: small").encode(), "tab", 2),
        (GOOD.replace("小镇方案", "小镇\x07方案").encode(), "strange_character", 4),
        (GOOD.encode() + b"---\nother: 1\n", "second_document", GOOD.count("\n") + 1),
        (GOOD.replace("小镇方案", "!!python/name:os.system 小").encode(), "tag_refused", 4),
        (GOOD.replace("小镇方案", "*unknown").encode(), "unknown_anchor", 4),
        (GOOD.replace("  code: small", "  number: x\n  code: small").encode(), "duplicate_key", 4),
    ],
)
def test_a_hostile_file_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    found = checked(Bundle({"plan.yaml": data}))

    assert (found.faults[0].code, found.faults[0].place.line) == (code, line)
    assert found.document is None


def test_an_alias_within_reason_is_followed() -> None:
    text = with_rules(
        "id: one\nclause: 1-a\ntitle: 一\nwhere: &villages {host: village}\n" + YEARLY,
        "id: two\nclause: 1-a\ntitle: 二\nwhere: *villages\n" + YEARLY,
    )

    assert codes(of(text)) == []


@pytest.mark.parametrize("name", ["../other.yaml", "/etc/passwd", "a/../../b.yaml"])
def test_an_include_outside_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.yaml").write_text(f"include: {name}\n{GOOD}", encoding="utf-8")

    fault = only(checked(Folder(tmp_path / "plan")))

    assert (fault.code, fault.value, fault.place.line) == ("include_outside", name, 1)
    assert only(of(f"include: {name}\n{GOOD}")).code == "include_outside"


def test_a_link_that_leads_outside_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("readings: []", encoding="utf-8")
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "plan" / "plan.yaml").write_text(f"include: linked.yaml\n{GOOD}", encoding="utf-8")

    assert only(checked(Folder(tmp_path / "plan"))).code == "include_outside"


def test_a_plan_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    assert only(checked(Folder.of(tmp_path / "no.yaml"))).code == "no_file"


def test_only_the_main_file_includes() -> None:
    found = checked_text(plan=f"include: [b.yaml]\n{GOOD}", b="include: c.yaml\nreadings: []\n")

    assert only(found).code == "include_nested"


def test_a_file_is_included_once() -> None:
    found = checked_text(plan=f"include: [b.yaml, b.yaml]\n{GOOD}", b="readings: []\n")

    assert only(found).code == "include_twice"


def test_a_list_may_go_on_in_another_file() -> None:
    more = "units:\n  - {code: north, kind: station, host: village, zh: 北村}\n"
    found = checked_text(plan=f"include: b.yaml\n{GOOD}", b=more)

    assert found.document is not None
    assert [unit.code for unit in found.document.units] == ["east", "west", "office", "north"]


# Each kind of fault --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "nearest"),
    [
        ("zh: 东村, numbers", "zh: 东村, nmubers", "unknown_key", "numbers"),
        ("kind: station, host: village, zh: 东村", "kind: statoin, zh: 东村", "not_one_of", "station"),
        ("{unit: east, leader: wang}", "{unit: eastt, leader: wang}", "unknown", "east"),
        ("{unit: east, leader: wang}", "{unit: east, leader: wong}", "unknown", "wang"),
        ("paragraph: \"1\"", "paragraph: \"2\"", "unknown", ""),
        ("words: 每年开展活动不少于12次", "words: 每年开展活动不少于20次", "not_in_paragraph",
         "每年开展活动不少于12次"),
        ("lead: villages", "lead: vilages", "unknown", "villages"),
        ("issued_on: 2025-01-10", "issued_on: 10 Jan", "not_a_day", ""),
        ("issued_on: 2025-01-10", "issued_on: 20250110", "not_a_day", ""),
        ("issued_on: 2025-01-10", "starts: 2025-02-01\n  ends: 2025-01-01\n  issued_on: 2025-01-10",
         "ends_before_start", ""),
        ("{code: west,", "{code: east,", "defined_twice", ""),
        ("{code: villages,", "{code: office,", "defined_twice", ""),
        ("id: 1-a", "id: 1 a", "not_a_code", ""),
        ("{code: west,", "{code: West,", "not_a_small_code", ""),
        ("where: {host: village}", "where: {hots: village}", "unknown_tag", "host"),
        ("numbers: {households: 95}", "numbers: {households: -1}", "too_little", ""),
        ("day: 15", "day: 32", "too_much", ""),
        ("day: 15", "day: 1.5", "not_a_whole_number", ""),
        ("shift: next_workday", "shift: next_weekday", "unknown", "next_workday"),
        ("kind: checked", "kind: checkt", "not_one_of", "checked"),
        ("document:\n", "document:\n  printed_on: [a]\n", "not_a_day", ""),
        ("  title: 小镇方案\n", "", "missing_key", ""),
    ],
)  # fmt: skip
def test_a_fault_in_the_paper(old: str, new: str, code: str, nearest: str) -> None:
    text = with_rules()
    assert old in text
    faulty = of(text.replace(old, new, 1))

    fault = next(one for one in faulty.faults if one.code == code)
    assert fault.nearest == nearest


@pytest.mark.parametrize(
    ("said", "code", "nearest"),
    [
        ("each: village\ncount: activity.held\nat_least: 1\nper: year", "unknown", ""),
        ("each: unitt\ncount: activity.held\nat_least: 1\nper: year", "unknown", "unit"),
        ("each: unit\ncount: activity.hold\nat_least: 1\nper: year", "unknown", "activity.held"),
        ("each: unit\nwhere: {knd: station}\ncount: visit.made\nat_least: 1\nper: year",
         "unknown_tag", "kind"),
        ("each: unit\ncount: activity.held\nwith: {branch: maybe}\nat_least: 1\nper: year",
         "wrong_tag_value", ""),
        ("each: unit\ncount: activity.held\nwith: {kind: lectur}\nat_least: 1\nper: year",
         "not_in_vocabulary", "lecture"),
        ("each: unit\ncount: activity.held\nwith: {theme: any}\nat_least: 1\nper: year",
         "no_such_vocabulary", ""),
        ("each: unit\nsum: {of: activity.held, number: peopel}\nat_least: 1\nper: year",
         "unknown_number", "people"),
        ("each: unit\ndistinct: {of: activity.held, tag: taks}\nat_least: 1\nper: year",
         "unknown_tag", "task"),
        ("each: unit\ncovers: {of: activity.held, tag: task, all: five_taks}\nper: year",
         "unknown", "five_tasks"),
        ("each: unit\ncovers: {of: activity.held, tag: task, all: room_kinds}\nper: year",
         "wrong_vocabulary", ""),
        ("each: unit\ncovers: {of: activity.held, tag: kind, all: activity_kinds, group: tlak}\n"
         "per: year", "unknown", "talk"),
        ("each: unit\ncovers: {of: activity.held, tag: task}\nper: year", "no_values", ""),
        ("each: unit\ncovers: {of: activity.held, tag: task, values: [theorie]}\nper: year",
         "not_in_vocabulary", "theory"),
        ("each: unit\nratio: {part: {count: activity.held}, over: househlods}\nat_least: 1\nper: year",
         "unknown_number", "households"),
        ("each: unit\nratio: {part: {with: {}}, over: households}\nat_least: 1\nper: year",
         "one_amount", ""),
        ("each: unit\nratio: {part: {count: visit.made}, over: households}\nwith: {direct: yes}\n"
         "at_least: 1\nper: year", "with_in_ratio", ""),
        ("each: unit\nat_least: 1\nper: year", "no_measure", ""),
        ("each: unit\ncount: visit.made\nexists: visit.made\nat_least: 1\nper: year",
         "two_measures", ""),
        ("each: unit\ncount: visit.made\nper: year", "no_bound", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nexactly: 1\nper: year", "two_bounds", ""),
        ("each: unit\ncount: visit.made\nat_least: 5\nat_most: 3\nper: year", "contradiction", ""),
        ("each: unit\ncount: visit.made\nbetween: [5, 3]\nper: year", "contradiction", ""),
        ("each: unit\ncount: visit.made\nbetween: [5]\nper: year", "too_short", ""),
        ("each: unit\ncount: visit.made\nper: year\n"
         "at_least: {of: households, min: 9, max: 3}", "contradiction", ""),
        ("each: unit\ncount: visit.made\nper: year\nat_least: {of: residents}", "unknown_number", ""),
        ("each: unit\ncount: visit.made\nper: year\nat_least: {of: households, evry: 3}",
         "unknown_key", "every"),
        ("each: unit\ncount: visit.made\nat_least: 1", "no_time", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nby: 2025-10-01", "two_times", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: {years: 0, from: 2025}", "too_little", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: {yeers: 3, from: 2025}",
         "unknown_key", "years"),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nfrom: 2025-02-01\nto: 2025-01-01",
         "ends_before_start", ""),
        ("each: unit\ncount: visit.made\nper: year\n"
         "phases: [{to: 2025-06-30, at_least: 1}, {from: 2025-06-30, at_least: 2}]",
         "phases_overlap", ""),
        ("each: unit\ncount: visit.made\nper: year\nto: 2025-12-31\n"
         "phases: [{from: 2026-01-01, at_least: 1}]", "phase_outside", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nexcept: [eastt]", "unknown", "east"),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nonly: ['pair:east/wang']",
         "wrong_roster", ""),
        ("each: pair\ncount: visit.made\nat_least: 1\nper: year\nonly: [east/wong]", "unknown",
         "east/wang"),
        ("each: field\ncount: visit.made\nat_least: 1\nper: year\nonly: [low]", "unknown", "law"),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nnumbers: {weast: 3}", "unknown",
         "west"),
        ("each: unit\ncount: visit.made\nbetween: [1, 3]\nper: year\nnumbers: {west: 3}",
         "own_needs_side", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nreading: {who: x}", "unknown", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nsoft: perhaps", "not_yes_or_no", ""),
        ("each: unit\ncount: visit.made\nat_least: 1\nper: year\nresponsible: {led: west}",
         "unknown_key", "lead"),
        ("each: unit\ncount: visit.made\nat_least: .inf\nper: year", "not_a_number", ""),
    ],
)  # fmt: skip
def test_a_fault_in_a_rule(said: str, code: str, nearest: str) -> None:
    fault = only(of(with_rule(said)))

    assert (fault.code, fault.nearest) == (code, nearest)


def test_a_rule_under_a_reading_not_chosen_leaves_its_clause_unchecked() -> None:
    readings = """
readings:
  - {id: who, clauses: [1-a], question: 谁？, chosen: b, options: [{code: a, zh: 甲}, {code: b, zh: 乙}]}
"""
    text = with_rule(YEARLY + "\nreading: {who: a}") + readings

    assert only(of(text)).code == "clause_without_rule"
    assert codes(of(text.replace("chosen: b", "chosen: a"))) == []
    assert only(of(text.replace("chosen: b", "chosen: c"))).code == "unknown"
    assert [one.nearest for one in of(text.replace("who: a}", "whoo: a}")).faults] == ["who"]


def test_a_rule_of_the_gathering_day_needs_one_in_the_calendar() -> None:
    calendar = "calendar:\n  gathering: {day: 15, shift: next_workday}\n"
    text = with_rule("each: unit\nexists: visit.made\non: gathering_day").replace(calendar, "")

    assert only(of(text)).code == "no_gathering_day"


def test_a_month_has_one_theme() -> None:
    themes = "calendar:\n  themes: [{month: 2025-03, zh: 一}, {month: 2025-03, zh: 二}]"

    assert only(of(with_rules().replace("calendar:", themes))).code == "defined_twice"


def test_a_pair_stands_once() -> None:
    twice = "  - {unit: east, leader: wang}\n"

    assert only(of(with_rules().replace(twice, twice * 2))).code == "defined_twice"
