"""Every form of the rule language, from YAML to the engine's values."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plans.offer import checked_text
from tests.plans.small import SMALL, with_rule, with_rules
from wenming.engines.obligations import values as engine
from wenming.plans.conversion import engine_rules, gathering_day
from wenming.plans.document import Document

pytestmark = pytest.mark.clause("0.2")

ACTIVITIES = engine.Selection(("activity.held",))
EACH_YEAR = "each: unit\ncount: activity.held\nat_least: 12\n"


def plan(text: str) -> Document:
    found = checked_text(plan=text)
    assert [fault.line("en") for fault in found.faults] == []
    assert found.document is not None
    return found.document


def rule(said: str) -> engine.Rule:
    (only,) = engine_rules(plan(with_rule(said)))
    return only


# What is counted -----------------------------------------------------------------------------


def test_a_count_of_one_kind() -> None:
    found = rule("each: unit\ncount: activity.held\nat_least: 12\nper: year")

    assert found.measure == engine.Count(ACTIVITIES)
    assert found.bound == engine.Bound(least=12)
    assert found.clause == "1-a"


def test_several_kinds_in_one_rule_with_conditions() -> None:
    found = rule("each: unit\ncount: [activity.held, visit.made]\nat_least: 1\nper: month")

    assert found.measure == engine.Count(engine.Selection(("activity.held", "visit.made")))


def test_several_kinds_each_with_conditions_of_its_own() -> None:
    found = rule(
        "each: unit\ncount:\n  - {of: activity.held, with: {kind: lecture}}\n"
        "  - {of: visit.made, with: {direct: yes}}\n  - report.sent\nat_least: 1\nper: month"
    )

    lectures = engine.Selection(("activity.held",), {"kind": frozenset({"lecture"})})
    visits = engine.Selection(("visit.made",), {"direct": frozenset({"yes"})})
    assert found.measure == engine.Count(
        engine.Selection(("report.sent",), also=(lectures, visits))
    )


def test_conditions_of_the_rule_hold_for_every_kind_beside_its_own() -> None:
    found = rule(
        "each: unit\ncount: {of: activity.held, with: {kind: lecture}}\nwith: {branch: yes}\n"
        "at_least: 1\nper: month"
    )

    where = {"branch": frozenset({"yes"}), "kind": frozenset({"lecture"})}
    assert found.measure == engine.Count(engine.Selection(("activity.held",), where))


def test_a_percentage_may_have_decimals() -> None:
    found = rule(
        "each: unit\nratio: {part: {sum: {of: circle.survey, number: within}}, over: households}\n"
        "at_least: 33.3%\nper: year"
    )

    assert found.bound == engine.Bound(least=0.333)


def test_one_exception_needs_no_list() -> None:
    found = rule("each: unit\nexcept: west\ncount: activity.held\nat_least: 1\nper: year")

    assert found.roster.excluding == {"unit:west"}


def test_conditions_name_one_value_or_several() -> None:
    found = rule(
        "each: unit\ncount: activity.held\nwith: {kind: [lecture, training], branch: yes}\n"
        "at_least: 1\nper: month"
    )

    assert found.measure.of.where == {  # type: ignore[union-attr]
        "kind": frozenset({"lecture", "training"}),
        "branch": frozenset({"yes"}),
    }


def test_a_sum() -> None:
    found = rule("each: unit\nsum: {of: activity.held, number: people}\nat_least: 300\nper: year")

    assert found.measure == engine.Sum(ACTIVITIES, "people")


def test_distinct_values() -> None:
    found = rule("each: unit\ndistinct: {of: activity.held, tag: task}\nat_least: 2\nper: quarter")

    assert found.measure == engine.Distinct(ACTIVITIES, "task")


def test_covering_a_whole_vocabulary_asks_for_all_of_it() -> None:
    found = rule("each: unit\ncovers: {of: activity.held, tag: task, all: five_tasks}\nper: year")

    assert found.measure == engine.Covers(ACTIVITIES, "task", ("theory", "policy"))
    assert found.bound == engine.Bound(least=2)


def test_covering_a_group_of_a_vocabulary() -> None:
    found = rule(
        "each: unit\ncovers: {of: activity.held, tag: kind, all: activity_kinds, group: talk}\n"
        "per: year"
    )

    assert found.measure == engine.Covers(ACTIVITIES, "kind", ("lecture", "training"))


def test_covering_some_of_the_values_listed() -> None:
    found = rule(
        "each: unit\ncovers: {of: activity.held, tag: task, values: [theory, policy]}\n"
        "at_least: 1\nper: year"
    )

    assert found.bound == engine.Bound(least=1)


def test_something_exists() -> None:
    found = rule("each: unit\nexists: room.open\nper: year")

    assert found.measure == engine.Count(engine.Selection(("room.open",)))
    assert found.bound == engine.Bound(least=1)


def test_a_ratio_over_a_number_of_the_subject() -> None:
    found = rule(
        "each: unit\nratio: {part: {sum: {of: circle.survey, number: within}}, over: households}\n"
        "at_least: 90%\nper: year"
    )

    within = engine.Sum(engine.Selection(("circle.survey",)), "within")
    assert found.measure == engine.Ratio(within, "households")
    assert found.bound == engine.Bound(least=0.9)


def test_a_ratio_over_another_measure() -> None:
    found = rule(
        "each: unit\nratio:\n  part: {count: activity.held, with: {kind: lecture}}\n"
        "  over: {distinct: {of: activity.held, tag: kind}}\nat_least: 0.25\nper: year"
    )

    lectures = engine.Selection(("activity.held",), {"kind": frozenset({"lecture"})})
    assert found.measure == engine.Ratio(
        engine.Count(lectures), engine.Distinct(ACTIVITIES, "kind")
    )


# How much ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("at_least: 3", engine.Bound(3, None)),
        ("at_most: 3", engine.Bound(None, 3)),
        ("exactly: 3", engine.Bound(3, 3)),
        ("between: [2, 4]", engine.Bound(2, 4)),
        ("at_least: 2\nat_most: 4", engine.Bound(2, 4)),
    ],
)
def test_a_bound(said: str, bound: engine.Bound) -> None:
    assert rule(f"each: unit\ncount: activity.held\n{said}\nper: year").bound == bound


def test_a_formula_over_the_subjects_numbers() -> None:
    found = rule(
        "each: unit\ncount: activity.held\nper: year\n"
        "at_least: {of: households, every: 30, give: 1, round: up, plus: 2, min: 3, max: 10}"
    )

    assert found.bound.least == engine.Formula(
        "households", every=30, give=1, rounding=engine.Rounding.UP, plus=2, least=3, most=10
    )


def test_a_minimum_of_each_category_inside_the_total() -> None:
    found = rule(EACH_YEAR + "per: year\neach_of: {tag: task, all: five_tasks, at_least: 2}")

    assert found.bound == engine.Bound(least=12)
    assert found.each_of == engine.EachOf("task", ("theory", "policy"), least=2)


def test_phases_with_their_own_targets() -> None:
    found = rule(
        EACH_YEAR + "per: year\nphases:\n  - {to: 2025-12-31, at_least: 6}\n"
        "  - {from: 2026-01-01, at_least: 12}"
    )

    assert found.phases == (
        engine.Phase(engine.Bound(least=6), None, date(2025, 12, 31)),
        engine.Phase(engine.Bound(least=12), date(2026, 1, 1), None),
    )


def test_a_soft_rule() -> None:
    assert rule(EACH_YEAR + "per: year\nsoft: yes").soft is True


# When ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("every", list(engine.Every))
def test_every_period(every: engine.Every) -> None:
    assert rule(f"{EACH_YEAR}per: {every}").period == engine.Each(every)


def test_terms_of_years() -> None:
    assert rule(EACH_YEAR + "per: {years: 3, from: 2024}").period == engine.Years(3, 2024)


def test_once_by_a_date() -> None:
    assert rule(EACH_YEAR + "by: 2025-10-31").period == engine.Once(date(2025, 10, 31))


def test_a_day_of_the_month() -> None:
    found = rule(EACH_YEAR + "on: {day: 5, shift: previous_workday, before: 2, after: 1}")

    assert found.period == engine.OnDay(5, engine.Shift.PREVIOUS, before=2, after=1)


def test_the_gathering_day_of_the_calendar() -> None:
    assert rule(EACH_YEAR + "on: gathering_day").period == engine.OnDay(15, engine.Shift.NEXT)


def test_without_days_of_its_own_a_rule_holds_from_the_day_of_issue() -> None:
    found = rule(EACH_YEAR + "per: year")

    assert (found.start, found.end) == (date(2025, 1, 10), None)


def test_a_rule_may_have_begun_long_ago() -> None:
    found = rule(EACH_YEAR + "per: year\nfrom: 2021-01-01\nto: 2030-12-31")

    assert (found.start, found.end) == (date(2021, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("part", list(engine.Part))
def test_what_a_part_of_a_period_owes(part: engine.Part) -> None:
    assert rule(f"{EACH_YEAR}per: year\npart: {part}").part is part


def test_days_of_grace() -> None:
    assert rule(EACH_YEAR + "per: quarter\ngrace: 15").grace == 15


# Of whom -------------------------------------------------------------------------------------


@pytest.mark.parametrize("roster", ["unit", "team", "pair", "leader", "post", "field", "town"])
def test_every_roster(roster: str) -> None:
    found = rule(f"each: {roster}\ncount: activity.held\nat_least: 1\nper: year")

    assert found.roster == engine.Roster(roster)


def test_a_roster_narrowed_by_tags_and_by_name() -> None:
    found = rule("where: {kind: station, host: [village, park]}\nexcept: [west]\n" + EACH_YEAR
                 + "per: year")  # fmt: skip

    assert found.roster == engine.Roster(
        "unit",
        {"kind": frozenset({"station"}), "host": frozenset({"village", "park"})},
        excluding=frozenset({"unit:west"}),
    )


def test_only_some_subjects_by_their_whole_keys() -> None:
    found = rule("each: pair\nonly: ['pair:east/wang']\ncount: visit.made\nat_least: 2\nper: year")

    assert found.roster.only == frozenset({"pair:east/wang"})


def test_numbers_of_single_subjects_are_of_the_rules_own_side() -> None:
    said = "each: unit\ncount: activity.held\n{}: 12\nper: year\nnumbers: {{east: 15}}"

    assert rule(said.format("at_least")).own == {"unit:east": engine.Bound(least=15)}
    assert rule(said.format("at_most")).own == {"unit:east": engine.Bound(most=15)}
    assert rule(said.format("exactly")).own == {"unit:east": engine.Bound(15, 15)}


def test_a_single_subject_may_have_a_bound_or_a_formula_of_its_own() -> None:
    found = rule(
        EACH_YEAR + "per: year\n"
        "numbers: {east: {between: [3, 5]}, 'unit:west': {of: households, every: 10}}"
    )

    assert found.own["unit:east"] == engine.Bound(3, 5)
    assert found.own["unit:west"] == engine.Bound(least=engine.Formula("households", every=10))


# Readings and roles --------------------------------------------------------------------------

READINGS = """
readings:
  - id: first
    clauses: [1-a]
    question: 不足一年？
    options: [{code: pro_rata, zh: 折算}, {code: nothing, zh: 不要求}]
    chosen: nothing
  - id: shift
    clauses: [1-a]
    question: 逢休息日？
    options: [{code: stay, zh: 不变}, {code: next_workday, zh: 顺延}]
    chosen: stay
  - id: who
    clauses: [1-a]
    question: 谁？
    options: [{code: villages, zh: 村}, {code: town, zh: 镇}, {code: both, zh: 都}]
    chosen: both
