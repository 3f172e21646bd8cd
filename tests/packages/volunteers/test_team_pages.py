"""The pages of teams, as a village uses them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.base import clock
from wenming.organisation.actions.people import Person
from wenming.volunteers.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.1-b")]


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    return {
        "unit": village.unit.pk,
        "shape": "standing",
        "kind": "lecture",
        "name": f"{world.RARE}厝宣讲队",
        "holder": "李四",
        "phone": "",
        "founded_on": "2022-07-06",
        "closed_on": "",
        "ticket": str(uuid4()),
    } | said


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


def test_a_team_is_registered_with_its_head_on_one_page(
    village: world.Village, inside: Client
) -> None:
    answer = inside.post("/desk/teams/new/", filled(village), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/desk/teams/{Team.objects.get().pk}/"
    for words in ("㙓厝宣讲队", "李四", "词:standing", "词:lecture", "更换队长"):
        assert words in page
    assert "确定队长；— → 李四" in page


def test_the_form_offers_the_units_people_as_heads(village: world.Village, inside: Client) -> None:
    world.a_village("杆头村")

    page = inside.get("/desk/teams/new/").content.decode()

    assert '<option value="塘边村联络员">' in page
    assert "杆头村联络员" not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": world.LONG}, "name"),
        ({"holder": world.LONG}, "holder"),
        ({"kind": ""}, "kind"),
        ({"shape": "nonsense"}, "shape"),
        ({"founded_on": "2022-02-30"}, "founded_on"),
        ({"closed_on": "2020-01-01"}, "closed_on"),
        ({"phone": "12345"}, "phone"),
    ],
)
def test_a_fault_is_at_its_field_and_the_rest_is_kept(
    wrong: dict[str, str], field: str, village: world.Village, inside: Client
) -> None:
    sent = filled(village) | wrong

    answer = inside.post("/desk/teams/new/", sent)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    page = answer.content.decode()
    for name in {"name", "holder"} - set(wrong):
        assert sent[name] in page
    assert not Team.objects.exists()


def test_a_second_brigade_is_refused_in_words(village: world.Village, inside: Client) -> None:
    world.a_brigade(village)

    answer = inside.post("/desk/teams/new/", filled(village, shape="brigade", kind=""))

    assert answer.status_code == 422
    assert "一个单位只设一个大队，已经登记过了。" in answer.content.decode()


def test_the_head_is_changed_on_a_page_of_its_own(village: world.Village, inside: Client) -> None:
    team = world.a_team(village, head=Person("李四"))
    assert "现任队长：李四" in inside.get(f"/desk/teams/{team.pk}/head/").content.decode()

    answer = inside.post(f"/desk/teams/{team.pk}/head/", {"holder": "王五"}, follow=True)

    assert "李四 → 王五" in answer.content.decode()


def test_a_correction_has_no_head_in_it_and_leaves_it_alone(
    village: world.Village, inside: Client
) -> None:
    team = world.a_team(village, head=Person("李四"))
    place = f"/desk/teams/{team.pk}/correction/"
    assert 'name="holder"' not in inside.get(place).content.decode()

    inside.post(place, filled(village, closed_on="2022-12-31", holder="王五"))

    team.refresh_from_db()
    assert (str(team.head), str(team.closed_on)) == ("李四", "2022-12-31")


def test_another_town_cannot_tell_that_it_exists(village: world.Village, client: Client) -> None:
    team, stranger = world.a_team(village), world.a_stranger()
    client.force_login(stranger)

    for town in (village.town, stranger.posts.get().unit.town):
        for name in ("team", "team-head"):
            assert client.get(world.address(town, f"volunteers:{name}", team.pk)).status_code == 404


def test_a_list_costs_the_same_with_sixty_teams_as_with_three(
    village: world.Village, inside: Client
) -> None:
    costs = []
    for number in (3, 57):
        for turn in range(number):
            world.a_team(village, head=Person(f"队长{number}-{turn}"))
        with CaptureQueriesContext(connection) as asked:
            inside.get("/desk/teams/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12


def test_everybody_reads_who_heads_it_by_post_and_what_it_does(
    village: world.Village, client: Client
) -> None:
    brigade = world.a_brigade(village, head=village.secretary)
    other = world.a_team(village, head=world.a_resident("队长甲"))
    ahead = world.an_announcement(village, title="下周清扫")
    ahead.teams.add(brigade)
    for in_branch_name in (True, False):
        told = {"stage": "held", "people": 3, "held_on": clock.today()}
        held = world.an_announcement(village, in_branch_name=in_branch_name)
        type(held).objects.filter(pk=held.pk).update(**told)
        held.teams.add(brigade)

    page = client.get(f"/teams/{brigade.pk}/").text

    for words in (
        f"队长：{village.secretary.name}",
        "下周清扫",
        "举行 2 次活动",
        "以支队名义 1 次",
    ):
        assert words in page
    assert "队长甲" not in client.get(f"/teams/{other.pk}/").text
