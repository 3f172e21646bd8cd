"""Volunteers at the desk: found, masked; a number in full needs a reason, which the person reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.accounts.models import User
from wenming.accounts.personal import LOOKED
from wenming.base.errors import Impossible, Refused
from wenming.base.models import Entry
from wenming.engines.obligations.values import Span
from wenming.volunteers.actions import volunteers
from wenming.volunteers.facts import facts
from wenming.volunteers.models import Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

PHONE = "13805950000"


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def me() -> User:
    return world.a_resident("林阿妹", phone=PHONE)


@pytest.fixture
def found(village: world.Village, me: User) -> Volunteer:
    return world.a_volunteer(
        village, me, talents=("technician",), services=("health",), skills="急救员证"
    )


@pytest.fixture
def desk(client: Client, village: world.Village) -> Client:
    client.force_login(village.liaison_officer)
    return client


def test_the_list_is_masked(desk: Client, found: Volunteer) -> None:
    page = desk.get("/desk/volunteers/").text

    assert "林阿妹" in page
    assert "138****0000" in page
    assert PHONE not in page
    assert str(found.identity) not in page


@pytest.mark.parametrize(
    "asked",
    [
        "unit=tangbian",
        "talent=technician",
        "service=health",
        "text=急救",
        "text=阿妹",
        f"text={PHONE}",
        f"text={world.an_identity()}",
        "talent=technician&service=health&text=急救",
    ],
)
def test_one_finds_by_unit_talent_service_skill_name_and_whole_number(
    desk: Client, found: Volunteer, asked: str
) -> None:
    assert "林阿妹" in desk.get(f"/desk/volunteers/?{asked}").text


@pytest.mark.parametrize(
    "asked", ["talent=five_elders", "service=arts", "text=1380595", "text=没有"]
)
def test_what_does_not_fit_is_not_found(desk: Client, found: Volunteer, asked: str) -> None:
    page = desk.get(f"/desk/volunteers/?{asked}").text

    assert "林阿妹" not in page
    assert "没有符合的志愿者" in page


def test_by_the_volunteers_own_number(desk: Client, found: Volunteer, me: User) -> None:
    assert "林阿妹" in desk.get(f"/desk/volunteers/?text={me.number}").text


def test_another_village_does_not_see_them_and_the_office_does(
    client: Client, found: Volunteer
) -> None:
    client.force_login(world.a_village("杆头村").secretary)
    elsewhere = client.get("/desk/volunteers/").text
    client.force_login(world.an_office())

    assert "林阿妹" not in elsewhere
    assert "林阿妹" in client.get("/desk/volunteers/").text


def test_numbers_in_full_are_shown_once_for_a_reason_that_the_person_reads(
    desk: Client, found: Volunteer, me: User
) -> None:
    page = desk.post(f"/desk/volunteers/{found.pk}/looking/", {"why": "给活动买保险"}).text

    assert PHONE in page
    assert str(found.identity) in page
    assert PHONE not in desk.get(f"/desk/volunteers/{found.pk}/").text
    mine = Client()
    mine.force_login(me)
    for words in ("给活动买保险", "塘边村联络员"):
        assert words in mine.get("/my/").text


@pytest.mark.parametrize("why", ["", "  ", "看看"])
def test_without_a_reason_nothing_is_shown(desk: Client, found: Volunteer, why: str) -> None:
    answer = desk.post(f"/desk/volunteers/{found.pk}/looking/", {"why": why})

    assert answer.status_code == 422
    assert PHONE not in answer.text
    assert not Entry.objects.filter(verb=LOOKED).exists()


def test_the_action_itself_asks_for_reason_and_right(
    village: world.Village, found: Volunteer
) -> None:
    with pytest.raises(Impossible):
        volunteers.look(volunteer=found, why=" 啊 ", by=village.secretary)
    with pytest.raises(Refused):
        volunteers.look(volunteer=found, why="给活动买保险", by=world.a_stranger())
    volunteers.withdraw(volunteer=found, by=None)
    with pytest.raises(Refused, match="已经退出"):
        volunteers.look(volunteer=found, why="给活动买保险", by=village.secretary)


def test_who_was_not_looked_at_is_told_so(client: Client, me: User) -> None:
    world.a_town()
    client.force_login(me)

    assert "还没有人看过" in client.get("/my/").text


def test_a_worker_takes_somebody_off_the_register(desk: Client, found: Volunteer) -> None:
    desk.post(f"/desk/volunteers/{found.pk}/withdrawal/")

    assert not Volunteer.objects.registered().exists()
    assert "林阿妹" not in desk.get("/desk/volunteers/").text
    assert desk.get(f"/desk/volunteers/{found.pk}/").status_code == 404


def test_twenty_cost_no_more_queries_than_three(desk: Client, village: world.Village) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get("/desk/volunteers/")
        return len(queries)

    for number in range(3):
        world.a_volunteer(village, world.a_resident(f"甲{number}"), talents=("technician",))
    few = cost()
    for number in range(17):
        world.a_volunteer(village, world.a_resident(f"乙{number}"), talents=("technician",))

    assert cost() == few
    assert few <= 17


# What plans can count ------------------------------------------------------------------------------


def test_a_volunteer_is_a_lasting_fact_from_consent_to_its_end(
    village: world.Village, found: Volunteer
) -> None:
    year = Span(date(2020, 1, 1), date(2099, 12, 31))

    def told() -> list[tuple[object, ...]]:
        kind = "volunteer.registered"
        return [
            (fact.subjects, fact.tags["talent"], fact.until)
            for fact in facts(village.town, year)
            if fact.kind == kind
        ]

    before = told()
    volunteers.withdraw(volunteer=found, by=None)

    whose = ("unit:tangbian", "town:baogai")
    assert before == [(whose, {"technician"}, None)]
    assert told() == [(whose, frozenset(), Volunteer.objects.get().ended_on)]
