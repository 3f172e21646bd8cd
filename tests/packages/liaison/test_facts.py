"""What pairs, visits and reports prove (2.2-a, A.2-a, A.3-b)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.liaison.stage import a_draft, a_pair, a_visit, leading
from wenming.base import clock
from wenming.base.models import reference
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.liaison import facts
from wenming.liaison.actions import pairs, reports
from wenming.liaison.quarters import Quarter
from wenming.organisation.actions import records
from wenming.organisation.models import Town

pytestmark = pytest.mark.django_db

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def proved(town: Town, kind: str, span: Span = YEAR) -> list[Fact]:
    return [fact for fact in facts.facts(town, span) if fact.kind == kind]


@pytest.mark.clause("2.2-a")
def test_a_pair_lasts_for_unit_and_town(village: world.Village) -> None:
    pair = a_pair(village)

    assert proved(village.town, "pair.standing") == [
        Fact(
            "pair.standing",
            (
                "pair:tangbian/zhang-zaisheng",
                "unit:tangbian",
                "leader:zhang-zaisheng",
                "town:baogai",
            ),
            world.PLAN_DAY,
            reference(pair),
            lasting=True,
            tags={"kind": frozenset({"station"})},
        )
    ]


@pytest.mark.clause("2.2-a")
def test_a_pair_that_ended_before_the_span_proves_nothing_in_it(village: world.Village) -> None:
    pairs.end(pair=a_pair(village), until_on=date(2022, 12, 31), by=None)

    def in_force(first: date, last: date) -> int:
        return len(proved(village.town, "pair.standing", Span(first, last)))

    assert in_force(date(2022, 12, 31), date(2023, 1, 31)) == 1
    assert in_force(date(2023, 1, 1), date(2023, 1, 31)) == 0
    assert in_force(date(2022, 1, 1), date(2022, 7, 5)) == 0


@pytest.mark.clause("A.2-a")
def test_a_visit_counts_for_pair_unit_and_leader(village: world.Village) -> None:
    a_pair(village)
    visit = a_visit(village)

    assert proved(village.town, "visit.made") == [
        Fact(
            "visit.made",
            (
                "pair:tangbian/zhang-zaisheng",
                "unit:tangbian",
                "leader:zhang-zaisheng",
                "town:baogai",
            ),
            date(2022, 9, 14),
            reference(visit),
            tags={"direct": frozenset({"yes"})},
        )
    ]


@pytest.mark.clause("A.2-a")
def test_another_leaders_visit_counts_for_no_pair(village: world.Village) -> None:
    a_pair(village)
    a_visit(village, leading("高淑芬"), is_direct=False)

    (fact,) = proved(village.town, "visit.made")

    assert fact.subjects == ("unit:tangbian", "leader:gao-shufen", "town:baogai")
    assert fact.tags["direct"] == frozenset({"no"})


@pytest.mark.clause("A.2-a")
def test_the_day_of_the_visit_decides_whose_it_is(village: world.Village) -> None:
    pair = a_pair(village)
    pairs.end(pair=pair, until_on=date(2022, 9, 14), by=None)
    pairs.begin(unit=pair.unit, leader=pair.leader, from_on=date(2022, 11, 1), by=None)
    days = [date(2022, 7, 5), date(2022, 9, 14), date(2022, 9, 15), date(2022, 11, 1)]
    for number, day in enumerate(days):
        a_visit(village, visited_on=day, findings=f"第 {number} 次")

    firsts = [fact.subjects[0] for fact in proved(village.town, "visit.made")]

    assert firsts == [
        "unit:tangbian",
        "pair:tangbian/zhang-zaisheng",
        "unit:tangbian",
        "pair:tangbian/zhang-zaisheng/2",
    ]


@pytest.mark.clause("A.2-a")
def test_a_visit_withdrawn_proves_nothing(village: world.Village) -> None:
    a_pair(village)
    records.withdraw(row=a_visit(village), why="登记错了", by=village.secretary)

    assert proved(village.town, "visit.made") == []


@pytest.mark.clause("A.3-b")
def test_a_report_is_about_its_quarter_and_done_when_sent(village: world.Village) -> None:
    a_pair(village)
    report = a_draft(village)
    assert proved(village.town, "report.sent") == []

    with clock.at(world.moment(date(2022, 10, 8), 23, 59)):
        reports.send(report=report, by=village.secretary)

    assert proved(village.town, "report.sent") == [
        Fact(
            "report.sent",
            ("unit:tangbian", "town:baogai"),
            date(2022, 9, 30),
            reference(report),
            done=date(2022, 10, 8),
        )
    ]


@pytest.mark.clause("A.3-b")
def test_after_the_towns_midnight_it_is_done_a_day_later(village: world.Village) -> None:
    a_pair(village)
    report = a_draft(village)

    with clock.at(world.moment(date(2022, 10, 9), 0, 0)):
        reports.send(report=report, by=village.secretary)

    assert proved(village.town, "report.sent")[0].done == date(2022, 10, 9)


@pytest.mark.clause("A.3-b")
def test_a_report_counts_in_the_span_that_holds_its_quarters_end(village: world.Village) -> None:
    a_pair(village)
    for quarter in (Quarter(2021, 4), Quarter(2022, 4)):
        reports.send(report=a_draft(village, quarter), by=village.secretary)

    assert [fact.on for fact in proved(village.town, "report.sent")] == [date(2022, 12, 31)]


def test_all_of_it_takes_three_queries(village: world.Village) -> None:
    leader = leading()
    for number in range(20):
        unit = world.a_unit(village.town, f"u{number}", f"第{number}村")
        pairs.begin(unit=unit, leader=leader, from_on=world.PLAN_DAY, by=None)
    a_visit(village)

    with CaptureQueriesContext(connection) as seen:
        list(facts.facts(village.town, YEAR))

    assert len(seen) == 3


@pytest.mark.clause("A.1")
def test_the_rosters_name_every_pair_and_every_leader(village: world.Village) -> None:
    pair = a_pair(village)
    pairs.succeed(pair=pair, leader=leading("高淑芬"), from_on=date(2023, 3, 1), by=None)
    leading("闲着的领导")

    station = {"kind": frozenset({"station"})}
    found = {subject.key: subject for subject in facts.subjects(village.town)}

    assert found["pair:tangbian/zhang-zaisheng"] == Subject(
        "pair:tangbian/zhang-zaisheng",
        "pair",
        "张再生 — 塘边村",
        "tangbian",
        tags=station,
        begins=world.PLAN_DAY,
        ends=date(2023, 2, 28),
    )
    assert found["leader:gao-shufen"] == Subject(
        "leader:gao-shufen", "leader", "高淑芬", "baogai", begins=date(2023, 3, 1)
    )
    assert found["leader:zhang-zaisheng"].ends == date(2023, 2, 28)
    assert len(found) == 5
