"""The team tree says what is there and what the plan's shape lacks (3.1-a, 3.1-b, 3.2-b)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import the_plan, world
from wenming.organisation.models import Town, Unit
from wenming.volunteers.tree import Place, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    the_plan.loaded()
    return Town.objects.get()


@pytest.fixture
def village(town: Town) -> world.Village:
    return world.a_village("试验村", town)


def place(town: Town, unit: Unit) -> Place:
    return next(place for place in tree(town).places if place.unit == unit)


def lacking(place: Place) -> dict[str, list[str]]:
    return {lack.clause: [door.label for door in lack.doors] for lack in place.lacks}


@pytest.mark.clause("3.1-a")
def test_the_town_lacks_its_branch_and_its_corps(town: Town) -> None:
    lacks = [lack for lack in tree(town).lacks if lack.clause == "3.1-a"]

    assert [len(lack.doors) for lack in lacks] == [1, 7]
    assert "法律服务" in [door.label for door in lacks[1].doors]


@pytest.mark.clause("3.1-b")
def test_a_village_lacks_the_kinds_that_it_does_not_have(
    town: Town, village: world.Village
) -> None:
    world.a_team(village, shape="standing", kind="law", name="普法队")

    found = place(town, village.unit)

    assert [row.team.name for row in found.rows] == ["普法队"]
    assert "法律服务" not in lacking(found)["3.1-b"]
    assert len(lacking(found)["3.1-b"]) == 6


@pytest.mark.clause("3.2-b")
def test_a_village_lacks_the_team_that_never_leaves_until_it_is_there(
    town: Town, village: world.Village
) -> None:
    assert "3.2-b" in lacking(place(town, village.unit))

    world.a_team(village, shape="staying", kind="", name="身边队")

    assert "3.2-b" not in lacking(place(town, village.unit))


def test_for_who_enters_work_the_form_is_filled_in_and_for_others_there_is_none(
    client: Client, village: world.Village
) -> None:
    public = client.get("/teams/tree/").text
    client.force_login(village.secretary)
    inside = client.get("/teams/tree/").text

    assert "试验村" in public
    assert "/desk/teams/new/" not in public
    url = f"/desk/teams/new/?shape=standing&amp;unit={village.unit.code}&amp;kind=law"
    assert url in inside
    form = client.get(url.replace("&amp;", "&")).text
    assert 'value="law" selected' in form


def test_heads_are_named_only_where_the_plan_names_a_secretary(
    client: Client, village: world.Village
) -> None:
    world.a_team(village, shape="standing", kind="law", name="普法队", head=village.liaison_officer)

    assert village.liaison_officer.name not in client.get("/teams/tree/").text


def test_more_teams_cost_no_more_queries(client: Client, village: world.Village) -> None:
    def cost() -> int:
        client.get("/teams/tree/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get("/teams/tree/")
        return len(seen)

    before = cost()
    for number in range(5):
        world.a_team(village, shape="local", kind="", name=f"队{number}")

    assert cost() == before
