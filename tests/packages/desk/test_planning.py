"""The desk offers to plan what is to come, says what is planned, and what is left lying (5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import the_plan, world
from wenming.accounts.models import User
from wenming.activities.actions import activities, announcing
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.organisation.models import Term, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-a"), pytest.mark.clause("5.2-c")]

DAY = date(2026, 11, 24)
FIFTH = date(2026, 12, 5)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(world.moment(DAY)):
        yield


@pytest.fixture
def unit() -> Unit:
    the_plan.loaded()
    return Unit.objects.select_related("town").get(code="tangbian")


@pytest.fixture
def officer(unit: Unit) -> User:
    return world.holding(unit, "liaison_officer", "联络员")


def announce(unit: Unit, on: date, **said: Any) -> Activity:
    start = world.moment(on, 9)
    about = {"title": "清洁家园", "kind": "concentrated", "task": "customs", "publish_now": True}
    stretches = [Stretch(start, start + timedelta(hours=2), place="村部")]
    return announcing.announce(unit=unit, stretches=stretches, by=None, **about | said)


def desk(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/desk/").content.decode()


def duty(page: str, title: str, due: str = "") -> str:
    """What the desk says of one thing to do."""
    items = re.findall(r'<li class="todo">.*?</li>', page, re.DOTALL)
    return next(item for item in items if title in item and f'datetime="{due}' in item)


def test_the_next_gathering_day_is_planned_from_the_last_by_one_button(
    client: Client, unit: Unit, officer: User
) -> None:
    fifth = duty(desk(client, officer), "每月5日", "2026-12")

    assert 'href="/desk/gathering/tangbian/?month=2026-12"' in fifth
    assert "登记活动" in fifth
    missed = duty(desk(client, officer), "每月5日", "2026-11")
    assert ("登记活动" in missed, "安排活动" in missed) == (True, False)


def test_what_is_planned_is_named_and_not_asked_for_again(
    client: Client, unit: Unit, officer: User
) -> None:
    activity = announce(unit, FIFTH, title="十二月集中活动")

    fifth = duty(desk(client, officer), "每月5日", "2026-12")

    assert re.search(
        rf'已经安排：[^<]*<a href="/desk/activities/{activity.pk}/">十二月集中活动', fifth
    )
    assert "gathering" not in fifth


def test_what_would_not_count_is_not_named_as_planned(
    client: Client, unit: Unit, officer: User
) -> None:
    announce(unit, FIFTH + timedelta(days=3))
    announce(Unit.objects.get(code="gantou"), FIFTH)
    announce(unit, FIFTH, publish_now=False)

    assert "已经安排" not in duty(desk(client, officer), "每月5日", "2026-12")


def test_a_week_without_action_offers_an_announcement_with_the_unit_filled_in(
    client: Client, unit: Unit, officer: User
) -> None:
    week = duty(desk(client, officer), "周周有行动")

    assert re.search(r'href="/desk/activities/announcement/\?[^"]*unit=tangbian', week)


def test_the_form_comes_filled_in_like_the_last_one_that_counted(
    client: Client, unit: Unit, officer: User
) -> None:
    last = announce(unit, DAY - timedelta(days=7), title="家园清洁日", publish_now=False)
    Activity.objects.filter(pk=last.pk).update(
        stage=Activity.Stage.HELD, people=30, published_at=clock.now()
    )
    week = duty(desk(client, officer), "周周有行动", "2026-11-29")

    forms = [
        client.get(address.replace("&amp;", "&")).context["form"]
        for address in re.findall(r'href="(/desk/activities/[^"]*)"', week)
    ]
    announced, recorded = forms

    assert [form["title"].value() for form in forms] == ["家园清洁日"] * 2
    assert (announced["place"].value(), str(announced["begins"].value())[:5]) == ("村部", "09:00")
    assert announced["on"].value() is None
    assert recorded["people"].value() is None
    assert recorded["held_on"].value() == DAY


def test_a_team_leader_sees_what_their_team_owes_also_in_another_unit(
    client: Client, unit: Unit
) -> None:
    leader = world.holding(unit, "team_leader", "队长")
    secretary = world.a_party_secretary(unit.town)
    town = world.Village(world.the_town_unit(unit.town), secretary, secretary)
    kind = Term.objects.filter(town=unit.town, vocabulary="standing_teams")[0].code
    world.a_team(town, shape="corps", kind=kind, name="全镇宣讲服务队", head=leader)

    services = duty(desk(client, leader), "集中服务")

    assert "全镇宣讲服务队" in services
    assert re.search(r'href="/desk/activities/announcement/\?[^"]*subject=team', services)


def test_the_month_plan_knows_its_month_and_the_towns_theme(
    client: Client, unit: Unit, officer: User
) -> None:
    page = desk(client, officer)
    address = re.search(r'href="(/desk/month-plans/new/\?[^"]*month=2026-12[^"]*)"', page)
    assert address is not None

    form = client.get(address[1].replace("&amp;", "&")).context["form"]

    assert (form["month"].value(), form["unit"].value()) == ("2026-12", str(unit.pk))


def test_what_is_over_and_what_is_only_drafted_is_named_until_it_is_settled(
    client: Client, unit: Unit, officer: User
) -> None:
    with clock.at(world.moment(date(2026, 11, 1))):
        over = announce(unit, date(2026, 11, 20), title="过了的")
        announce(Unit.objects.get(code="gantou"), date(2026, 11, 20), title="别村过了的")
    announce(unit, date(2026, 11, 28), title="草稿的", publish_now=False)

    page = desk(client, officer)
    assert ("过了的" in page, "草稿的" in page, "别村过了的" in page) == (True, True, False)

    activities.close(activity=over, people=20, by=officer)
    page = desk(client, officer)
    assert "等您收尾" not in page
