"""A street under a county centre, with duties of half a month: figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests import world
from tests.plans.other_towns import stage
from tests.plans.other_towns.stage import Rows, evidence, held, unit
from wenming.base import clock
from wenming.funds.models import BudgetLine
from wenming.liaison.actions import reports, visits
from wenming.liaison.models import Leader, Visit
from wenming.liaison.quarters import Quarter
from wenming.organisation.actions import records
from wenming.organisation.models import Honour, Town

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.2")]

Ask = Callable[..., Rows]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    return stage.ask(capsys)


@pytest.fixture
def town() -> Town:
    return stage.loaded("donghu")


def a_visit(town: Town, code: str, leader: str, day: date, *, direct: bool = True) -> Visit:
    with clock.at(world.moment(day)):
        return visits.make(
            unit=unit(town, code),
            leader=Leader.objects.get(town=town, code=leader),
            visited_on=day,
            is_direct=direct,
            findings="看了现场。",
            by=None,
        )


def test_two_kinds_each_with_conditions_of_its_own_count_together_by_half_months(
    town: Town, ask: Ask
) -> None:
    visit = a_visit(town, "jinghu", "shi", date(2025, 3, 1))
    a_visit(town, "jinghu", "shi", date(2025, 3, 2), direct=False)  # not on the spot
    held(town, "jinghu", date(2025, 3, 5), kind="clinic")  # no lecture
    (lecture,) = held(town, "jinghu", date(2025, 3, 15))
    (later,) = held(town, "jinghu", date(2025, 3, 16))

    rows = ask(town, date(2025, 4, 1))

    first = rows.of("talk-or-visit", "unit:jinghu", "2025-03-01")
    assert (first["to"], first["need"], first["have"]) == ("2025-03-15", 2, 2)
    assert (first["verdict"], first["evidence"]) == ("met", evidence([visit, lecture]))
    second = rows.of("talk-or-visit", "unit:jinghu", "2025-03-16")
    assert (second["to"], second["have"], second["verdict"]) == ("2025-03-31", 1, "missed")
    assert second["evidence"] == evidence([later])
    # The second half of February has 13 days in 2025; before the 14th nothing was owed.
    halves = [r for r in rows if (r["rule"], r["subject"]) == ("talk-or-visit", "unit:jinghu")]
    assert [(r["from"], r["to"]) for r in halves[:2]] == [
        ("2025-02-01", "2025-02-15"),
        ("2025-02-16", "2025-02-28"),
    ]


def test_two_months_begin_with_january(town: Town, ask: Ask) -> None:
    held(town, "jinghu", date(2025, 3, 1), date(2025, 4, 30), kind="clinic")

    rows = ask(town, date(2025, 5, 1))

    row = rows.of("clinic", "unit:jinghu", "2025-03-01")
    assert (row["to"], row["need"], row["have"], row["verdict"]) == ("2025-04-30", 1, 2, "met")
    assert rows.figures("clinic", "unit:liuyin", "2025-03-01") == (1, 0, "missed")


def test_a_soft_rule_of_points_owes_nothing_for_a_part_of_its_first_half_month(
    town: Town, ask: Ask
) -> None:
    rows = ask(town, date(2025, 3, 20))

    # The plan holds from 14 February: of 1 to 15 February only two days.
    first = rows.of("points", "unit:shuwu", "2025-02-01")
    assert (first["verdict"], first["reason"]) == ("not_yet_due", "part-of-period")
    assert rows.figures("points", "unit:shuwu", "2025-02-16") == (1, 0, "behind")
    assert rows.subjects("points") == {"unit:chaguan", "unit:shuwu"}


def test_a_summary_within_the_days_of_grace_counts_and_one_after_is_late(
    town: Town, ask: Ask
) -> None:
    sent = {}
    for code, day in (("jinghu", date(2025, 4, 10)), ("liuyin", date(2025, 4, 11))):
        with clock.at(world.moment(day)):
            report = reports.open_draft(unit=unit(town, code), quarter=Quarter(2025, 1), by=None)
            reports.send(report=report, body="一季度小结。", by=None)
            sent[code] = report

    still = ask(town, date(2025, 4, 9))
    rows = ask(town, date(2025, 4, 12))

    assert still.of("summary", "unit:jinghu", "2025-01-01")["have"] == 0
    assert still.of("summary", "unit:jinghu", "2025-01-01")["verdict"] != "missed"
    met = rows.of("summary", "unit:jinghu", "2025-01-01")
    assert (met["to"], met["due"], met["verdict"]) == ("2025-03-31", "2025-04-10", "met")
    missed = rows.of("summary", "unit:liuyin", "2025-01-01")
    assert (missed["have"], missed["verdict"]) == (0, "missed")
    assert missed["late"] == evidence([sent["liuyin"]])


def test_pairs_and_leaders_with_exceptions_and_numbers_of_their_own(town: Town, ask: Ask) -> None:
    # The pairs hold from the day of issue, 14 February.
    a_visit(town, "liuyin", "lu", date(2025, 6, 30))
    a_visit(town, "chaguan", "lu", date(2025, 7, 1))
    a_visit(town, "jinghu", "lu", date(2025, 7, 2))  # not his unit
    a_visit(town, "jinghu", "shi", date(2025, 7, 3), direct=False)

    rows = ask(town, date(2025, 12, 31))

    assert rows.subjects("guidance") == {"pair:jinghu/shi", "pair:liuyin/lu"}
    assert rows.figures("guidance", "pair:liuyin/lu", "2025-01-01") == (1, 1, "met")
    assert rows.figures("guidance", "pair:jinghu/shi", "2025-01-01") == (1, 0, "missed")
    assert rows.of("guidance", "pair:liuyin/lu", "2025-07-01")["have"] == 0
    assert rows.figures("leader-visits", "leader:lu") == (3, 3, "met")  # wherever he was
    shi = rows.of("leader-visits", "leader:shi")
    assert (shi["need"], shi["have"], shi["missing"]) == (5, 1, 4)


def test_a_term_of_three_years(town: Town, ask: Ask) -> None:
    award: dict[str, Any] = {"kind": "model_site", "level": "county", "by": None}
    held_still = records.add(Honour, unit=unit(town, "jinghu"), since_on=date(2025, 5, 1), **award)
    records.add(
        Honour,
        unit=unit(town, "liuyin"),
        since_on=date(2025, 5, 1),
        until_on=date(2026, 4, 30),
        **award,
    )

    before = ask(town, date(2025, 4, 30)).of("model", "unit:jinghu")
    rows = ask(town, date(2026, 12, 31))
    next_term = ask(town, date(2027, 1, 1)).of("model", "unit:jinghu", "2027-01-01")

    assert (before["from"], before["to"], before["have"]) == ("2024-01-01", "2026-12-31", 0)
    assert rows.of("model", "unit:jinghu")["evidence"] == evidence([held_still])
    # What lasts counts on the period's last day: an honour that has run out does not.
    assert rows.of("model", "unit:liuyin")["have"] == 0
    assert (next_term["to"], next_term["verdict"]) == ("2029-12-31", "met")


def test_money_of_one_source_over_money_of_another(town: Town, ask: Ask) -> None:
    for code, source, yuan in (
        *(("jinghu", "budget", "100000"), ("jinghu", "society", "50000")),
        *(("liuyin", "budget", "50000"), ("liuyin", "society", "25000.01")),
        ("chaguan", "society", "100"),
    ):
        records.add(
            BudgetLine,
            unit=unit(town, code),
            year=2025,
            source=source,
            yuan=Decimal(yuan),
            document="东财〔2025〕1号",
            by=None,
        )

    rows = ask(town, date(2025, 12, 31))

    half, more = (rows.of("donations", f"unit:{code}") for code in ("jinghu", "liuyin"))
    assert (half["at_most"], half["have"], half["verdict"] != "missed") == (0.5, 0.5, True)
    assert more["have"] == pytest.approx(0.5000002)
    assert more["verdict"] in ("at_risk", "missed")
    assert rows.figures("budget", "unit:jinghu") == (1, 1, "met")
    assert rows.subjects("budget") == {"unit:jinghu", "unit:liuyin"}
