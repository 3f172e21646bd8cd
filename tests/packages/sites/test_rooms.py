"""Function rooms: what a site has, and what that proves (4.1-b)."""

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
from wenming.sites.facts import facts
from wenming.sites.models import Room

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.1-b")]

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    return {
        "unit": village.unit.pk,
        "kind": "lecture",
        "name": f"{world.RARE}厝理论宣讲室",
        "capacity": "40",
        "opened_on": "2022-07-06",
        "closed_on": "",
        "hours": "周一至周五 8:30–17:30",
        "equipment": "投影、音响",
        "ticket": str(uuid4()),
    } | said


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


def test_an_open_room_proves_itself_with_its_seats(village: world.Village) -> None:
    room = world.a_room(village)

    assert list(facts(village.town, YEAR)) == [
        Fact(
            "room.open",
            ("unit:tangbian", "town:baogai"),
            world.PLAN_DAY,
            reference(room),
            lasting=True,
            numbers={"capacity": 40},
            tags={"kind": frozenset({"lecture"})},
        )
    ]


def test_a_room_lasts_to_its_last_day(village: world.Village) -> None:
    world.a_room(village, opened_on=date(2020, 1, 1), closed_on=date(2021, 12, 31))
    world.a_room(village, opened_on=date(2023, 1, 1))
    kept = world.a_room(village, opened_on=date(2020, 1, 1), closed_on=date(2022, 1, 1))

    assert [fact.evidence for fact in facts(village.town, YEAR)] == [reference(kept)]


def test_a_withdrawn_room_proves_nothing(village: world.Village) -> None:
    records.withdraw(row=world.a_room(village), why="没有这间", by=village.secretary)

    assert list(facts(village.town, YEAR)) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"capacity": 0}, "capacity"), ({"closed_on": date(2020, 1, 1)}, "closed_on")],
)
def test_a_room_that_cannot_be_is_refused_twice(
    wrong: dict[str, object], field: str, village: world.Village
) -> None:
    with pytest.raises(Impossible) as caught:
        world.a_room(village, **wrong)
    assert caught.value.field == field

    room = world.a_room(village)
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=room.pk).update(**wrong)


def test_a_room_is_entered_on_one_page_once(village: world.Village, inside: Client) -> None:
    sent = filled(village)

    inside.post("/desk/rooms/new/", sent)
    page = inside.post("/desk/rooms/new/", sent, follow=True).content.decode()

    assert Room.objects.count() == 1
    for words in ("㙓厝理论宣讲室", "词:lecture", "40", "周一至周五 8:30–17:30", "投影、音响"):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": world.LONG}, "name"),
        ({"capacity": "-3"}, "capacity"),
        ({"capacity": "99999999999"}, "capacity"),
        ({"kind": "kitchen"}, "kind"),
        ({"closed_on": "2020-01-01"}, "closed_on"),
    ],
)
def test_a_fault_is_at_its_field_and_the_rest_is_kept(
    wrong: dict[str, str], field: str, village: world.Village, inside: Client
) -> None:
    answer = inside.post("/desk/rooms/new/", filled(village) | wrong)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert "投影、音响" in answer.content.decode()


def test_closing_is_a_correction_that_the_page_remembers(
    village: world.Village, inside: Client
) -> None:
    room = world.a_room(village)

    sent = filled(village, name=room.name, equipment="", closed_on="2022-12-31")
    page = inside.post(f"/desk/rooms/{room.pk}/correction/", sent, follow=True).content.decode()

    assert "停用日期：— → 2022年12月31日" in page
    assert Entry.objects.of(room)[0].details["changes"]["closed_on"] == [None, "2022-12-31"]


def test_a_list_costs_the_same_with_sixty_rooms_as_with_three(
    village: world.Village, inside: Client
) -> None:
    costs = []
    for number in (3, 57):
        for _ in range(number):
            world.a_room(village)
        with CaptureQueriesContext(connection) as asked:
            inside.get("/desk/rooms/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
