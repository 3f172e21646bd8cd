"""Standings are drawn from the records, and are right at once (0.1, 0.3)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import the_plan, world
from wenming.activities.actions import activities, month_plans
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.engines.obligations import Fact, Span, Standing, Verdict
from wenming.obligations import matrix, queries
from wenming.obligations.evidence import records as cited_records
from wenming.obligations.queries import Board, ahead_of, board
from wenming.organisation.actions import records
from wenming.organisation.models import Town, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.3")]

DAY = date(2026, 11, 11)


@pytest.fixture
def town() -> Town:
    return the_plan.loaded().town


def an_activity(code: str = "tangbian", on: date = DAY, **said: object) -> Activity:
    about: dict[str, object] = {
        "title": "家园清洁一小时",
        "held_on": on,
        "kind": "themed",
        "task": "customs",
        "people": 30,
    }
    unit = Unit.objects.get(code=code)
    return activities.hold(unit=unit, by=None, **about | said)  # type: ignore[arg-type]


def weekly(town: Town, code: str = "tangbian") -> Standing:
    found = board(town, DAY)
    assert found is not None
    return found.of("action-every-week", f"unit:{code}")[-1]


@pytest.mark.clause("5.2-c")
def test_an_activity_counts_at_once_in_the_same_transaction(town: Town) -> None:
    with clock.at(world.moment(DAY)), transaction.atomic():
        before = weekly(town)
        held = an_activity()
        after = weekly(town)

    assert (before.have, before.verdict) != (after.have, after.verdict)
    assert after.verdict is Verdict.MET
    assert [record.url for record in cited_records(after.evidence)] == [held.get_absolute_url()]


def test_a_withdrawn_activity_counts_no_more(town: Town) -> None:
    with clock.at(world.moment(DAY)):
        held = an_activity()
        assert weekly(town).have == 1

        records.withdraw(row=held, why="登记错了村", by=None)

        assert weekly(town).have == 0


def test_a_corrected_day_moves_the_count_to_its_week(town: Town) -> None:
    with clock.at(world.moment(DAY)):
        held = an_activity()

        activities.correct(row=held, held_on=date(2026, 11, 4), by=None)

        found = board(town, DAY)
        assert found is not None
        weeks = found.of("action-every-week", "unit:tangbian")
        assert [week.have for week in weeks[-2:]] == [1, 0]


def test_one_village_does_not_count_for_another(town: Town) -> None:
    with clock.at(world.moment(DAY)):
        an_activity("gantou")

        assert weekly(town).have == 0


def test_two_towns_do_not_see_each_other(town: Town) -> None:
    other = Town.objects.create(code="linzhen", name="邻镇", name_en="Linzhen")

    assert board(other, DAY) is None


@pytest.mark.clause("0.1")
def test_every_countable_clause_has_a_cell_for_each_of_its_units(town: Town) -> None:
    with clock.at(world.moment(DAY)):
        found = board(town, DAY)
        assert found is not None
        sites = list(Unit.objects.filter(town=town).sites())
        lines = {
            line.rule.id: dict(line.cells)
            for _clause, gathered in matrix.lines(found, sites)
            for line in gathered
        }

    stations = [unit for unit in sites if unit.kind == Unit.Kind.STATION]
    assert all(lines["the-fifth"][unit] for unit in stations)
    assert all(lines["two-visits-a-pair"][unit] for unit in sites)


@pytest.mark.parametrize("number", [3, 60])
def test_the_number_of_queries_does_not_grow_with_the_records(town: Town, number: int) -> None:
    with clock.at(world.moment(DAY)):
        for place in range(number):
            an_activity(on=date(2026, 1 + place % 10, 1 + place % 28))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            board(town, DAY)

    assert len(asked) <= 40
    QUERIES.setdefault("board", len(asked))
    assert len(asked) == QUERIES["board"]


QUERIES: dict[str, int] = {}


@pytest.mark.clause("A.3-b")
def test_a_report_not_sent_stays_in_sight_until_it_is_sent(town: Town) -> None:
    def of_report(day: date) -> list[tuple[str, Verdict]]:
        found = board(town, day)
        assert found is not None
        now = (s for s in found.now() if s.rule == "report-in-fifteen-days")
        return [(s.span.start.isoformat(), s.verdict) for s in now if s.subject == "unit:tangbian"]

    assert of_report(date(2026, 9, 30))[-1] == ("2026-07-01", Verdict.NOT_YET_DUE)
    assert [start for start, _ in of_report(date(2026, 10, 10))] == ["2026-07-01", "2026-10-01"]
    assert of_report(date(2026, 11, 11))[0] == ("2026-07-01", Verdict.MISSED)


def begins_after(found: Board) -> list[tuple[str, str, date, Verdict, tuple[str, ...]]]:
    return [
        (one.rule, one.subject, one.span.start, one.verdict, one.evidence)
        for one in found.standings
        if one.span.start > DAY
    ]


@pytest.mark.clause("4.1-c")
def test_what_is_ahead_is_what_the_board_of_that_day_says(town: Town) -> None:
    later = DAY + timedelta(days=40)
    with clock.at(world.moment(DAY)):
        unit = Unit.objects.get(code="tangbian")
        plan = month_plans.draft(
            unit=unit, month=date(2026, 12, 1), theme="敬老", body="5日集中服务", by=None
        )
        month_plans.publish(plan=plan, by=None)
        now, then = board(town, DAY), board(town, later)
        assert now is not None
        assert then is not None

        ahead = ahead_of(now, later)

    assert begins_after(ahead) == begins_after(then)
    assert len(begins_after(ahead)) == len(ahead.standings) > 0
    assert [one.verdict for one in ahead.of("month-plan-published", "unit:tangbian")] == [
        Verdict.MET
    ]
    assert ahead.subjects == then.subjects


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_it_is_counted_waits_and_counts_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, counted = 3, list[date]()
    # Were each to count for themselves, all would meet here; alone nobody is met.
    meeting = Barrier(people)
    count = queries._facts

    def counting(town: Town, span: Span) -> list[Fact]:
        counted.append(span.end)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=1)
        return count(town, span)

    def ask(_number: int) -> Board | None:
        try:
            return board(town, DAY)
        finally:
            connection.close()

    monkeypatch.setattr(queries, "_facts", counting)
    with ThreadPoolExecutor(people) as pool:
        found = list(pool.map(ask, range(people)))

    assert counted == [DAY]
    assert all(one is found[0] for one in found)


@pytest.mark.django_db(transaction=True)
def test_what_is_to_come_is_as_true_as_the_board_it_follows(
    town: Town, django_assert_num_queries: Any
) -> None:
    now = board(town, DAY)
    assert now is not None
    ahead = ahead_of(now, DAY + timedelta(days=14))

    with django_assert_num_queries(0):
        assert ahead_of(now, DAY + timedelta(days=14)) is ahead
    an_activity()
    later = board(town, DAY)
    assert later is not None

    assert ahead_of(later, DAY + timedelta(days=14)) is not ahead
