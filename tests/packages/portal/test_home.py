"""The first page: what is on, what was done, where to go."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import the_plan, world
from tests.packages.portal import stage
from wenming.activities.actions import announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.gathering import next_gathering
from wenming.organisation.actions import records, units
from wenming.plans.document import Document

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/", **extra: str) -> str:
    response = client.get(path, headers={"accept-language": extra.get("language", "zh-hans")})
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def figure(html: str, label: str) -> tuple[str, int]:
    """The address and the number of a figure."""
    for url, number, text in re.findall(
        r'class="figure" href="([^"]+)"><b>([\d,]+).*?</b><span>([^<]+)</span>', html
    ):
        if text == label:
            return url, int(number.replace(",", ""))
    raise AssertionError(label)


def test_before_a_plan_is_loaded_the_page_says_what_to_do_first(client: Client) -> None:
    assert "wenming init --plan" in page(client)
    world.a_town()
    assert "wenming init --plan" in page(client)


def test_of_several_towns_one_is_chosen(client: Client) -> None:
    world.a_town()
    world.a_town("linzhen", "邻镇")

    html = page(client)

    assert 'href="/t/baogai/"' in html
    assert 'href="/t/linzhen/"' in html


def test_a_list_of_nothing_but_made_up_towns_says_that_they_are(client: Client) -> None:
    units.declare_demo(town=world.a_town(), by=None)
    other = world.a_town("linzhen", "邻镇")
    assert "演示数据" not in page(client)

    units.declare_demo(town=other, by=None)

    assert "演示数据" in page(client)


def test_a_town_of_several_has_its_own_first_page_and_links(client: Client) -> None:
    stage.the_town()
    world.a_town("linzhen", "邻镇")

    html = page(client, "/t/baogai/")

    assert 'href="/t/baogai/units/"' in html
    assert not re.search(r'href="/(units|plan|results|activities)/', html)


@pytest.mark.clause("5.1-c")
def test_it_says_the_day_the_week_day_and_where_to_go(client: Client) -> None:
    town = stage.the_town()

    html = page(client)

    assert "2026年11月24日 星期二" in html
    assert "24 个所、站、点" in html
    assert the_plan.document().document.number in html
    assert str(town) in html


@pytest.mark.clause("5.2-c")
def test_the_theme_is_what_most_units_wrote_over_their_month(client: Client) -> None:
    stage.the_town()
    for code in ("tangbian", "gantou"):
        stage.a_month_plan(stage.unit(code), theme="敬老月")
    stage.a_month_plan(stage.unit("kengdong"), theme="清洁月")

    assert "本月主题：敬老月、清洁月" in page(client)


@pytest.mark.clause("5.2-c")
def test_the_theme_that_the_plan_gives_goes_first(client: Client) -> None:
    plan = the_plan.document()
    theme = {"month": "2026-11", "zh": "全镇的主题", "en": "Theme of the town"}
    calendar = type(plan.calendar).model_validate(plan.calendar.model_dump() | {"themes": [theme]})
    the_plan.loaded(plan.model_copy(update={"calendar": calendar}))
    stage.a_month_plan(stage.unit())

    assert "本月主题：全镇的主题" in page(client)


@pytest.mark.clause("5.2-a")
def test_the_next_gathering_day_says_what_each_unit_has_planned(client: Client) -> None:
    stage.the_town()
    stage.a_month_plan(stage.unit(), date(2026, 12, 1), theme="十二月的主题")
    stage.a_month_plan(stage.unit("gantou"), theme="十一月的主题")

    html = page(client)

    assert "2026年12月5日 星期六" in html
    assert "24 个所、站、点中，1 个已公布这个月的计划" in html
    assert "十二月的主题" in html
    assert "5日 家园清洁一小时" in html


@pytest.mark.parametrize(
    ("shift", "today", "on", "month"),
    [
        ("stay", date(2026, 11, 24), date(2026, 12, 5), date(2026, 12, 1)),
        ("stay", date(2026, 12, 5), date(2026, 12, 5), date(2026, 12, 1)),
        ("stay", date(2026, 12, 6), date(2027, 1, 5), date(2027, 1, 1)),
        # The 5th of December 2026 is a Saturday.
        ("next_workday", date(2026, 12, 5), date(2026, 12, 7), date(2026, 12, 1)),
        ("previous_workday", date(2026, 12, 5), date(2027, 1, 5), date(2027, 1, 1)),
    ],
)
@pytest.mark.clause("5.2-a")
def test_the_gathering_day_moves_as_the_plan_says(
    shift: str, today: date, on: date, month: date
) -> None:
    assert next_gathering(gathering_on(5, shift), today) == (on, month)


@pytest.mark.clause("5.2-a")
def test_a_day_moved_into_the_next_month_still_belongs_to_its_own() -> None:
    # The 31st of October 2026 is a Saturday; Sunday is the 1st of November.
    assert next_gathering(gathering_on(31, "next_workday"), date(2026, 11, 1)) == (
        date(2026, 11, 2),
        date(2026, 10, 1),
    )


def gathering_on(day: int, shift: str) -> Document:
    plan = the_plan.document()
    calendar = type(plan.calendar).model_validate({"gathering": {"day": day, "shift": shift}})
    return plan.model_copy(update={"calendar": calendar})


def test_a_plan_without_a_gathering_day_has_no_such_box(client: Client) -> None:
    plan = the_plan.document()
    calendar = plan.calendar.model_copy(update={"gathering": None})
    without = plan.model_copy(update={"calendar": calendar})
    assert next_gathering(without, stage.TODAY) is None


@pytest.mark.clause("0.3")
def test_every_figure_opens_a_list_that_says_the_same_number(client: Client) -> None:
    stage.the_town()
    for day in range(1, 9):
        stage.an_activity(stage.unit("tangbian"), date(2026, 3, day), people=day)
    stage.an_activity(stage.unit("gantou"), date(2026, 1, 1), people=1000)
    stage.an_activity(stage.unit("gantou"), date(2025, 12, 31), people=5)
    records.withdraw(row=stage.an_activity(stage.unit("kengdong")), why="错了", by=None)
    stage.a_visit(stage.unit(), date(2026, 5, 1))
    stage.a_visit(stage.unit(), date(2026, 5, 2), is_direct=False)
    html = page(client)

    url, number = figure(html, "场活动")
    held = page(client, url)
    assert number == 9 == held.count('class="entry__title"')
    url, number = figure(html, "人次参加")
    people = re.findall(r'<p class="entry__does quiet">([\d,]+) 人</p>', page(client, url))
    assert number == 1036 == sum(int(one.replace(",", "")) for one in people)
    url, number = figure(html, "个所、站、点有活动")
    assert number == 2 == len(re.findall(r'<th scope="row">', page(client, url)))
    url, number = figure(html, "次镇领导现场指导")
    assert number == 1 == len(re.findall(r'<th scope="row">', page(client, url)))


@pytest.mark.clause("5.2-c")
def test_the_door_to_activities_opens_as_many_as_it_says(client: Client) -> None:
    stage.the_town()
    for days, title in ((3, "三天以后"), (30, "三十天以后")):
        start = world.moment(stage.TODAY + timedelta(days=days), 9)
        announcing.announce(
            unit=stage.unit(),
            stretches=[Stretch(start, start + timedelta(hours=2))],
            title=title,
            kind="other",
            task="values",
            publish_now=True,
            by=None,
        )

    html = page(client)

    assert re.search(r'href="/activities/"><strong>我要参加</strong>', html)
    assert "接下来 2 场活动" in html
    week = html[html.index("这周可以参加") : html.index("最近办过的活动")]
    assert ("三天以后" in week, "三十天以后" in week) == (True, False)
    assert "接下来 2 场" in page(client, "/activities/")


def test_sixty_activities_cost_as_many_statements_as_three(client: Client) -> None:
    stage.the_town()
    page(client)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            html = page(client)
        return len(queries), len(html.encode())

    for day in range(1, 4):
        few(day)
    three, _size = cost()
    for day in range(4, 21):
        few(day)
    for code in ("gantou", "kengdong", "longxue"):
        stage.a_month_plan(stage.unit(code), date(2026, 12, 1))
    sixty, size = cost()

    assert sixty == three <= 12
    assert size <= 40_000


def few(day: int) -> None:
    for code in ("tangbian", "gantou", "kengdong"):
        stage.an_activity(stage.unit(code), date(2026, 11, day))


def test_whoever_is_signed_in_is_not_asked_to_sign_in(client: Client) -> None:
    stage.the_town()
    assert reverse("account_login") in page(client)

    client.force_login(world.a_resident())

    assert reverse("account_login") not in page(client)
