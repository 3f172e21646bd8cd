"""Named cases of a standing: edges, parts, bounds, verdicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engines.obligations.world import (
    HELD,
    MONTHLY,
    QUARTERLY,
    YEAR_2026,
    a_rule,
    a_team,
    an_event,
    day,
    events,
    span,
    tags,
)
from wenming.engines.obligations import (
    Bound,
    Count,
    Covers,
    Distinct,
    EachOf,
    Fact,
    Formula,
    Ledger,
    Need,
    Once,
    OnDay,
    Part,
    Peers,
    Phase,
    Ratio,
    Roster,
    Rounding,
    Rule,
    Selection,
    Span,
    Standing,
    Subject,
    Sum,
    Verdict,
    judge,
    owes,
    standings,
)
from wenming.engines.obligations.chances import Gamma

V = Verdict


def on(
    today: str, rule: Rule, facts: list[Fact], *, of: Span = YEAR_2026, team: Subject | None = None
) -> Standing:
    return judge(rule, team or a_team(), of, facts, day(today))


@pytest.mark.clause("3.1-c")
def test_events_on_both_edges_of_the_period_count_and_those_beside_do_not() -> None:
    dates = ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")
    found = on("2027-02-01", a_rule(least=2), [an_event(date) for date in dates])
    assert found.evidence == ("activity:2026-01-01", "activity:2026-12-31")
    assert (found.have, found.missing, found.verdict) == (2, 0, V.MET)
    assert found.forecast is None


def test_a_record_counts_once_however_many_facts_name_it() -> None:
    facts = [
        an_event("2026-03-01", "a", numbers={"people": 7}, tags=tags(task="x")),
        an_event("2026-03-01", "a", numbers={"people": 9}, tags=tags(task="y")),
        an_event("2026-03-02", "a", kind="visit.made"),
    ]
    both = Selection(("activity.held", "visit.made"))
    assert on("2026-04-01", a_rule(measure=Count(both)), facts).have == 1
    assert on("2026-04-01", a_rule(measure=Sum(both, "people")), facts).have == 9
    assert on("2026-04-01", a_rule(measure=Distinct(both, "task")), facts).have == 2


def test_what_has_not_happened_by_today_does_not_count_yet() -> None:
    facts = [an_event("2026-05-01"), an_event("2026-05-03")]
    assert on("2026-05-02", a_rule(), facts).have == 1


@pytest.mark.clause("A.3-b")
def test_a_report_handed_in_within_the_grace_counts_and_later_is_late() -> None:
    rule = a_rule(least=1, period=QUARTERLY, grace=10)
    third = span("2026-07-01", "2026-09-30")

    def sent(done: str) -> list[Fact]:
        return [an_event("2026-09-30", "report:1", done=day(done))]

    early = on("2026-09-28", rule, sent("2026-09-28"), of=third)
    assert (early.verdict, early.due) == (V.MET, day("2026-10-10"))
    assert on("2026-10-10", rule, sent("2026-10-10"), of=third).verdict is V.MET
    assert on("2026-10-09", rule, sent("2026-10-10"), of=third).have == 0
    late = on("2026-10-11", rule, sent("2026-10-11"), of=third)
    assert (late.verdict, late.evidence, late.late) == (V.MISSED, (), ("report:1",))


def test_in_the_grace_a_period_is_still_open() -> None:
    rule = a_rule(least=1, period=QUARTERLY, grace=10)
    third = span("2026-07-01", "2026-09-30")
    assert on("2026-10-10", rule, [], of=third).verdict is V.AT_RISK
    assert on("2026-10-11", rule, [], of=third).verdict is V.MISSED


@pytest.mark.parametrize(
    ("part", "owed"), [(Part.FULL, 12), (Part.PRO_RATA, 7), (Part.NOTHING, None)]
)
@pytest.mark.clause("3.1-c")
def test_a_team_founded_in_july_owes_what_the_rule_says_of_parts(
    part: Part, owed: int | None
) -> None:
    team = a_team(begins=day("2026-07-01"))
    found = on("2026-08-01", a_rule(part=part), [an_event("2026-06-30")], team=team)
    assert found.need.least == owed  # 12 x 184 / 365 = 6.05, rounded up
    assert found.have == 0
    if part is Part.NOTHING:
        assert (found.verdict, found.reason) == (V.NOT_YET_DUE, "part-of-period")


def test_a_team_that_ends_in_mid_period_is_judged_at_its_end() -> None:
    team = a_team(ends=day("2026-06-30"))
    rule = a_rule(part=Part.PRO_RATA)
    met = on("2026-07-01", rule, events("2026-01-05", 6, every=20), team=team)
    assert (met.need.least, met.due, met.verdict) == (6, day("2026-06-30"), V.MET)
    assert on("2026-07-01", rule, [], team=team).verdict is V.MISSED


def test_who_is_not_there_in_the_period_owes_nothing() -> None:
    team = a_team(begins=day("2027-01-01"))
    found = on("2026-07-01", a_rule(), [], team=team)
    assert (found.verdict, found.reason) == (V.NOT_YET_DUE, "not-in-force")
    assert standings([a_rule()], [team], [], day("2026-07-01")) == []


def test_a_rule_that_starts_in_the_past_counts_from_its_start() -> None:
    rule = a_rule(least=2, start=day("2026-03-01"))
    found = on("2026-07-06", rule, [an_event("2026-02-28"), an_event("2026-03-01")])
    assert found.evidence == ("activity:2026-03-01",)


def test_a_fixed_day_is_owed_by_who_is_there_on_the_day() -> None:
    rule = a_rule(least=1, period=OnDay(5, after=3))
    september = span("2026-09-01", "2026-09-30")
    late_comer = a_team(begins=day("2026-09-06"))
    assert on("2026-09-07", rule, [], of=september, team=late_comer).reason == "not-in-force"
    in_time = a_team(begins=day("2026-09-05"))
    assert on("2026-09-09", rule, [], of=september, team=in_time).verdict is V.MISSED


def test_a_fixed_day_is_not_due_before_it_and_missed_after_it() -> None:
    rule = a_rule(least=1, period=OnDay(5))
    september = span("2026-09-01", "2026-09-30")
    assert on("2026-09-04", rule, [], of=september).verdict is V.NOT_YET_DUE
    assert on("2026-09-05", rule, [], of=september).verdict is V.ON_COURSE
    held = [an_event("2026-09-05")]
    assert on("2026-09-05", rule, held, of=september).verdict is V.MET
    assert on("2026-09-06", rule, [an_event("2026-09-06")], of=september).verdict is V.MISSED


def test_what_is_owed_once_is_nobodys_worry_until_90_days_before() -> None:
    rule = a_rule(least=2, period=Once(day("2026-12-31")))
    whole = Span(day("0001-01-01"), day("2026-12-31"))
    assert on("2026-10-01", rule, [], of=whole).verdict is V.NOT_YET_DUE
    assert on("2026-10-02", rule, [], of=whole).verdict is V.ON_COURSE
    assert on("2026-12-20", rule, [], of=whole).verdict is V.AT_RISK
    assert on("2026-02-01", rule, [an_event("2026-01-01")], of=whole).verdict is V.ON_COURSE
    late = on("2027-02-01", rule, [an_event("2027-01-02")], of=whole)
    assert (late.verdict, late.late) == (V.MISSED, ("activity:2027-01-02",))


@pytest.mark.clause("3.1-c")
@pytest.mark.parametrize(
    ("held", "verdict"), [(6, V.ON_COURSE), (5, V.AT_RISK), (0, V.AT_RISK), (12, V.MET)]
)
def test_at_half_of_the_year_six_of_twelve_is_on_course(held: int, verdict: Verdict) -> None:
    found = on("2026-07-02", a_rule(), events("2026-01-05", held, every=14))
    assert found.verdict is verdict
    assert found.missing == 12 - held


@pytest.mark.clause("3.1-c")
def test_below_the_pace_of_the_days_gone_peers_decide_between_behind_and_at_risk() -> None:
    def with_peers(pace: Gamma) -> Verdict:
        facts = events("2026-01-05", 5, every=14)
        among = Peers(pace=pace)
        return judge(a_rule(), a_team(), YEAR_2026, facts, day("2026-07-02"), peers=among).verdict

    assert with_peers(Gamma(20, 200)) is V.ON_COURSE
    assert with_peers(Gamma(20, 400)) is V.BEHIND
    assert with_peers(Gamma(20, 900)) is V.AT_RISK


def test_a_soft_rule_is_never_worse_than_behind() -> None:
    assert on("2026-12-30", a_rule(soft=True), []).verdict is V.BEHIND
    assert on("2027-01-01", a_rule(soft=True), []).verdict is V.BEHIND
    assert on("2027-01-01", a_rule(soft=True, least=0), []).verdict is V.MET


def test_at_most_is_missed_when_exceeded_and_met_only_at_the_end() -> None:
    rule = a_rule(bound=Bound(most=3))
    assert on("2026-03-01", rule, []).verdict is V.ON_COURSE
    assert on("2026-12-01", rule, events("2026-02-01", 2)).verdict is V.ON_COURSE
    assert on("2026-12-01", rule, events("2026-02-01", 3)).verdict is V.BEHIND
    assert on("2026-02-05", rule, events("2026-02-01", 3)).verdict is V.AT_RISK
    assert on("2026-02-05", rule, events("2026-02-01", 4)).verdict is V.MISSED
    assert on("2027-01-01", rule, events("2026-02-01", 3)).verdict is V.MET


def test_exactly_and_between_are_met_until_they_are_exceeded() -> None:
    one, some = a_rule(bound=Bound(1, 1)), a_rule(bound=Bound(2, 4))
    assert on("2026-03-01", one, events("2026-02-01", 1)).verdict is V.MET
    assert on("2026-03-01", one, events("2026-02-01", 2)).verdict is V.MISSED
    assert on("2027-01-01", some, events("2026-02-01", 1)).verdict is V.MISSED
    assert on("2027-01-01", some, events("2026-02-01", 4)).verdict is V.MET
    assert on("2027-01-01", some, events("2026-02-01", 5)).verdict is V.MISSED


def test_a_stock_is_what_is_in_force_on_the_last_day_not_after_today() -> None:
    def team(start: str, until: str | None = None) -> Fact:
        end = day(until) if until else None
        return an_event(start, f"team:{start}", lasting=True, until=end)

    rule = a_rule(least=2)
    both = [team("2020-01-01"), team("2025-01-01", "2026-06-30")]
    assert on("2026-06-30", rule, both).verdict is V.MET
    gone = on("2026-07-01", rule, both)
    assert (gone.have, gone.verdict) == (1, V.AT_RISK)
    assert on("2025-12-31", rule, both).have == 0  # the period has not begun
    assert on("2027-05-01", rule, [*both, team("2027-01-01")]).verdict is V.MISSED


def test_a_stock_that_is_too_large_may_still_shrink() -> None:
    rule = a_rule(bound=Bound(most=1))
    two = [an_event("2020-01-01", name, lasting=True) for name in "ab"]
    assert on("2026-03-01", rule, two).verdict is V.AT_RISK
    assert on("2027-01-01", rule, two).verdict is V.MISSED


def test_covers_asks_for_every_value_and_does_not_know_others() -> None:
    rule = a_rule(measure=Covers(HELD, "task", ("x", "y", "z")), bound=Bound())
    facts = [
        an_event("2026-02-01", tags=tags(task="x unknown")),
        an_event("2026-02-02", tags=tags(task="z")),
        an_event("2026-02-03"),
    ]
    found = on("2026-03-01", rule, facts)
    assert (found.need, found.have, found.lacking) == (Need(3), 2, ("y",))
    two_are_enough = on("2026-03-01", replace(rule, bound=Bound(2)), facts)
    assert (two_are_enough.verdict, two_are_enough.lacking) == (V.MET, ("y",))


@pytest.mark.clause("5.2-b")
def test_a_minimum_per_category_inside_a_total() -> None:
    rule = a_rule(least=4, each_of=EachOf("task", ("x", "y"), 2))
    xs = [an_event(f"2026-02-0{n}", tags=tags(task="x")) for n in range(1, 5)]
    found = on("2026-03-01", rule, xs)
    assert (found.have, found.missing, found.lacking) == (4, 2, ("y",))
    ys = [an_event(f"2026-03-0{n}", tags=tags(task="y")) for n in range(1, 3)]
    assert on("2026-04-01", rule, xs + ys).verdict is V.MET
    only_each = replace(rule, bound=Bound())
    assert on("2026-04-01", only_each, xs).verdict is V.ON_COURSE
    assert on("2026-10-01", only_each, xs).verdict is V.AT_RISK
    assert on("2026-04-01", only_each, xs + ys).verdict is V.MET


def test_a_ratio_names_its_denominator() -> None:
    rule = a_rule(measure=Ratio(Sum(HELD, "households"), "households"), bound=Bound(0.8))
    survey = [an_event("2026-02-01", numbers={"households": 80})]

    def of(households: dict[str, float]) -> Standing:
        return on("2026-03-01", rule, survey, team=a_team(numbers=households))

    assert (of({"households": 100}).have, of({"households": 100}).verdict) == (0.8, V.MET)
    assert of({"households": 101}).verdict is not V.MET
    assert of({}).reason == "no-attribute:households"
    assert of({"households": 0}).reason == "zero-denominator:households"
    assert of({}).verdict is V.NOT_COUNTABLE


def test_a_ratio_of_two_measures_shows_the_records_of_both() -> None:
    asked, done = Selection(("need.raised",)), Selection(("need.met",))
    rule = a_rule(measure=Ratio(Count(done), Count(asked)), bound=Bound(0.5))
    none_yet = on("2026-03-01", rule, [])
    assert (none_yet.verdict, none_yet.reason) == (V.NOT_COUNTABLE, "zero-denominator:need.raised")
    facts = [
        an_event("2026-02-01", "need:1", kind="need.raised"),
        an_event("2026-02-02", "need:2", kind="need.raised"),
        an_event("2026-02-03", "need:1", kind="need.met"),
    ]
    found = on("2026-03-01", rule, facts)
    assert (found.have, found.evidence, found.verdict) == (0.5, ("need:2", "need:1"), V.MET)
    assert found.forecast is not None
    assert 0.5 < found.forecast.chance < 0.6  # a share may be lost again
    assert on("2026-03-01", rule, facts[:2]).verdict is V.AT_RISK


@pytest.mark.parametrize(
    ("rounding", "households", "owed"),
    [
        (Rounding.UP, 90, 3),
        (Rounding.UP, 91, 4),
        (Rounding.DOWN, 119, 3),
        (Rounding.NEAREST, 75, 3),
        (Rounding.NEAREST, 74, 2),
        (Rounding.UP, 0, 1),
        (Rounding.UP, 900, 10),
    ],
)
def test_one_for_each_thirty_households(rounding: Rounding, households: int, owed: int) -> None:
    formula = Formula("households", every=30, rounding=rounding, least=1, most=10)
    team = a_team(numbers={"households": households})
    assert on("2026-03-01", a_rule(bound=Bound(formula)), [], team=team).need.least == owed


def test_a_formula_may_give_several_and_add_some() -> None:
    formula = Formula("households", every=30, give=2, plus=1)
    team = a_team(numbers={"households": 45})
    assert on("2026-03-01", a_rule(bound=Bound(formula)), [], team=team).need.least == 5


def test_a_formula_without_its_attribute_and_a_rule_without_bound_cannot_be_counted() -> None:
    no_attribute = on("2026-03-01", a_rule(bound=Bound(Formula("households"))), [])
    assert no_attribute.reason == "no-attribute:households"
    settled = on("2027-03-01", a_rule(bound=Bound(Formula("households"))), [])
    assert settled.verdict is V.NOT_COUNTABLE
    assert on("2026-03-01", a_rule(bound=Bound()), []).reason == "no-bound"


def test_a_subjects_own_bound_goes_before_a_phase_and_a_phase_before_the_rules() -> None:
    phases = (
        Phase(Bound(4), end=day("2026-12-31")),
        Phase(Bound(6), day("2027-01-01"), day("2027-12-31")),
    )
    rule = a_rule(phases=phases, own={"team:b": Bound(2)})
    years = {2026: 4, 2027: 6, 2028: 12}
    for year, owed in years.items():
        of = span(f"{year}-01-01", f"{year}-12-31")
        assert on("2026-03-01", rule, [], of=of).need.least == owed
    assert on("2026-03-01", rule, [], team=a_team("team:b")).need.least == 2


def test_a_selection_may_ask_for_tags_and_several_kinds() -> None:
    of = Selection(("activity.held", "visit.made"), tags(branch="yes", task="x y"))
    facts = [
        an_event("2026-02-01", tags=tags(branch="yes", task="y z")),
        an_event("2026-02-02", tags=tags(branch="no", task="x")),
        an_event("2026-02-03", tags=tags(branch="yes")),
        an_event("2026-02-04", kind="visit.made", tags=tags(branch="yes", task="x")),
        an_event("2026-02-05", subjects=("team:b",), tags=tags(branch="yes", task="x")),
    ]
    found = on("2026-03-01", a_rule(measure=Count(of)), facts)
    assert found.evidence == ("activity:2026-02-01", "activity:2026-02-04")


def test_sums_of_decimals_are_met_when_they_add_up() -> None:
    rule = a_rule(measure=Sum(HELD, "hours"), bound=Bound(0.3))
    facts = [an_event(f"2026-02-0{n}", numbers={"hours": 0.1}) for n in (1, 2, 3)]
    found = on("2026-03-01", rule, facts)
    assert (found.verdict, found.missing) == (V.MET, 0)
    whole = replace(rule, bound=Bound(7))
    twelve = on("2026-12-20", whole, [an_event("2026-02-01", numbers={"hours": 3})])
    assert (twelve.have, twelve.missing, twelve.verdict) == (3, 4, V.AT_RISK)
    assert isinstance(twelve.have, int)


@pytest.mark.parametrize(
    ("roster", "owed"),
    [
        (Roster("team"), True),
        (Roster("unit"), False),
        (Roster("team", tags(kind="culture sport")), True),
        (Roster("team", tags(kind="law")), False),
        (Roster("team", only=frozenset({"team:a"})), True),
        (Roster("team", only=frozenset({"team:b"})), False),
        (Roster("team", excluding=frozenset({"team:a"})), False),
    ],
)
def test_a_roster_names_who_owes_it(roster: Roster, owed: bool) -> None:
    assert owes(roster, a_team(tags=tags(kind="culture"))) is owed


def test_standings_come_by_rule_then_subject_then_period() -> None:
    rules = [a_rule(id="z", period=MONTHLY), a_rule(id="a")]
    teams = [a_team("team:b"), a_team("team:a")]
    found = standings(rules, teams, [], day("2026-02-10"), since=day("2026-01-01"))
    assert [(s.rule, s.subject, s.span.start.month) for s in found] == [
        ("z", "team:a", 1),
        ("z", "team:a", 2),
        ("z", "team:b", 1),
        ("z", "team:b", 2),
        ("a", "team:a", 1),
        ("a", "team:b", 1),
    ]
    assert standings([a_rule(end=day("2025-12-31"))], teams, [], day("2026-02-10")) == []


def test_a_record_is_put_corrected_and_withdrawn() -> None:
    ledger = Ledger([a_rule(least=1, period=MONTHLY)], [a_team(), a_team("team:b")])
    today = day("2026-03-10")

    def have() -> list[float]:
        return [s.have for s in ledger.standings(today)]

    assert have() == [0, 0]
    ledger.put("activity:1", [an_event("2026-03-02", "activity:1")])
    assert have() == [1, 0]
    moved = an_event("2026-03-03", "activity:1", subjects=("team:b", "team:nobody"))
    ledger.put("activity:1", [moved])
    assert have() == [0, 1]
    ledger.put("activity:1", [replace(moved, kind="visit.made")])
    assert have() == [0, 0]
    ledger.put("activity:1", [])
    ledger.put("activity:unknown", [])
    assert have() == [0, 0]


def test_a_ledger_answers_for_many_days_and_forgets_the_oldest_only() -> None:
    ledger = Ledger([a_rule(least=1, period=MONTHLY)], [a_team()], [an_event("2026-03-02")])
    for month in range(1, 9):
        [found] = ledger.standings(day(f"2026-{month:02}-28"))
        assert found.have == (1 if month == 3 else 0)
    [again] = ledger.standings(day("2026-03-28"))
    assert again.verdict is V.MET


def test_a_record_cannot_bring_the_facts_of_another() -> None:
    with pytest.raises(ValueError, match="activity:2026-03-02"):
        Ledger([], []).put("activity:1", [an_event("2026-03-02")])


@pytest.mark.clause("A.3-b")
def test_what_is_owed_afterwards_is_not_due_while_its_period_runs() -> None:
    rule = a_rule(least=1, period=QUARTERLY, grace=15, afterwards=True)
    third = span("2026-07-01", "2026-09-30")

    assert on("2026-09-30", rule, [], of=third).verdict is V.NOT_YET_DUE
    assert on("2026-10-01", rule, [], of=third).verdict is V.AT_RISK
    assert on("2026-10-16", rule, [], of=third).verdict is V.MISSED
