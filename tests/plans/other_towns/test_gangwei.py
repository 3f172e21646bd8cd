"""A fishing town with eight kinds of team: every figure is worked out by hand beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests import world
from tests.plans.other_towns import stage
from tests.plans.other_towns.stage import Rows, evidence, held, team, unit, withdraw
from wenming.activities.actions import activities, month_plans
from wenming.base import clock
from wenming.organisation.actions import posts, records
from wenming.organisation.models import Agenda, Post, Town
from wenming.plans.actions import loading
from wenming.sites.models import CircleSurvey, Room

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.2")]

KINDS = ("lecture", "law", "health", "fishery", "rescue", "beach", "dialect", "women")
Ask = Callable[..., Rows]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    return stage.ask(capsys)


@pytest.fixture
def town() -> Town:
    return stage.loaded("gangwei")


def test_events_on_the_edges_of_months_count_in_their_own_also_in_a_leap_february(
    town: Town, ask: Ask
) -> None:
    january, leap, march = held(
        town, "beiding", date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1)
    )

    rows = ask(town, date(2024, 4, 1))

    assert rows.of("monthly", "unit:beiding", "2024-01-01")["evidence"] == evidence([january])
    february = rows.of("monthly", "unit:beiding", "2024-02-01")
    assert (february["to"], february["due"]) == ("2024-02-29", "2024-02-29")
    assert (february["have"], february["verdict"]) == (1, "met")
    assert february["evidence"] == evidence([leap])
    assert rows.of("monthly", "unit:beiding", "2024-03-01")["evidence"] == evidence([march])
    assert rows.figures("monthly", "unit:nanding", "2024-03-01") == (1, 0, "missed")
    # 9 stations owe it, of the town's 13 units.
    assert len(rows.subjects("monthly")) == 9


def test_a_past_day_counts_nothing_that_came_after_it(town: Town, ask: Ask) -> None:
    held(town, "beiding", date(2024, 5, 10), date(2024, 5, 20))
    net: dict[str, Any] = {
        "name": "织网坊",
        "capacity": 10,
        "hours": "全天",
        "opened_on": date(2024, 5, 15),
    }
    records.add(Room, unit=unit(town, "beiding"), kind="net", by=None, **net)
    founded = team(town, "beiding", date(2024, 5, 18))

    before = ask(town, date(2024, 5, 14), now=date(2024, 9, 1))
    after = ask(town, date(2024, 5, 20), now=date(2024, 9, 1))

    assert before.of("monthly", "unit:beiding", "2024-05-01")["have"] == 1
    assert after.of("monthly", "unit:beiding", "2024-05-01")["have"] == 2
    assert before.of("net-room", "unit:beiding")["have"] == 0
    assert after.of("net-room", "unit:beiding")["have"] == 1
    assert before.of("eight-kinds-in-town", "town:gangwei")["have"] == 0
    assert after.of("eight-kinds-in-town", "town:gangwei")["have"] == 1
    assert before.subjects("team-twelve") == set()
    assert after.subjects("team-twelve") == {founded.key}


def test_week_53_runs_across_the_new_year(town: Town, ask: Ask) -> None:
    crew = team(town, "beiding", date(2026, 7, 1))
    # 2026 has 53 weeks; the last goes from Monday 28 December 2026 to Sunday 3 January 2027.
    monday, friday, _ = held(
        town,
        "beiding",
        *(date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 4)),
        teams=[crew],
    )

    in_december = ask(town, date(2026, 12, 31), year=False).of("team-weekly", crew.key)
    rows = ask(town, date(2027, 1, 5))
    in_january = rows.of("team-weekly", crew.key, "2026-12-28")

    assert in_december["to"] == in_january["to"] == "2027-01-03"
    assert in_december["evidence"] == evidence([monday])
    assert in_january["evidence"] == evidence([monday, friday])
    assert (in_january["need"], in_january["verdict"]) == (1, "met")
    # Week 1 of 2027 has the activity of its Monday.
    assert rows.of("team-weekly", crew.key, "2027-01-04")["have"] == 1


def test_a_soft_rule_is_behind_and_never_missed(town: Town, ask: Ask) -> None:
    crew = team(town, "beiding", date(2024, 1, 1))

    rows = ask(town, date(2024, 3, 1))

    # Monday 1 January 2024 is its first day: 8 weeks are over by 25 February, the ninth runs.
    weeks = [row for row in rows if row["rule"] == "team-weekly" and row["subject"] == crew.key]
    assert [row["verdict"] for row in weeks[:8]] == ["behind"] * 8
    assert len(weeks) == 9


def test_a_team_founded_in_july_owes_its_share(town: Town, ask: Ask) -> None:
    whole = team(town, "beiding", date(2024, 1, 1))
    july = team(town, "nanding", date(2024, 7, 1))
    # On its first day, on the year's last, and one without it.
    first, last, _ = held(
        town, "nanding", date(2024, 7, 1), date(2024, 12, 31), date(2024, 8, 1), teams=[july]
    )
    activities.correct(row=_, teams=[], by=None)

    rows = ask(town, date(2024, 12, 31))

    assert rows.of("team-twelve", whole.key)["need"] == 12
    row = rows.of("team-twelve", july.key)
    # 1 July to 31 December: 184 of 366 days; 12 × 184 / 366 = 6.03, rounded up.
    assert (row["need"], row["have"], row["missing"]) == (7, 2, 5)
    assert row["evidence"] == evidence([first, last])


def test_eight_kinds_by_a_date(town: Town, ask: Ask) -> None:
    for number, kind in enumerate(KINDS[:7], start=1):
        team(town, "beiding", date(2024, 3, number), kind)
    team(town, "beiding", date(2024, 7, 1), KINDS[7])  # a day too late

    far = ask(town, date(2024, 2, 1)).of("eight-kinds-in-town", "town:gangwei")
    near = ask(town, date(2024, 6, 30)).of("eight-kinds-in-town", "town:gangwei")
    over = ask(town, date(2024, 7, 2)).of("eight-kinds-in-town", "town:gangwei")

    assert (far["need"], far["have"], far["verdict"]) == (8, 0, "not_yet_due")
    assert (near["from"], near["to"]) == ("2024-01-01", "2024-06-30")
    assert (near["have"], near["lacking"]) == (7, ["women"])
    assert (over["have"], over["verdict"], over["missing"]) == (7, "missed", 1)


def test_what_is_owed_once_is_met_on_the_day_and_missed_the_day_after(town: Town, ask: Ask) -> None:
    net: dict[str, Any] = {"kind": "net", "name": "织网坊", "capacity": 10, "hours": "全天"}
    in_time = records.add(
        Room, unit=unit(town, "beiding"), by=None, opened_on=date(2024, 6, 30), **net
    )
    records.add(Room, unit=unit(town, "nanding"), by=None, opened_on=date(2024, 7, 1), **net)

    rows = ask(town, date(2024, 7, 3))

    assert rows.figures("net-room", "unit:beiding") == (1, 1, "met")
    assert rows.of("net-room", "unit:beiding")["evidence"] == evidence([in_time])
    assert rows.figures("net-room", "unit:nanding") == (1, 0, "missed")
    assert rows.figures("net-room", "unit:dongyu") == (1, 0, "missed")


def test_fields_of_training_have_their_own_numbers_and_exceptions(town: Town, ask: Ask) -> None:
    days = date(2024, 3, 1), date(2024, 6, 1)
    held(town, "beiding", *days, kind="training", field="fishery")
    held(town, "beiding", *days, kind="training", field="law")
    held(town, "beiding", *days, kind="training", field="health")
    held(town, "beiding", date(2024, 7, 1), kind="lecture", field="fishery")  # no training

    rows = ask(town, date(2024, 12, 31))

    assert rows.subjects("training") == {"field:fishery", "field:law"}
    assert rows.of("training", "field:fishery")["missing"] == 2  # 4 are owed, 2 were held
    assert rows.figures("training", "field:law") == (2, 2, "met")


def test_one_for_each_thirty_households_rounded_up(town: Town, ask: Ask) -> None:
    rows = ask(town, date(2024, 6, 1))

    needs = {
        code: rows.of("by-households", f"unit:{code}")["need"]
        for code in ("beiding", "nanding", "dongyu", "xiyu", "jiuzhen", "qiantou", "lindun")
    }
    # 95, 90, 10, 0, 1200, 31 and 30 households.
    assert needs == {
        **{"beiding": 4, "nanding": 3, "dongyu": 1, "xiyu": 0},
        **{"jiuzhen": 40, "qiantou": 2, "lindun": 1},
    }
    unknown = rows.of("by-households", "unit:zhongcheng")
    assert (unknown["verdict"], unknown["reason"]) == ("not_countable", "no-attribute:households")
    # The town as a whole has 40000 residents: 2 for each 10000.
    assert rows.of("a-head", "town:gangwei")["need"] == 8


def test_between_is_missed_below_and_above(town: Town, ask: Ask) -> None:
    quarter = [date(2024, 1, 1), *(date(2024, 2, day) for day in range(1, 8)), date(2024, 3, 31)]
    held(town, "beiding", *quarter[:3])
    held(town, "nanding", *quarter[:4])
    held(town, "dongyu", *quarter[:8])
    held(town, "xiyu", *quarter)

    open_still = ask(town, date(2024, 3, 31))
    over = ask(town, date(2024, 4, 1))

    assert (over.of("lectures", "unit:beiding", "2024-01-01"))["verdict"] == "missed"
    assert over.figures("lectures", "unit:nanding", "2024-01-01") == (4, 4, "met")
    assert over.figures("lectures", "unit:dongyu", "2024-01-01") == (4, 8, "met")
    assert open_still.figures("lectures", "unit:xiyu", "2024-01-01") == (4, 9, "missed")
    assert open_still.of("lectures", "unit:xiyu", "2024-01-01")["at_most"] == 8


def test_at_most_and_exactly(town: Town, ask: Ask) -> None:
    about: dict[str, Any] = {"meeting": "专题会", "topic": "practice", "decision": "照办。"}
    for code, days in (("beiding", (3, 10, 31)), ("nanding", (3, 10))):
        for day in days:
            on = date(2024, 1, day)
            records.add(Agenda, unit=unit(town, code), by=None, held_on=on, **about)
    with clock.at(world.moment(date(2024, 1, 2))):
        one = month_plans.draft(
            unit=unit(town, "beiding"),
            month=date(2024, 1, 1),
            body="计划",
            publish_now=True,
            by=None,
        )

    on_the_30th, on_the_31st = ask(town, date(2024, 1, 30)), ask(town, date(2024, 1, 31))
    over = ask(town, date(2024, 2, 1))

    assert on_the_30th.of("meetings", "unit:beiding")["have"] == 2
    assert on_the_30th.of("meetings", "unit:beiding")["verdict"] != "missed"
    assert on_the_31st.figures("meetings", "unit:beiding") == (2, 3, "missed")
    assert over.figures("meetings", "unit:nanding", "2024-01-01") == (2, 2, "met")
    assert over.of("meetings", "unit:nanding", "2024-01-01")["at_least"] is None
    assert over.figures("one-plan", "unit:beiding", "2024-01-01") == (1, 1, "met")
    assert over.of("one-plan", "unit:beiding", "2024-01-01")["evidence"] == evidence([one])
    assert over.figures("one-plan", "unit:nanding", "2024-01-01") == (1, 0, "missed")


def test_the_15th_moves_to_the_next_working_day(town: Town, ask: Ask) -> None:
    # 15 June 2024 is a Saturday: Monday 17. 15 September 2024 begins the three days of the
    # Mid-Autumn holiday: Wednesday 18.
    said = {"kind": "concentrated"}
    held(town, "beiding", date(2024, 6, 15), date(2024, 9, 15), **said)
    june, september = held(town, "nanding", date(2024, 6, 17), date(2024, 9, 18), **said)

    rows = ask(town, date(2024, 9, 19))

    assert rows.figures("the-15th", "unit:beiding", "2024-06-01") == (1, 0, "missed")
    row = rows.of("the-15th", "unit:nanding", "2024-06-01")
    assert (row["to"], row["due"]) == ("2024-06-30", "2024-06-17")
    assert (row["verdict"], row["evidence"]) == ("met", evidence([june]))
    row = rows.of("the-15th", "unit:nanding", "2024-09-01")
    assert (row["due"], row["evidence"]) == ("2024-09-18", evidence([september]))


def test_withdrawn_records_count_no_more_and_corrected_ones_as_they_are_now(
    town: Town, ask: Ask
) -> None:
    first, second, third = held(
        town, "beiding", date(2024, 2, 1), date(2024, 2, 2), date(2024, 2, 3), people=150
    )
    withdraw(third)
    with clock.at(world.moment(date(2024, 2, 10))):
        activities.correct(row=second, people=149, task="culture", by=None)

    rows = ask(town, date(2024, 12, 31))

    row = rows.of("people", "unit:beiding")
    assert (row["need"], row["have"], row["missing"]) == (300, 299, 1)  # 150 + 149
    assert row["evidence"] == evidence([first, second])
    # theory and culture: two tasks in the first half of the year, none in the second.
    assert rows.figures("two-tasks", "unit:beiding", "2024-01-01") == (2, 2, "met")
    assert rows.of("two-tasks", "unit:beiding", "2024-07-01")["have"] == 0


def test_ten_in_all_and_one_of_each_task(town: Town, ask: Ask) -> None:
    days = [date(2024, 3, day) for day in range(1, 11)]
    held(town, "beiding", *days[:8])
    held(town, "beiding", days[8], task="culture")
    held(town, "beiding", days[9], task="sea")

    row = ask(town, date(2024, 12, 31)).of("tasks-each", "unit:beiding")

    assert (row["need"], row["have"]) == (10, 10)
    assert (row["lacking"], row["missing"]) == (["customs"], 1)
    assert row["verdict"] != "met"


def test_ratios_stop_at_their_edge_and_at_nought(town: Town, ask: Ask) -> None:
    for code, households, within in (("dongyu", 10, 8), ("xiyu", 5, 5), ("nanding", 90, 71)):
        records.add(
            CircleSurvey,
            unit=unit(town, code),
            surveyed_on=date(2024, 3, 1),
            households=households,
            within=within,
            how="步行",
            by=None,
        )
    held(town, "beiding", date(2024, 1, 5))
    held(town, "beiding", *(date(2024, 1, day) for day in (6, 7, 8)), kind="watch")

    rows = ask(town, date(2024, 12, 31))

    assert rows.figures("circle", "unit:dongyu") == (0.8, 0.8, "met")  # 8 of 10
    nanding = rows.of("circle", "unit:nanding")  # 71 of 90 is 78.9 %
    assert nanding["have"] == pytest.approx(71 / 90)
    assert nanding["verdict"] != "met"
    nought = rows.of("circle", "unit:xiyu")
    assert (nought["verdict"], nought["reason"]) == ("not_countable", "zero-denominator:households")
    assert rows.figures("lecture-share", "unit:beiding") == (0.25, 0.25, "met")  # 1 of 4
    none = rows.of("lecture-share", "unit:nanding")
    assert (none["verdict"], none["reason"]) == ("not_countable", "zero-denominator:activity.held")


def test_a_post_without_a_holder_at_the_months_end_is_a_vacancy(town: Town, ask: Ask) -> None:
    first = posts.appoint(
        unit=unit(town, "beiding"),
        role=Post.Role.SITE_HEAD,
        holder=world.a_resident("甲"),
        from_on=date(2024, 1, 1),
        by=None,
    )
    posts.end(post=first, until_on=date(2024, 3, 10), by=None)
    second = posts.appoint(
        unit=unit(town, "beiding"),
        role=Post.Role.SITE_HEAD,
        holder=world.a_resident("乙"),
        from_on=date(2024, 4, 5),
        by=None,
    )

    rows = ask(town, date(2024, 5, 1))

    post = "post:beiding/site_head"
    assert rows.subjects("no-vacancy") == {post}
    assert rows.figures("no-vacancy", post, "2024-02-01") == (1, 1, "met")
    assert rows.figures("no-vacancy", post, "2024-03-01") == (1, 0, "missed")
    assert rows.figures("no-vacancy", post, "2024-04-01") == (1, 1, "met")
    assert rows.of("no-vacancy", post, "2024-04-01")["evidence"] == [
        f"organisation.post:{second.pk}"
    ]


def test_phases_have_their_own_targets(town: Town, ask: Ask) -> None:
    assert ask(town, date(2024, 12, 31)).of("phases", "unit:beiding")["need"] == 6
    assert ask(town, date(2025, 6, 1)).of("phases", "unit:beiding")["need"] == 12


def test_duty_every_day(town: Town, ask: Ask) -> None:
    held(town, "yugang", date(2024, 5, 1), date(2024, 5, 3), kind="watch")

    rows = ask(town, date(2024, 5, 3))

    days = {
        row["from"]: (row["to"], row["verdict"])
        for row in rows
        if row["rule"] == "duty" and row["from"] >= "2024-05-01"
    }
    assert days == {
        "2024-05-01": ("2024-05-01", "met"),
        "2024-05-02": ("2024-05-02", "missed"),
        "2024-05-03": ("2024-05-03", "met"),
    }
    # The park's offices are units too, but no parks.
    assert rows.subjects("duty") == {"unit:yugang"}


def test_a_unit_that_the_next_plan_drops_owes_its_share_to_its_last_day(
    town: Town, ask: Ask
) -> None:
    held(town, "lindun", date(2024, 6, 30), people=150)
    kept = tuple(one for one in stage.document("gangwei").units if one.code != "lindun")
    with clock.at(world.moment(date(2024, 7, 1))):
        changed = stage.document("gangwei").model_copy(update={"units": kept})
        loading.load(document=changed, by=None)

    rows = ask(town, date(2024, 8, 1))

    # 1 January to 30 June: 182 of 366 days; 300 × 182 / 366 = 149.2, rounded up.
    row = rows.of("people", "unit:lindun")
    assert (row["need"], row["have"], row["verdict"]) == (150, 150, "met")
    assert row["due"] == "2024-06-30"
    months = [r["from"] for r in rows if (r["rule"], r["subject"]) == ("monthly", "unit:lindun")]
    assert months == [f"2024-0{month}-01" for month in range(1, 7)]


def test_the_other_reading_asks_every_village(town: Town, ask: Ask) -> None:
    (reading,) = stage.document("gangwei").readings
    other = reading.model_copy(update={"chosen": "village"})
    changed = stage.document("gangwei").model_copy(update={"readings": (other,)})
    loading.load(document=changed, by=None)

    rows = ask(town, date(2024, 6, 30))

    assert rows.subjects("eight-kinds-in-town") == set()
    assert len(rows.subjects("eight-kinds-in-village")) == 9


def test_one_town_counts_nothing_of_another(town: Town, ask: Ask) -> None:
    held(town, "beiding", date(2026, 11, 10))
    baogai = Town.objects.get(code="baogai")

    rows = ask(baogai, date(2026, 11, 11))

    cited = {record for row in rows for record in row["evidence"]}
    assert not [record for record in cited if record.startswith("activities.activity:")]
