"""The list of places, and what a place shows of itself."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import the_plan, world
from tests.packages.portal import stage
from tests.packages.portal.test_home import figure, page
from wenming.activities.actions import month_plans
from wenming.base import clock
from wenming.organisation.actions import records, units
from wenming.organisation.models import Honour, Post, Unit
from wenming.projects.models import Project
from wenming.sites.models import Room
from wenming.volunteers.actions import teams

pytestmark = pytest.mark.django_db


def a_room(at: Unit, kind: str = "theory", **said: Any) -> None:
    told: dict[str, Any] = {
        "name": "小礼堂",
        "capacity": 40,
        "opened_on": date(2022, 9, 1),
        "hours": "每天 9:00–17:00",
    }
    records.add(Room, unit=at, kind=kind, by=None, **told | said)


@pytest.mark.clause("A.1")
def test_the_list_has_the_24_places_by_kind(client: Client) -> None:
    stage.the_town()

    html = page(client, "/units/")

    kinds = [html.index(f"新时代文明实践{kind}") for kind in "所站点"]
    assert kinds == sorted(kinds)
    for unit in the_plan.document().units:
        assert (f'href="/units/{unit.code}/"' in html) == (unit.kind in Unit.SITES)
    assert html.count('class="card"') == 24 + 1


@pytest.mark.clause("4.1-b")
def test_the_list_names_the_rooms_that_are_open_today(client: Client) -> None:
    stage.the_town()
    a_room(stage.unit())
    a_room(stage.unit("gantou"), "fitness", closed_on=stage.TODAY - timedelta(days=1))

    html = page(client, "/units/")

    assert "理论宣讲室" in html
    assert "健身活动室" not in html


@pytest.mark.clause("3.1-b")
def test_the_number_of_teams_opens_their_names(client: Client) -> None:
    stage.the_town()
    about: dict[str, Any] = {
        "unit": stage.unit(),
        "shape": "standing",
        "founded_on": date(2022, 8, 1),
        "by": None,
    }
    teams.add(kind="law", name="法律队", **about)
    teams.add(kind="arts", name="南音队", **about)

    html = page(client, "/units/tangbian/")

    opened = re.search(r"<details><summary>(?:(?!</summary>).)*2 支.*?</details>", html, re.DOTALL)
    assert opened is not None
    assert "<li>法律队</li>" in opened[0]
    assert "<li>南音队</li>" in opened[0]


@pytest.mark.clause("4.1-c")
def test_a_page_of_a_unit_says_all_that_the_plan_wants_shown(client: Client) -> None:
    stage.the_town()
    unit = stage.unit()
    world.holding(unit, Post.Role.SECRETARY, "林书记")
    a_room(unit, equipment="投影仪")
    teams.add(
        unit=unit, shape="standing", kind="law", name="法律队", founded_on=date(2022, 8, 1), by=None
    )
    records.add(
        Honour, unit=unit, kind="model_site", level="county", since_on=date(2024, 1, 1), by=None
    )
    stage.a_month_plan(unit)
    stage.an_activity(unit, title="反诈宣讲", people=48)

    html = page(client, "/units/tangbian/")

    for said in (
        "新时代文明实践站",
        "林书记",
        "张再生",
        "理论宣讲室",
        "可容 40 人",
        "每天 9:00–17:00",
        "投影仪",
        "法律服务",
        "邻里守望",
        "20日 义诊",
        "反诈宣讲",
        "48 人",
        "文明实践示范所（站）",
    ):
        assert said in html, said


@pytest.mark.clause("5.4-c")
def test_a_brand_project_shows_theme_character_and_effect(client: Client) -> None:
    stage.the_town()
    told: dict[str, Any] = {
        "title": "邻里一盏灯",
        "focus": ["elderly"],
        "content": "陪伴",
        "requirement": "每周一次",
        "started_on": date(2023, 1, 1),
    }
    brand: dict[str, Any] = {
        "is_brand": True,
        "theme": "守望的主题",
        "character": "低龄陪高龄",
        "effect": "覆盖 46 户",
    }
    records.add(Project, unit=stage.unit(), by=None, **told | brand)
    records.add(Project, unit=stage.unit(), by=None, **told | {"title": "不是品牌"})

    html = page(client, "/units/tangbian/")

    assert all(said in html for said in ("邻里一盏灯", "守望的主题", "低龄陪高龄", "覆盖 46 户"))
    assert "不是品牌" not in html


@pytest.mark.clause("2.1-b")
def test_a_unit_without_a_head_says_that_the_post_is_vacant(client: Client) -> None:
    stage.the_town()
    assert "暂缺" in page(client, "/units/tangbian/")
    assert "暂缺" not in page_after_appointment(client)


def page_after_appointment(client: Client) -> str:
    world.holding(stage.unit(), Post.Role.SITE_HEAD, "王站长")
    return page(client, "/units/tangbian/")


def test_only_public_offices_are_named(client: Client) -> None:
    stage.the_town()
    unit = stage.unit()
    world.holding(unit, Post.Role.LIAISON_OFFICER, "不公开的联络员")
    world.holding(unit, Post.Role.STAFF, "不公开的工作人员")
    stage.an_activity(unit, note="某某家的难处")
    stage.a_visit(unit)

    for path in ("/units/tangbian/", "/", "/results/activities/", "/results/visits/"):
        html = page(client, path)
        for hidden in ("不公开", "某某家的难处", "只有内部知道的情况"):
            assert hidden not in html, path


def test_a_draft_of_a_month_plan_is_not_shown(client: Client) -> None:
    stage.the_town()
    month_plans.draft(
        unit=stage.unit(), month=stage.TODAY, theme="还没公布的主题", body="草稿", by=None
    )

    assert "还没公布的主题" not in page(client, "/units/tangbian/")
    assert "还没公布的主题" not in page(client)


def test_the_figures_of_a_unit_open_its_own_records(client: Client) -> None:
    stage.the_town()
    stage.an_activity(stage.unit(), people=7, title="塘边村的活动")
    stage.an_activity(stage.unit("gantou"), people=9, title="杆头村的活动")

    url, number = figure(page(client, "/units/tangbian/"), "人次参加")
    opened = page(client, url)

    assert number == 7
    assert "1 场活动，7 人次参加" in opened
    assert "塘边村的活动" in opened
    assert "杆头村的活动" not in opened


def test_a_unit_that_has_ended_says_so_and_keeps_its_page(client: Client) -> None:
    town, plan = stage.the_town(), the_plan.document()
    left = [unit for unit in plan.units if unit.code != "tangbian"]
    units.establish_units(town=town, wanted=left, on=stage.TODAY, by=None)

    assert "已经撤销" in page(client, "/units/tangbian/")
    assert "塘边村" not in page(client, "/units/")


def test_a_unit_that_is_still_to_come_says_from_when(client: Client) -> None:
    stage.the_town()
    with clock.at(world.moment(date(2020, 1, 1))):
        Unit.objects.filter(code="tangbian").update(begins_on=date(2027, 1, 1))

    assert "从 2027年1月1日 起设立" in page(client, "/units/tangbian/")
    assert "塘边村" not in page(client, "/units/")


def test_an_unknown_unit_and_another_towns_unit_do_not_exist(client: Client) -> None:
    stage.the_town()
    world.a_village("外镇村", world.a_town("linzhen", "邻镇"))
    stranger = Unit.objects.exclude(town__code="baogai").filter(kind="station").get()

    assert client.get("/t/baogai/units/nowhere/").status_code == 404
    assert client.get(f"/t/baogai/units/{stranger.code}/").status_code == 404
    assert client.get(f"/t/linzhen/units/{stranger.code}/").status_code == 200
    assert client.get("/units/").status_code == 404


def test_sixty_records_cost_as_many_statements_as_three(client: Client) -> None:
    stage.the_town()
    unit = stage.unit()

    def cost() -> int:
        page(client, "/units/tangbian/")
        with CaptureQueriesContext(connection) as queries:
            page(client, "/units/tangbian/")
        return len(queries)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            stage.an_activity(unit, stage.TODAY - timedelta(days=number))
            a_room(unit, name=f"房间{number}")
            teams.add(
                unit=unit,
                shape="local",
                kind="",
                name=f"队{number}",
                founded_on=date(2022, 8, 1),
                by=None,
            )

    more(0, 3)
    three = cost()
    more(3, 60)

    assert cost() == three <= 15


def test_the_list_costs_the_same_whatever_the_rooms(client: Client) -> None:
    stage.the_town()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, "/units/")
        return len(queries)

    a_room(stage.unit())
    one = cost()
    for code in ("gantou", "kengdong", "longxue"):
        for number in range(5):
            a_room(stage.unit(code), name=f"房间{number}")

    assert cost() == one <= 8
