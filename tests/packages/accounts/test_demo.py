"""One tap to be somebody: in a town whose data is made up, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts import demo, phones
from wenming.accounts.actions import demo as acting
from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.organisation.models import Town

pytestmark = pytest.mark.django_db

DEMO = "/account/demo/"


def played(town: Town, role: str = "leader") -> User:
    user = users.enter(name="演示领导", by=None)
    acting.register(town_id=town.pk, players={role: user}, by=None)
    return user


def test_a_made_up_town_offers_its_roles(client: Client) -> None:
    played(people.a_town(is_demo=True))

    page = client.get(people.LOGIN).text

    assert "一键试用" in page
    assert 'value="leader"' in page
    assert 'value="auditor"' not in page


def test_one_tap_is_enough(client: Client) -> None:
    user = played(people.a_town(is_demo=True))

    response = client.post(DEMO, {"role": "leader"})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert people.verbs(user)[-1] == "user.signed-in"


def test_a_real_town_offers_nothing_and_has_no_such_page(client: Client) -> None:
    played(people.a_town())

    assert "一键试用" not in client.get(people.LOGIN).text
    assert client.post(DEMO, {"role": "leader"}).status_code == 404
    assert not people.is_signed_in(client)


def test_a_real_town_beside_a_made_up_one_stays_closed(client: Client) -> None:
    played(people.a_town(is_demo=True))
    Town.objects.create(code="linzhen", name="邻镇", name_en="Linzhen")

    assert client.post(f"/t/linzhen{DEMO}", {"role": "leader"}).status_code == 404
    assert client.post(DEMO, {"role": "leader"}).status_code == 404
    assert client.post(f"/t/baogai{DEMO}", {"role": "leader"}).status_code == 302


def test_a_role_that_nobody_plays_does_not_exist(client: Client) -> None:
    played(people.a_town(is_demo=True))

    assert client.post(DEMO, {"role": "auditor"}).status_code == 404
    assert client.post(DEMO, {}).status_code == 404


def test_looking_at_the_address_signs_nobody_in(client: Client) -> None:
    played(people.a_town(is_demo=True))

    assert client.get(f"{DEMO}?role=leader").status_code == 405


def test_the_printed_number_and_password_open_the_door(client: Client) -> None:
    town = people.a_town(is_demo=True)
    played(town)

    [(role, phone, password)] = demo.sign_ins(town.pk)
    people.with_password(client, password, phone)

    assert (role, password) == ("镇领导", "wenming2026")
    assert people.is_signed_in(client)


def test_every_role_of_every_town_has_a_number_of_its_own() -> None:
    numbers = [demo.phone(town, role) for town in (1, 2, 50) for role in demo.ROLES]

    assert len(demo.ROLES) == 8
    assert len(set(numbers)) == len(numbers)
    assert numbers[0] == "19900000001"
    assert [phones.normal(number) for number in numbers] == numbers


def test_registering_twice_changes_nothing() -> None:
    town = people.a_town(is_demo=True)
    user = played(town)
    acting.register(town_id=town.pk, players={"leader": user}, by=None)

    assert len(demo.sign_ins(town.pk)) == 1


def test_a_role_passes_to_somebody_else(client: Client) -> None:
    town = people.a_town(is_demo=True)
    first = played(town)
    second = played(town)

    client.post(DEMO, {"role": "leader"})

    first.refresh_from_db()
    assert first.phone is None
    assert client.session["_auth_user_id"] == str(second.pk)
