"""The records behind the figures."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.portal import stage
from tests.packages.portal.test_home import page

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.3")]


def test_another_year_is_asked_for_in_the_address(client: Client) -> None:
    stage.the_town()
    stage.an_activity(stage.unit(), date(2025, 12, 31), title="去年最后一天")
    stage.an_activity(stage.unit(), date(2026, 1, 1), title="今年第一天")

    last, this = (
        page(client, "/results/activities/?year=2025"),
        page(client, "/results/activities/"),
    )

    assert ("去年最后一天" in last, "今年第一天" in last) == (True, False)
    assert ("去年最后一天" in this, "今年第一天" in this) == (False, True)


@pytest.mark.parametrize(
    "path",
    [
        "/results/likes/",
        "/results/activities/?year=2027",
        "/results/activities/?year=1",
        "/results/activities/?year=²",
        "/results/activities/?year=x",
        "/results/activities/?unit=nowhere",
    ],
)
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    stage.the_town()
    assert client.get(path).status_code == 404


def test_a_year_without_records_says_so(client: Client) -> None:
    stage.the_town()
    for what in ("activities", "units", "visits"):
        assert "这一年还没有记录" in page(client, f"/results/{what}/")


def test_places_stand_in_the_plans_order_and_not_by_how_much_they_did(client: Client) -> None:
    stage.the_town()
    stage.an_activity(stage.unit("kejiyuan"))
    for day in (1, 2, 3):
        stage.an_activity(stage.unit("yupu"), date(2026, 11, day))

    html = page(client, "/results/units/")

    assert html.index("宝盖科技园") < html.index("玉浦村")
    assert 'href="/results/activities/?unit=yupu&amp;year=2026">3</a>' in html


def test_a_place_with_many_visits_counts_each_activity_once(client: Client) -> None:
    stage.the_town()
    stage.an_activity(stage.unit())
    for day in (1, 2, 3):
        stage.a_visit(stage.unit(), date(2026, 11, day))

    assert 'year=2026">1</a>' in page(client, "/results/units/")


def test_another_towns_records_are_its_own(client: Client) -> None:
    stage.the_town()
    other = world.a_village("外镇村", world.a_town("linzhen", "邻镇"))
    stage.an_activity(other.unit, title="邻镇的活动")

    assert "邻镇的活动" not in page(client, "/t/baogai/results/activities/")
    assert "邻镇的活动" in page(client, "/t/linzhen/results/activities/")


def test_a_list_is_paged_and_costs_the_same_for_sixty_as_for_three(client: Client) -> None:
    stage.the_town()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, "/results/activities/")
        return len(queries)

    for day in (1, 2, 3):
        stage.an_activity(stage.unit(), date(2026, 11, day))
    three = cost()
    for number in range(57):
        stage.an_activity(stage.unit(), date(2026, 1 + number % 10, 1 + number % 28))

    assert cost() == three <= 8
    html = page(client, "/results/activities/")
    assert "60 场活动" in html
    assert html.count('class="entry__title"') == 50
    assert page(client, "/results/activities/?page=2").count('class="entry__title"') == 10
