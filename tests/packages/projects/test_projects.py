"""Projects: for whom, what, which requirements (5.4-a), and which are brands (5.4-c)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.base.errors import Impossible
from wenming.base.models import Entry, reference
from wenming.engines.obligations.values import Fact, Span
from wenming.organisation.actions import records
from wenming.projects.facts import facts
from wenming.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.4-a")]

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))
BRAND = {"is_brand": True, "theme": "敬老", "character": "邻里结对", "effect": "十二户老人受益"}


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    return {
        "unit": village.unit.pk,
        "title": f"{world.RARE}厝送餐",
        "focus": ["elderly", "disabled"],
        "content": "每天中午送一餐。",
        "requirement": "每天两名志愿者。",
        "started_on": "2022-07-06",
        "ended_on": "",
        "theme": "",
        "character": "",
        "effect": "",
        "ticket": str(uuid4()),
    } | said


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


@pytest.mark.clause("5.4-c")
@pytest.mark.parametrize(("said", "brand"), [({}, "no"), (BRAND, "yes")])
def test_a_running_project_proves_itself(
    said: dict[str, Any], brand: str, village: world.Village
) -> None:
    project = world.a_project(village, **said)

    assert list(facts(village.town, YEAR)) == [
        Fact(
            "project.running",
            ("unit:tangbian", "town:baogai"),
            world.PLAN_DAY,
            reference(project),
            lasting=True,
            tags={"brand": frozenset({brand}), "focus": frozenset({"elderly"})},
        )
    ]


def test_only_projects_that_ran_in_the_span_prove_anything(village: world.Village) -> None:
    world.a_project(village, started_on=date(2020, 1, 1), ended_on=date(2021, 12, 31))
    world.a_project(village, started_on=date(2023, 1, 1))
    ran = world.a_project(village, started_on=date(2020, 1, 1), ended_on=date(2022, 1, 1))

    assert [fact.evidence for fact in facts(village.town, YEAR)] == [reference(ran)]


def test_a_withdrawn_project_proves_nothing(village: world.Village) -> None:
    records.withdraw(row=world.a_project(village), why="没有办", by=village.secretary)

    assert list(facts(village.town, YEAR)) == []


@pytest.mark.clause("5.4-c")
@pytest.mark.parametrize("missing", ["theme", "character", "effect"])
def test_a_brand_without_its_reasons_is_refused_twice(missing: str, village: world.Village) -> None:
    with pytest.raises(Impossible, match="主题、特色和效果") as caught:
        world.a_project(village, **BRAND | {missing: ""})
    assert caught.value.field == missing

    project = world.a_project(village, **BRAND)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**{missing: ""})


def test_a_project_does_not_end_before_it_starts(village: world.Village) -> None:
    with pytest.raises(Impossible) as caught:
        world.a_project(village, ended_on=date(2020, 1, 1))
    assert caught.value.field == "ended_on"

    project = world.a_project(village)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(ended_on=date(2020, 1, 1))


def test_a_project_is_entered_on_one_page_once(village: world.Village, inside: Client) -> None:
    sent = filled(village)

    inside.post("/desk/projects/new/", sent)
    page = inside.post("/desk/projects/new/", sent, follow=True).content.decode()

    assert Project.objects.get().focus == ["elderly", "disabled"]
    for words in ("㙓厝送餐", "词:elderly、词:disabled", "每天两名志愿者。"):
        assert words in page


@pytest.mark.clause("5.4-c")
def test_a_brand_on_the_form_asks_for_all_that_is_missing(
    village: world.Village, inside: Client
) -> None:
    answer = inside.post("/desk/projects/new/", filled(village, is_brand="on", theme="敬老"))

    page = answer.content.decode()
    assert set(answer.context["form"].errors) == {"character", "effect"}
    assert 'value="敬老"' in page
    assert page.count("checked") == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": world.LONG}, "title"),
        ({"focus": ["martians"]}, "focus"),
        ({"requirement": ""}, "requirement"),
        ({"ended_on": "2020-01-01"}, "ended_on"),
    ],
)
def test_a_fault_is_at_its_field_and_the_rest_is_kept(
    wrong: dict[str, Any], field: str, village: world.Village, inside: Client
) -> None:
    answer = inside.post("/desk/projects/new/", filled(village) | wrong)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert "每天中午送一餐。" in answer.content.decode()


@pytest.mark.clause("5.4-c")
def test_becoming_a_brand_is_a_correction_that_the_page_remembers(
    village: world.Village, inside: Client
) -> None:
    project = world.a_project(village)
    sent = filled(village, title=project.title, focus=["children"]) | BRAND | {"is_brand": "on"}

    answer = inside.post(f"{project.get_absolute_url()}correction/", sent, follow=True)

    page = answer.content.decode()
    assert "是本单位的品牌项目：否 → 是" in page
    assert "重点服务对象：词:elderly → 词:children" in page
    changes = Entry.objects.of(project)[0].details["changes"]
    assert changes["focus"] == [["elderly"], ["children"]]


def test_another_town_cannot_tell_that_it_exists(village: world.Village, client: Client) -> None:
    project, stranger = world.a_project(village), world.a_stranger()
    client.force_login(stranger)

    for town in (village.town, stranger.posts.get().unit.town):
        address = world.address(town, "projects:project", project.pk)
        assert client.get(address).status_code == 404


def test_a_list_costs_the_same_with_sixty_projects_as_with_three(
    village: world.Village, inside: Client
) -> None:
    costs = []
    for number in (3, 57):
        for _ in range(number):
            world.a_project(village)
        with CaptureQueriesContext(connection) as asked:
            inside.get("/desk/projects/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
