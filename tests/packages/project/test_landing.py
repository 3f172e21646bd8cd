"""After signing in: at the desk of the town in which one holds a post."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import the_plan, world
from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.organisation.actions import posts
from wenming.organisation.models import Post

pytestmark = pytest.mark.django_db

PHONE, PASSWORD = "13800001234", "a long enough one 7"


@pytest.fixture
def person() -> User:
    """A village's liaison officer in one town of two."""
    village = world.a_village()
    world.a_village("外镇村", world.a_town("linzhen", "邻镇"))
    user = world.a_resident("两地干部", PHONE)
    users.verify_phone(user=user, phone=PHONE, by=user)
    users.set_password(user=user, password=PASSWORD, by=user)
    posts.appoint(
        unit=village.unit,
        role=Post.Role.LIAISON_OFFICER,
        holder=user,
        from_on=world.PLAN_DAY,
        by=None,
    )
    return user


def arrival(prefix: str = "") -> str:
    answer = Client().post(
        f"{prefix}/account/login/password/", {"login": PHONE, "password": PASSWORD}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("prefix", ["", "/t/baogai", "/t/linzhen"])
def test_whoever_has_one_desk_arrives_at_it_wherever_they_signed_in(prefix: str) -> None:
    assert arrival(prefix) == "/t/baogai/desk/"


def test_whoever_has_two_arrives_at_the_towns_own_or_chooses(person: User) -> None:
    unit = world.the_town_unit(world.a_town("linzhen"))
    posts.appoint(unit=unit, role=Post.Role.STAFF, holder=person, from_on=world.PLAN_DAY, by=None)

    assert arrival("/t/baogai") == "/t/baogai/desk/"
    assert arrival("/t/linzhen") == "/t/linzhen/desk/"
    assert arrival() == "/"


def test_a_desk_names_the_other_towns_in_which_one_holds_a_post(client: Client) -> None:
    here = world.the_town_unit(the_plan.loaded().town)
    there = world.the_town_unit(world.a_town("linzhen", "邻镇"))
    person = world.holding(here, Post.Role.LEADER, "两地干部")
    client.force_login(person)
    assert "/t/linzhen/desk/" not in client.get("/t/baogai/desk/").content.decode()

    posts.appoint(unit=there, role=Post.Role.LEADER, holder=person, from_on=world.PLAN_DAY, by=None)

    assert "/t/linzhen/desk/" in client.get("/t/baogai/desk/").content.decode()


def test_everybody_else_comes_to_their_own_page() -> None:
    world.a_village()
    resident = world.a_resident("居民", PHONE)
    users.verify_phone(user=resident, phone=PHONE, by=resident)
    users.set_password(user=resident, password=PASSWORD, by=None)

    assert arrival() == "/my/"
