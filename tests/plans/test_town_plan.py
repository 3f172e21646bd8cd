"""The town's plan is whole and equal to its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plans.offer import checked
from wenming.engines.obligations import values as engine
from wenming.liaison.plan import leaders, pairs
from wenming.plans.checking import Checked
from wenming.plans.conversion import engine_rules
from wenming.plans.document import ClauseKind, Document, Paragraph
from wenming.plans.files import Bundle, Folder

FOLDER = Path(__file__).parents[2] / "plans" / "baogai-2022"
SOURCE = (FOLDER / "source.txt").read_text(encoding="utf-8")

ROWS = [
    "2.1-a",
    "2.1-b",
    "2.1-c",
    "2.2-a",
    "2.2-b",
    "2.2-c",
    "2.3",
    "3.1-a",
    "3.1-b",
    "3.1-c",
    "3.2-a",
    "3.2-b",
    "3.2-c",
    "3.2-d",
    "3.3-a",
    "3.3-b",
    "4.1-a",
    "4.1-b",
    "4.1-c",
    "4.1-d",
    "4.2-a",
    "4.2-b",
    "4.2-c",
    "4.3-a",
    "4.3-b",
    "5.1-a",
    "5.1-b",
    "5.1-c",
    "5.2-a",
    "5.2-b",
    "5.2-c",
    "5.2-d",
    "5.3-a",
    "5.3-b",
    "5.3-c",
    "5.3-d",
    "5.4-a",
    "5.4-b",
    "5.4-c",
    "A.1",
    "A.2-a",
    "A.2-b",
    "A.3-a",
    "A.3-b",
    "A.3-c",
]

COUNTED = [
    "2.1-b",
    "2.2-a",
    "2.3",
    "3.1-a",
    "3.1-b",
    "3.1-c",
    "3.2-b",
    # No number stands in the text; that it is once a year is a reading.
    "3.3-a",
    "3.3-b",
    "4.1-b",
    "4.1-c",
    "4.2-c",
    "5.2-a",
    "5.2-c",
    "5.4-c",
    "A.2-a",
    "A.3-b",
]

TABLE = re.compile(r"^\| (新时代文明实践[所站点]) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
KINDS = {"suo": "新时代文明实践所", "station": "新时代文明实践站", "point": "新时代文明实践点"}


def without_blanks(words: str) -> str:
    return "".join(words.split())


@pytest.fixture(scope="module")
def found() -> Checked:
    return checked(Folder(FOLDER))


@pytest.fixture(scope="module")
def plan(found: Checked) -> Document:
    assert found.document is not None
    return found.document


@pytest.mark.clause("0.2")
def test_it_has_no_fault(found: Checked) -> None:
    assert [fault.line("en") for fault in found.faults] == []


@pytest.mark.clause("0.2")
def test_every_paragraph_stands_in_the_source_word_for_word(plan: Document) -> None:
    source = without_blanks(SOURCE)

    for paragraph in plan.paragraphs:
        words = TABLE.sub("", paragraph.text) if paragraph.id != "A.1" else "一、挂钩联系安排"
        assert without_blanks(words) in source, paragraph.id


def printed(paragraph: Paragraph) -> str:
    """The paragraph as the source prints it."""
    if paragraph.id == "A.1":
        rows = [f"|{row.replace(' ', '|', 2)}|" for row in paragraph.text.split("\n") if row]
        return "一、挂钩联系安排" + "".join(rows)
    ends_with_stop = "" if paragraph.number.endswith("、") else "。"
    heading = (
        paragraph.heading.zh + ends_with_stop if paragraph.number and paragraph.heading else ""
    )
    responsible = f"责任单位：{paragraph.responsible}" if paragraph.responsible else ""
    return paragraph.number + heading + paragraph.text + responsible


@pytest.mark.clause("0.2")
def test_the_paragraphs_in_their_order_are_the_whole_body_of_the_source(plan: Document) -> None:
    written, part = "", ""
    for paragraph in plan.paragraphs:
        now = paragraph.part.zh if paragraph.part and paragraph.part.zh != "附件" else ""
        written += (now if now != part else "") + printed(paragraph)
        part = now
    body = SOURCE[SOURCE.index("为深入贯彻落实") : SOURCE.index("宝盖镇党政办公室")]
    notice = re.search(r"附件：.*?工作制度如下", body, re.DOTALL)
    assert notice is not None
    purpose = notice[0][notice[0].index("为贯彻落实中央") :]
    body = body.replace(notice[0], purpose)
    body = re.sub(r"\|[-|\s]+\|", "|", body)

    assert bare(written) == bare(body)


def bare(words: str) -> str:
    """Without blanks and without the lines of the table."""
    return without_blanks(words).replace("|", "")


@pytest.mark.clause("2.1-a")
def test_thirteen_paragraphs_name_their_responsible_units_as_printed(plan: Document) -> None:
    said = re.findall(r"^责任单位：(.+)$", SOURCE, re.MULTILINE)

    assert [one.responsible for one in plan.paragraphs if one.responsible] == said
    assert len(said) == 13


@pytest.mark.clause("A.1")
def test_the_24_units_stand_in_the_order_of_the_table(plan: Document) -> None:
    rows = TABLE.findall(SOURCE)
    sites = [unit for unit in plan.units if unit.kind in KINDS]

    assert [(KINDS[unit.kind], unit.zh) for unit in sites] == [(row[0], row[1]) for row in rows]
    assert len(sites) == 24


@pytest.mark.clause("A.1")
def test_the_28_pairs_and_23_leaders_are_those_of_the_table(plan: Document) -> None:
    units = {unit.code: unit.zh for unit in plan.units}
    names = {leader.code: leader.zh for leader in leaders(plan)}

    table = [(row[1], leader) for row in TABLE.findall(SOURCE) for leader in row[2].split()]

    assert [(units[pair.unit], names[pair.leader]) for pair in pairs(plan)] == table
    assert len(table) == 28
    assert set(names.values()) == {leader for _, leader in table}
    assert len(names) == 23


@pytest.mark.clause("0.2")
def test_the_head_of_the_paper_is_the_source_s(plan: Document) -> None:
    paper = plan.document

    for said in (paper.number, paper.index, paper.title.zh, paper.issuer.zh, "此件主动公开"):
        assert without_blanks(said) in without_blanks(SOURCE)
    for higher in paper.higher:
        assert f"《{higher.zh}》" in SOURCE


@pytest.mark.clause("0.1")
def test_every_row_of_the_requirements_is_a_clause_with_somebody_who_answers(
    plan: Document,
) -> None:
    assert [clause.id for clause in plan.clauses] == ROWS
    assert all(clause.responsible.lead for clause in plan.clauses)
    assert all(clause.gloss and clause.title.en for clause in plan.clauses)


@pytest.mark.clause("0.2")
def test_every_counted_row_is_checked_and_no_other(plan: Document) -> None:
    checked_rows = [one.id for one in plan.clauses if one.kind is ClauseKind.CHECKED]

    assert checked_rows == COUNTED
    assert {rule.clause for rule in engine_rules(plan)} == set(COUNTED)


@pytest.mark.clause("3.1-c")
def test_each_corps_owes_twelve_services_a_year_in_the_branchs_name(plan: Document) -> None:
    (rule,) = [one for one in engine_rules(plan) if one.clause == "3.1-c"]

    assert rule.bound == engine.Bound(least=12)
    assert rule.period == engine.Each(engine.Every.YEAR)
    assert rule.measure.of.where["branch"] == frozenset({"yes"})  # type: ignore[union-attr]


@pytest.mark.clause("A.2-a")
def test_each_pair_owes_two_visits_a_year(plan: Document) -> None:
    (rule,) = [one for one in engine_rules(plan) if one.clause == "A.2-a"]

    assert rule.roster == engine.Roster("pair")
    assert rule.bound == engine.Bound(least=2)


@pytest.mark.clause("5.2-a")
def test_the_fifth_stays_on_the_fifth_until_the_town_reads_it_otherwise(plan: Document) -> None:
    (rule,) = [one for one in engine_rules(plan) if one.clause == "5.2-a"]

    assert rule.period == engine.OnDay(5, engine.Shift.STAY)


def readings() -> list[tuple[str, str]]:
    document = checked(Folder(FOLDER)).document
    assert document is not None
    return [(one.id, option.code) for one in document.readings for option in one.options]


@pytest.mark.clause("0.2")
@pytest.mark.parametrize(("reading", "option"), readings())
def test_a_town_can_switch_every_reading_with_one_word(reading: str, option: str) -> None:
    rules = (FOLDER / "rules.yaml").read_text(encoding="utf-8")
    switched = re.sub(rf"(- id: {reading}\n.*?chosen: )[\w-]+", rf"\g<1>{option}", rules,
                      count=1, flags=re.DOTALL)  # fmt: skip
    files = {path.name: path.read_bytes() for path in FOLDER.glob("*.yaml")}

    found = checked(Bundle({**files, "rules.yaml": switched.encode()}))

    assert found.faults == ()
    assert found.document is not None
    assert found.document.chosen()[reading] == option
    assert {rule.clause for rule in engine_rules(found.document)} == set(COUNTED)


@pytest.mark.clause("0.2")
def test_every_reading_that_is_not_chosen_has_rules_or_a_calendar_that_follow_it(
    plan: Document,
) -> None:
    followed = {name for rule in plan.rules for name in rule.reading}
    assert plan.calendar.gathering is not None
    followed |= {plan.calendar.first_year, plan.calendar.gathering.shift}

    assert followed == {reading.id for reading in plan.readings}


@pytest.mark.clause("0.2")
def test_every_word_on_an_english_page_has_its_english(plan: Document) -> None:
    named = [*plan.units, *plan.parties, *leaders(plan), *plan.document.higher]
    named += [term for terms in plan.vocabularies.values() for term in terms]
    named += [rule.title for rule in plan.rules] + [one.question for one in plan.readings]
    named += [option for reading in plan.readings for option in reading.options]
    named += [one.heading for one in plan.paragraphs if one.heading]

    assert [one.zh for one in named if not one.en] == []
