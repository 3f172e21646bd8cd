"""The town's view: each figure opens its records; nobody else sees it (0.1, A.3-c)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from tests import the_plan, world
from tests.packages.obligations.test_board import an_activity
from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.1"), pytest.mark.clause("A.3-c")]

DAY = date(2026, 11, 11)
PAGES = (
    "/desk/",
    "/town/",
    "/town/late/",
    "/town/units/",
    "/town/units/tangbian/",
    "/town/leaders/",
    "/town/offices/",
    "/town/clauses/5.2-c/",
    "/town/clauses/5.4-a/",
    "/town/clauses/5.4-a/tangbian/",
    "/town/rules/action-every-week/tangbian/",
)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(world.moment(DAY)):
        yield


@pytest.fixture
def officer() -> User:
    the_plan.loaded()
    return world.holding(Unit.objects.get(code="tangbian"), "liaison_officer", "塘边村联络员")


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_view_opens_for_an_insider(desk: Client, place: str, language: str) -> None:
    desk.cookies["django_language"] = language

    assert desk.get(place).status_code == 200


@pytest.mark.parametrize("place", PAGES)
def test_no_view_exists_for_whoever_holds_no_post(desk: Client, place: str) -> None:
    desk.force_login(world.a_resident())

    assert desk.get(place).status_code == 404


def test_a_figure_opens_exactly_the_records_behind_it(desk: Client) -> None:
    held = [an_activity(on=date(2026, 11, 9)), an_activity(on=date(2026, 11, 10))]

    page = desk.get("/town/rules/action-every-week/tangbian/").content.decode()
    place = re.search(r'href="(/town/standings/action-every-week/[^"]+/2026-11-09/)"', page)
    assert place is not None
    standing = desk.get(place[1]).content.decode()

    assert "2 条记录" in standing
    assert all(activity.get_absolute_url() in standing for activity in held)


def test_my_desk_names_what_is_open_and_where_to_enter_it(desk: Client) -> None:
    page = desk.get("/desk/").content.decode()

    assert "登记活动" in page
    assert re.search(r'href="/desk/activities/new/\?[^"]*unit=tangbian', page)


def test_what_is_met_leaves_my_desk(desk: Client) -> None:
    before = desk.get("/desk/").content.decode()
    an_activity()

    after = desk.get("/desk/").content.decode()

    assert before.count("action-every-week") > after.count("action-every-week")


def test_everything_late_in_the_town_is_on_one_page(desk: Client) -> None:
    page = desk.get("/town/late/").content.decode()

    assert "塘边村" in page
    assert "玉浦村" in page


def test_an_unknown_unit_clause_rule_or_period_is_not_found(desk: Client) -> None:
    for place in (
        "/town/units/nowhere/",
        "/town/clauses/9.9-z/",
        "/town/clauses/9.9-z/tangbian/",
        "/town/clauses/5.4-a/nowhere/",
        "/town/rules/no-such-rule/tangbian/",
        "/town/rules/action-every-week/nowhere/",
        "/town/standings/action-every-week/unit:tangbian/2020-01-01/",
        "/town/standings/action-every-week/unit:tangbian/x/",
    ):
        assert desk.get(place).status_code == 404, place


def test_a_town_without_a_plan_says_what_to_do_first(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)

    assert "还没有载入方案" in client.get("/desk/").content.decode()
