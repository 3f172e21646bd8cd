"""A county centre that counts the institutes of its towns: figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import world
from tests.plans.other_towns import stage
from tests.plans.other_towns.stage import Rows, evidence, held, team, unit
from wenming.activities.actions import month_plans
from wenming.base import clock
from wenming.organisation.models import Town

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.2")]

Ask = Callable[..., Rows]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    return stage.ask(capsys)


@pytest.fixture
def town() -> Town:
    return stage.loaded("qingxi")


def publish(town: Town, code: str, month: date, day: date) -> None:
    with clock.at(world.moment(day)):
        month_plans.draft(
            unit=unit(town, code), month=month, body="计划", publish_now=True, by=None
        )


def test_the_first_week_of_a_plan_that_begins_within_it(town: Town, ask: Ask) -> None:
    # 2026-01-01 is a Thursday: the week began on 29 December 2025, the plan on Thursday.
    held(town, "shanyang", date(2025, 12, 31))
    (first,) = held(town, "shanyang", date(2026, 1, 4))

    row = ask(town, date(2026, 1, 5)).of("weekly", "unit:shanyang", "2025-12-29")

    assert (row["to"], row["have"], row["verdict"]) == ("2026-01-04", 1, "met")
    assert row["evidence"] == evidence([first])


def test_the_53rd_week_of_2026_is_one_week(town: Town, ask: Ask) -> None:
    (friday,) = held(town, "shanyang", date(2027, 1, 1))

    rows = ask(town, date(2027, 1, 4))

    assert rows.of("weekly", "unit:shanyang", "2026-12-28")["evidence"] == evidence([friday])
    assert rows.figures("weekly", "unit:shuibei", "2026-12-28") == (1, 0, "missed")
    assert rows.subjects("weekly") == {"unit:shanyang", "unit:shuibei", "unit:chaling"}


def test_a_months_plan_by_the_3rd(town: Town, ask: Ask) -> None:
    publish(town, "shanyang", date(2026, 3, 1), date(2026, 3, 3))
    publish(town, "shuibei", date(2026, 3, 1), date(2026, 3, 4))
    publish(town, "shanyang", date(2026, 4, 1), date(2026, 3, 25))

    on_the_2nd = ask(town, date(2026, 3, 2)).of("plan-by-3rd", "unit:shanyang", "2026-03-01")
    rows = ask(town, date(2026, 4, 4))

    assert on_the_2nd["have"] == 0
    assert rows.figures("plan-by-3rd", "unit:shanyang", "2026-03-01") == (1, 1, "met")
    late = rows.of("plan-by-3rd", "unit:shuibei", "2026-03-01")
    assert (late["due"], late["have"], late["verdict"]) == ("2026-03-03", 0, "missed")
    assert len(late["late"]) == 1
    assert rows.figures("plan-by-3rd", "unit:shanyang", "2026-04-01") == (1, 1, "met")
    assert rows.subjects("plan-by-3rd") == {"unit:shanyang", "unit:shuibei"}


def test_a_team_for_each_5000_residents_within_bounds(town: Town, ask: Ask) -> None:
    for kind, day in (("drama", date(2026, 4, 30)), ("tea", date(2026, 5, 1))):
        team(town, "shuibei", day, kind)

    rows = ask(town, date(2026, 5, 2))

    # 21000 / 5000 = 4.2 → 4; 9000 / 5000 = 1.8 → 1; 4000 / 5000 = 0.8 → 0, at least 1.
    assert rows.of("teams", "unit:shanyang")["need"] == 4
    assert rows.figures("teams", "unit:shuibei") == (1, 1, "met")
    assert rows.figures("teams", "unit:chaling") == (1, 0, "missed")


def test_fairs_of_the_whole_county_and_their_tasks(town: Town, ask: Ask) -> None:
    held(town, "shanyang", date(2026, 2, 1), date(2026, 3, 1), kind="market")
    held(town, "chaling", date(2026, 4, 1), kind="market", task="culture")
    held(town, "chaling", date(2026, 5, 1), task="skills")  # no fair

    rows = ask(town, date(2026, 12, 31))

    assert rows.figures("fairs", "town:qingxi") == (3, 3, "met")
    row = rows.of("fair-tasks", "town:qingxi")
    assert (row["need"], row["have"], row["lacking"]) == (3, 2, ["skills"])
    # Shanyang has 12 villages: 2 of 12; Chaling's number is not known.
    assert rows.of("village-share", "unit:shanyang")["have"] == pytest.approx(2 / 12)
    unknown = rows.of("village-share", "unit:chaling")
    assert (unknown["verdict"], unknown["reason"]) == ("not_countable", "no-attribute:villages")


def test_exactly_three_and_the_share_of_a_team_founded_in_august(town: Town, ask: Ask) -> None:
    old = team(town, "shanyang", date(2026, 1, 1), "drama")
    new = team(town, "shuibei", date(2026, 8, 15), "tea")
    watch = team(town, "shuibei", date(2026, 1, 1), "forest", shape="emergency")
    held(town, "shanyang", *(date(2026, 7, day) for day in (1, 2, 3, 4)), teams=[old, watch])
    held(town, "shuibei", date(2026, 8, 15), date(2026, 9, 30), teams=[new])

    rows = ask(town, date(2026, 10, 1))

    assert rows.figures("exactly-three", old.key, "2026-07-01") == (3, 4, "missed")
    # 15 August to 30 September: 47 of 92 days; 3 × 47 / 92 = 1.53, rounded up.
    assert rows.figures("exactly-three", new.key, "2026-07-01") == (2, 2, "met")
    assert rows.subjects("exactly-three") == {old.key, new.key}