"""


def read_two_ways() -> Document:
    rules = with_rules(
        "id: a\nclause: 1-a\ntitle: 村\nreading: {who: [villages, both]}\n"
        + EACH_YEAR
        + "per: year",
        "id: b\nclause: 1-a\ntitle: 镇\nreading: {who: town}\n" + EACH_YEAR + "on: gathering_day",
    )
    text = rules.replace(
        "{day: 15, shift: next_workday}", "{day: 15, shift: shift}\n  first_year: first"
    )
    return plan(text + READINGS)


def test_only_the_rules_of_the_reading_chosen_are_handed_over() -> None:
    assert [one.id for one in engine_rules(read_two_ways())] == ["a"]


def test_the_calendar_may_follow_a_reading() -> None:
    document = read_two_ways()

    assert gathering_day(document) == engine.OnDay(15, engine.Shift.STAY)
    assert engine_rules(document)[0].part is engine.Part.NOTHING


def test_a_rule_may_name_who_leads_works_with_supervises_and_receives() -> None:
    said = (
        "responsible: {lead: villages, with: [office], supervised_by: office, reports_to: office}\n"
    )
    (only,) = plan(with_rule(said + EACH_YEAR + "per: year")).rules

    assert only.responsible is not None
    assert only.responsible.lead == ("villages",)
    assert only.responsible.with_ == ("office",)
    assert only.responsible.supervised_by == only.responsible.reports_to == ("office",)


def test_a_plan_without_a_gathering_day_has_none() -> None:
    calendar = "calendar:\n  gathering: {day: 15, shift: next_workday}\n"

    assert gathering_day(plan(with_rules().replace(calendar, ""))) is None


def test_a_plan_survives_being_kept_and_read_again() -> None:
    document = read_two_ways()

    kept = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    assert engine_rules(Document.model_validate(kept)) == engine_rules(document)


def test_a_plan_may_have_no_rules_yet() -> None:
    text = SMALL.replace("kind: checked", "kind: supported").replace("rules:\n", "")

    assert engine_rules(plan(text)) == ()
