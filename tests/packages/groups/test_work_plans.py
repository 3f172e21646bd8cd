"""The month's work plan is drafted from the list and is the institute's month plan (5.3-b, 4.1-c)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import world
from tests.packages.groups import stage
from tests.packages.menu.stage import a_service
from wenming.activities.actions import month_plans
from wenming.activities.models import MonthPlan
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.groups.actions import service_lists, work_plans
from wenming.groups.models import ServiceList
from wenming.groups.planning import Item, places, weeks_of
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-b")]

JULY = date(2022, 7, 1)


@pytest.fixture
def village() -> world.Village:
    village = world.a_village()
    world.a_unit(village.town, "suo", "宝盖所", kind=Unit.Kind.SUO)
    return village


@pytest.fixture
def row(village: world.Village) -> ServiceList:
    row = stage.a_list(village)
    line = row.lines.get()
    service_lists.change_line(
        line=line, units=[village.unit], seen=0, by=None, team_kind="lecture", households=6
    )
    service_lists.publish(row=row, by=None)
    return row


@pytest.fixture
def inside(client: Client, village: world.Village) -> Client:
    client.force_login(world.an_office(village.town))
    return client


def test_weeks_are_cut_at_the_ends_of_the_month() -> None:
    weeks = weeks_of(JULY)

    assert [(week.first.day, week.last.day) for week in weeks] == [
        (1, 3), (4, 10), (11, 17), (18, 24), (25, 31),
    ]  # fmt: skip


def test_each_service_is_proposed_with_where_when_and_the_fitting_team(
    village: world.Village, row: ServiceList
) -> None:
    team = world.a_team(village)

    (place,) = places(row, JULY)

    assert (place.unit, place.week, place.team) == (village.unit, 1, team.pk)


def test_what_was_settled_is_the_institutes_month_plan(
    village: world.Village, row: ServiceList, inside: Client
) -> None:
    team = world.a_team(village)
    (place,) = places(row, JULY)
    where = f"/desk/service-lists/{row.pk}/planning/"
    sent = {f"week-{place.key}": "2", f"team-{place.key}": team.pk}

    shown = inside.get(where).content.decode()
    answer = inside.post(where, sent)
    plan = MonthPlan.objects.get()

    assert "塘边村宣讲队" in shown
    assert answer.headers["Location"].endswith(plan.get_absolute_url())
    assert (plan.unit, plan.month, plan.stage) == (row.unit, JULY, "draft")
    assert plan.body == "第 2 周（7月4日至7月10日）：上门修灯，塘边村，塘边村宣讲队"


def test_a_plan_that_is_there_already_keeps_its_lines_and_gets_each_new_one_once(
    village: world.Village, row: ServiceList
) -> None:
    month_plans.draft(unit=row.unit, month=JULY, body="5日：集中清洁", publish_now=True, by=None)
    (place,) = places(row, JULY)
    item = Item(place.line, place.unit, weeks_of(JULY)[0])

    for _turn in "ab":
        work_plans.write(row=row, month=JULY, items=[item], by=None)

    assert MonthPlan.objects.get().lines == [
        "5日：集中清洁",
        "第 1 周（7月1日至7月3日）：上门修灯，塘边村",
    ]
    assert row.work_plans.count() == 1


def test_planned_anew_a_service_moves_and_what_is_left_out_stays_out(
    village: world.Village, row: ServiceList, inside: Client
) -> None:
    team = world.a_team(village)
    month_plans.draft(unit=row.unit, month=JULY, body="5日：集中清洁", by=None)
    where = f"/desk/service-lists/{row.pk}/planning/"
    (place,) = places(row, JULY)
    for week in ("2", "4"):
        inside.post(where, {f"week-{place.key}": week, f"team-{place.key}": team.pk})
    moved = MonthPlan.objects.get().lines

    inside.post(where, {f"week-{place.key}": ""})

    assert moved == ["5日：集中清洁", "第 4 周（7月18日至7月24日）：上门修灯，塘边村，塘边村宣讲队"]
    assert MonthPlan.objects.get().lines == ["5日：集中清洁"]
    assert [(one.week, one.team) for one in places(row, JULY)] == [(None, None)]


def test_a_line_rewritten_by_hand_keeps_its_words_until_another_week_or_team_is_settled(
    village: world.Village, row: ServiceList
) -> None:
    (place,) = places(row, JULY)
    weeks = weeks_of(JULY)

    def plan(week: int) -> list[str]:
        item = Item(place.line, place.unit, weeks[week])
        work_plans.write(row=row, month=JULY, items=[item], by=None)
        return MonthPlan.objects.get().lines

    plan(1)
    month_plan = MonthPlan.objects.get()
    month_plan.unit = row.unit
    by_hand = "7月6日晚上，塘边村：上门修灯，灯泡自备"
    body = f"5日：集中清洁\n{by_hand}"
    month_plans.correct(row=month_plan, unit=row.unit, month=JULY, body=body, by=None)

    assert [plan(1), plan(1)] == [["5日：集中清洁", by_hand]] * 2
    assert plan(3) == ["5日：集中清洁", "第 4 周（7月18日至7月24日）：上门修灯，塘边村"]


def test_a_week_that_is_over_is_not_proposed(village: world.Village, row: ServiceList) -> None:
    with clock.at(world.moment(date(2022, 7, 20))):
        (place,) = places(row, JULY)

    assert place.week == 4


def test_where_a_line_is_planned_stands_on_its_page(
    village: world.Village, row: ServiceList, inside: Client
) -> None:
    (place,) = places(row, JULY)
    item = Item(place.line, place.unit, weeks_of(JULY)[1], world.a_team(village))
    work_plans.write(row=row, month=JULY, items=[item], by=None)

    page = inside.get(place.line.get_absolute_url()).content.decode()

    assert "第 2 周 · 塘边村" in page


def test_a_team_that_offers_such_a_service_on_the_menu_is_proposed_first_with_its_times(
    village: world.Village, row: ServiceList, inside: Client
) -> None:
    world.a_team(village)
    offering = world.a_team(village, kind="health", head=world.a_resident("陈队长"))
    service = a_service(offering, times=["6-am"])
    row.lines.update(kind=service.kind)

    (place,) = places(row, JULY)

    assert place.team == offering.pk
    shown = inside.get(f"/desk/service-lists/{row.pk}/planning/").content.decode()
    assert f"{offering}（上门量血压，周六 上午）" in shown


def test_what_does_not_go_on_one_page_goes_on_the_next_and_it_says_so(
    village: world.Village, row: ServiceList, inside: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = world.a_village("杆头村", village.town)
    row.lines.get().units.add(other.unit)
    monkeypatch.setattr("wenming.groups.views.lists.PLACES", 1)
    where = f"/desk/service-lists/{row.pk}/planning/?month=2022-07"
    first, second = places(row, JULY)

    shown = inside.get(where).content.decode()
    going_on = inside.post(where, {f"week-{first.key}": "1"})
    inside.post(f"{where}&page=2", {f"week-{second.key}": "2"})

    assert "一共 2 项，这一页是第 1–1 项" in shown
    assert going_on.headers["Location"].endswith("page=2")
    assert [line[:5] for line in MonthPlan.objects.get().lines] == ["第 1 周", "第 2 周"]


def test_published_it_is_found_from_the_public_list(
    village: world.Village, row: ServiceList, client: Client
) -> None:
    (place,) = places(row, JULY)
    item = Item(place.line, place.unit, weeks_of(JULY)[0])
    made = work_plans.write(row=row, month=JULY, items=[item], by=None)
    before = client.get(f"/service-lists/{row.pk}/").content.decode()
    month_plans.publish(plan=made.month_plan, by=None)
    after = client.get(f"/service-lists/{row.pk}/").content.decode()

    assert "哪一周做什么" not in before
    assert "/2022-07/" in after
    month = client.get(reverse("activities_public:month", args=["suo", "2022-07"])).content.decode()
    assert "上门修灯，塘边村" in month


def test_nothing_settled_a_foreign_month_or_a_draft_are_refused_with_the_reason(
    village: world.Village, row: ServiceList, inside: Client
) -> None:
    (place,) = places(row, JULY)
    item = Item(place.line, place.unit, weeks_of(JULY)[0])
    page = inside.post(f"/desk/service-lists/{row.pk}/planning/", {f"week-{place.key}": ""})

    assert page.status_code == 422
    assert "请至少安排一项服务" in page.content.decode()
    with pytest.raises(Impossible, match="清单里的月份"):
        work_plans.write(row=row, month=date(2022, 9, 1), items=[item], by=None)
    place.line.title = "长" * 900
    long = [Item(place.line, place.unit, week) for week in weeks_of(JULY)]
    with pytest.raises(Impossible, match="写不下"):
        work_plans.write(row=row, month=JULY, items=long, by=None)
    service_lists.take_down(row=row, by=None)
    with pytest.raises(Refused, match="先公布"):
        work_plans.write(row=row, month=JULY, items=[item], by=None)
