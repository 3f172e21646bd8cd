"""What each sees first at the desk: their own duties, their own units, and figures that open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from tests import the_plan, world
from wenming.accounts.models import User
from wenming.base import clock
from wenming.liaison.models import Leader
from wenming.organisation.models import Town, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.1"), pytest.mark.clause("0.3")]

DAY = date(2026, 11, 24)
STATE = re.compile(r'href="(/desk/standings/\?state=\w+)">.*?</a> <b>(\d+)</b>')


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(world.moment(DAY)):
        yield


@pytest.fixture
def town() -> Town:
    return the_plan.loaded().town


def holding(town: Town, role: str, code: str = "tangbian") -> User:
    return world.holding(Unit.objects.get(town=town, code=code), role, f"某{role}")


def read(client: Client, user: User, place: str) -> str:
    client.force_login(user)
    answer = client.get(place)
    assert answer.status_code == 200, place
    return answer.content.decode()


def rows(page: str) -> int:
    return len(re.findall(r'<tr>\s*<th scope="row">', page))


def test_what_begins_within_two_weeks_can_be_opened_from_the_desk(
    client: Client, town: Town
) -> None:
    officer = holding(town, "liaison_officer")

    desk = read(client, officer, "/desk/")

    announced = "/town/standings/the-fifth/unit:tangbian/2026-12-01/"
    assert announced in desk
    assert "未到期" in read(client, officer, announced)


def test_nothing_further_ahead_can_be_opened(client: Client, town: Town) -> None:
    client.force_login(holding(town, "liaison_officer"))

    answer = client.get("/town/standings/the-fifth/unit:tangbian/2027-03-01/")

    assert answer.status_code == 404


def test_every_figure_of_my_units_opens_as_many_standings(client: Client, town: Town) -> None:
    officer = holding(town, "liaison_officer")

    figures = STATE.findall(read(client, officer, "/desk/"))

    assert figures
    for place, number in figures:
        assert rows(read(client, officer, place)) == int(number), place


def test_all_my_standings_are_on_one_page_and_no_unknown_state_is(
    client: Client, town: Town
) -> None:
    officer = holding(town, "liaison_officer")
    figures = STATE.findall(read(client, officer, "/desk/"))

    assert rows(read(client, officer, "/desk/standings/")) == sum(int(n) for _, n in figures)
    assert "您的单位现在没有一项" in read(client, officer, "/desk/standings/?state=behind")
    assert client.get("/desk/standings/?state=nonsense").status_code == 404


@pytest.mark.clause("A.2-a")
def test_a_leader_finds_the_units_tied_to_them(client: Client, town: Town) -> None:
    leader = Leader.objects.get(town=town, code="zhang-zaisheng")

    desk = read(client, leader.user, "/desk/")

    tied = [pair.unit for pair in leader.pairs.select_related("unit")]
    assert tied
    assert all(f'href="/town/units/{unit.code}/">{escape(unit)}' in desk for unit in tied)


@pytest.mark.clause("A.3-c")
def test_an_auditor_is_told_that_they_read_and_what(client: Client, town: Town) -> None:
    desk = read(client, holding(town, "auditor", town.code), "/desk/")

    assert "您的职务只能查看" in desk
    assert "项落后或错过" in desk


def test_who_may_not_enter_a_record_is_told_why_where_the_button_would_be(
    client: Client, town: Town
) -> None:
    auditor, officer = holding(town, "auditor", town.code), holding(town, "liaison_officer")
    places = {
        "/town/standings/the-fifth/unit:tangbian/2026-11-01/": "/desk/activities/new/",
        "/desk/liaison/units/tangbian/": "/desk/visits/new/",
        "/town/standings/two-visits-a-pair/pair:tangbian/zhang-zaisheng/2026-01-01/": (
            "/desk/visits/new/"
        ),
    }

    for place, door in places.items():
        assert door in read(client, officer, place), place
        page = read(client, auditor, place)
        assert door not in page, place
        assert 'class="why"' in page, place


@pytest.mark.clause("A.3-b")
def test_a_team_leader_is_not_asked_for_the_report_that_others_send(
    client: Client, town: Town
) -> None:
    assert "写季度报告" in read(client, holding(town, "liaison_officer"), "/desk/")
    assert "写季度报告" not in read(client, holding(town, "team_leader"), "/desk/")


def test_every_responsible_party_is_named_offices_too(client: Client, town: Town) -> None:
    page = read(client, holding(town, "liaison_officer"), "/town/offices/")

    named = re.findall(r"<h2>([^<]+)</h2>", page)
    assert {"党建办", "宣传办", "各办（站、所、中心）", "各村（社区）"} <= set(named)
    assert "A.3-b · 督促" in page


def test_a_count_by_office_opens_as_many_standings(client: Client, town: Town) -> None:
    officer = holding(town, "liaison_officer")
    page = read(client, officer, "/town/offices/")

    tallies = set(
        re.findall(r'class="tally" href="([^"]+)">.*?</span>\s*(\d+)</a>', page, re.DOTALL)
    )

    assert len(tallies) > 10
    for place, number in tallies:
        assert rows(read(client, officer, place)) == int(number), place
