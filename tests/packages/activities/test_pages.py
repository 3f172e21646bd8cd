"""The page on which an activity is recorded, and what everybody may see of it (5.2)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.activities.stage import an_activity, filled
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.organisation.actions import records
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


def form_at(client: Client, address: str) -> Any:
    return client.get(address).context["form"]


# Recording -----------------------------------------------------------------------------------


def test_day_and_unit_are_filled_in(village: world.Village, inside: Client) -> None:
    form = form_at(inside, "/desk/activities/new/")

    assert (form["held_on"].value(), form["unit"].value()) == (clock.today(), village.unit.pk)
    assert not form.asks_for_unit


def test_who_enters_for_many_is_asked_for_whom_first(
    village: world.Village, client: Client
) -> None:
    client.force_login(world.an_office())

    page = client.get("/desk/activities/new/").content.decode()

    assert "哪个单位举行的？" in page
    assert '<form class="form"' not in page
    assert "?unit=tangbian" in page
    form = form_at(client, "/desk/activities/new/?unit=tangbian")
    assert form["unit"].value() == str(village.unit.pk)


def test_only_teams_of_the_unit_and_of_the_town_are_offered(
    village: world.Village, inside: Client
) -> None:
    own = world.a_team(village)
    world.a_team(world.a_village("杆头村"))
    world.a_team(village, name="已解散", kind="arts", closed_on=date(2022, 9, 1))

    form = form_at(inside, "/desk/activities/new/")

    assert [team.pk for team in form.fields["teams"].queryset] == [own.pk]


def test_a_button_of_the_desk_fills_in_team_kind_and_the_branchs_name(
    village: world.Village, inside: Client
) -> None:
    team = world.a_team(village)

    address = (
        f"/desk/activities/new/?kind=concentrated&branch=yes&unit=tangbian&subject=team:{team.pk}"
    )
    page = inside.get(address).content.decode()

    assert re.search(rf'name="teams" value="{team.pk}"[^>]* checked', page)
    assert re.search(r'name="kind" value="concentrated"[^>]* checked', page)
    assert re.search(r'name="in_branch_name"[^>]* checked', page)


@pytest.mark.clause("3.3-b")
def test_a_button_of_the_desk_names_the_field_and_unfolds_it(inside: Client) -> None:
    page = inside.get("/desk/activities/new/?kind=training&subject=field:medical").content.decode()

    assert "<details open>" in page
    assert '<option value="medical" selected>' in page


def test_the_same_again_has_a_new_day_and_a_new_number_of_people(
    village: world.Village, inside: Client
) -> None:
    team = world.a_team(village)
    earlier = an_activity(village, teams=[team], focus=["elderly"], place="村部")

    form = form_at(inside, f"/desk/activities/new/?from={earlier.pk}")

    assert (form["title"].value(), form["place"].value()) == (earlier.title, "村部")
    assert (form["teams"].value(), form["focus"].value()) == (
        [team.pk],
        ["elderly"],
    )
    assert (form["held_on"].value(), form["people"].value()) == (clock.today(), None)


def test_another_towns_activity_cannot_be_copied(inside: Client) -> None:
    theirs = an_activity(world.a_village("外镇村", world.a_town("linzhen", "邻镇")))

    assert inside.get(f"/t/baogai/desk/activities/new/?from={theirs.pk}").status_code == 404


def test_what_was_entered_is_on_its_page(village: world.Village, inside: Client) -> None:
    team = world.a_team(village)
    sent = filled(village, teams=[team.pk], focus=["elderly"], title=f"{world.RARE}村清洁")

    page = inside.post("/desk/activities/new/", sent, follow=True).content.decode()

    for said in (f"{world.RARE}村清洁", "词:concentrated", "词:elderly", team.name, "照这次再登记"):
        assert said in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": world.LONG}, "title"),
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"people": "-1"}, "people"),
        ({"people": "99999999999"}, "people"),
        ({"kind": "invented"}, "kind"),
        ({"focus": ["invented"]}, "focus"),
        ({"kind": "training"}, "field"),
        ({"teams": ["0"]}, "teams"),
    ],
)
def test_a_fault_is_named_at_its_field_and_nothing_typed_is_lost(
    village: world.Village, inside: Client, wrong: dict[str, Any], field: str
) -> None:
    answer = inside.post("/desk/activities/new/", filled(village, note="下雨改到室内", **wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}' in page
    assert "下雨改到室内" in page
    assert not Activity.objects.exists()


def test_a_correction_offers_what_it_had(village: world.Village, inside: Client) -> None:
    team = world.a_team(village)
    activity = an_activity(village, teams=[team])

    page = inside.get(f"/desk/activities/{activity.pk}/correction/").content.decode()

    assert re.search(rf'name="teams" value="{team.pk}"[^>]* checked', page)
    assert 'value="2022-08-05"' in page


def test_a_correction_is_shown_with_what_it_was(village: world.Village, inside: Client) -> None:
    activity, team = an_activity(village), world.a_team(village)

    sent = filled(village, people="23", in_branch_name="on", teams=[team.pk])
    page = inside.post(f"/desk/activities/{activity.pk}/correction/", sent, follow=True)

    assert "32 → 23" in page.content.decode()
    assert f"— → {team.name}" in page.content.decode()


# What everybody may see ----------------------------------------------------------------------


def test_everybody_sees_what_was_held_and_no_persons(
    village: world.Village, client: Client
) -> None:
    activity = an_activity(village, note="王阿婆家", teams=[world.a_team(village)], place="村部")

    page = client.get(f"/activities/{activity.pk}/").content.decode()

    for said in (activity.title, "塘边村", "词:customs", "塘边村宣讲队", "村部", "32"):
        assert said in page
    for hidden in ("王阿婆", village.secretary.name):
        assert hidden not in page


def test_what_was_withdrawn_is_gone_from_the_public(village: world.Village, client: Client) -> None:
    activity = an_activity(village)
    records.withdraw(row=activity, why="登记错了", by=village.secretary)

    assert client.get(f"/activities/{activity.pk}/").status_code == 404
    assert activity.title not in client.get("/activities/").content.decode()


def test_another_towns_activity_is_not_found_here(village: world.Village, client: Client) -> None:
    theirs = an_activity(world.a_village("外镇村", world.a_town("linzhen", "邻镇")))

    assert client.get(f"/t/baogai/activities/{theirs.pk}/").status_code == 404
    assert client.get(f"/t/linzhen/activities/{theirs.pk}/").status_code == 200


def test_with_several_towns_there_is_no_list_of_none(
    village: world.Village, client: Client
) -> None:
    world.a_town("linzhen", "邻镇")

    assert client.get("/activities/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["八月", "七月", "杆头"]),
        ("?unit=gantou", ["杆头"]),
        ("?task=theory", ["七月"]),
        ("?month=2022-08", ["八月"]),
        ("?month=2022-07&unit=tangbian", ["七月"]),
        ("?unit=nowhere", []),
        ("?month=x", ["八月", "七月", "杆头"]),
    ],
)
def test_the_list_is_asked_by_unit_task_and_month(
    village: world.Village, client: Client, asked: str, found: list[str]
) -> None:
    an_activity(village, title="八月")
    an_activity(village, title="七月", held_on=date(2022, 7, 8), task="theory")
    an_activity(world.a_village("杆头村"), title="杆头", held_on=date(2022, 6, 1))

    page = client.get(f"/activities/{asked}").content.decode()

    assert re.findall(r'class="entry__title"[^>]*>([^<]+)<', page) == found


def test_an_english_page_has_english_words(village: world.Village, client: Client) -> None:
    an_activity(village)

    page = client.get("/activities/", headers={"Accept-Language": "en"}).content.decode()

    assert "word:customs" in page
    assert "词:" not in page


def test_an_empty_list_says_what_comes(village: world.Village, client: Client) -> None:
    assert "还没有活动" in client.get("/activities/").content.decode()
    assert "没有符合的活动" in client.get("/activities/?unit=tangbian").content.decode()


def test_the_list_costs_the_same_with_sixty_rows_as_with_three_and_is_small(
    village: world.Village, client: Client
) -> None:
    for code in range(23):
        world.a_unit(village.town, f"u{code}", f"第{code}村", kind=Unit.Kind.STATION)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as seen:
            answer = client.get("/activities/")
        return len(seen), len(answer.content)

    def hold(numbers: range) -> None:
        for number in numbers:
            day = date(2022, 3, 1) + timedelta(days=number)
            an_activity(village, title=f"第 {number} 次清洁家园志愿服务活动", held_on=day)

    hold(range(3))
    few, _small = cost()
    hold(range(3, 63))
    many, size = cost()

    assert 0 < few == many <= 8
    assert size <= 40 * 1024


def test_the_desks_pages_cost_the_same_with_sixty_as_with_three(
    village: world.Village, inside: Client
) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert inside.get(address).status_code == 200
        return len(seen)

    def hold(numbers: range) -> None:
        for number in numbers:
            world.a_team(village, shape="local", kind="", name=f"第 {number} 队")
            an_activity(village, title=f"第 {number} 场")

    addresses = ("/desk/activities/", "/desk/activities/new/")
    hold(range(3))
    few = [cost(address) for address in addresses]
    hold(range(3, 60))

    assert [cost(address) for address in addresses] == few
