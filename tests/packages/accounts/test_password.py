"""Number and password, and what happens to who guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts.actions import users
from wenming.accounts.models import User

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
NEIGHBOUR = "203.0.113.2"


def test_number_and_password_open_the_door(client: Client) -> None:
    people.somebody(password=people.PASSWORD)

    response = people.with_password(client)

    assert (response.status_code, response["Location"]) == (302, "/my/")
    assert people.is_signed_in(client)


def test_the_number_typed_on_the_first_page_is_there_on_the_second(client: Client) -> None:
    page = client.post(people.BY_PASSWORD, {"login": "138 0597 0001"})

    assert 'value="138 0597 0001"' in page.text
    assert "field--wrong" not in page.text


def test_a_wrong_password_and_an_unknown_number_get_the_same_words(client: Client) -> None:
    people.somebody(password=people.PASSWORD)

    wrong = people.with_password(client, "不是这一句")
    unknown = people.with_password(client, "不是这一句", people.OTHER_PHONE)

    assert "手机号码或密码不对" in wrong.text
    assert "手机号码或密码不对" in unknown.text
    assert not people.is_signed_in(client)


def test_after_five_wrong_passwords_one_is_told_how_long_to_wait(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    with time_machine.travel(NOON, tick=False) as now:
        statuses = []
        for _ in range(5):
            statuses.append(people.with_password(client, "不是这一句").status_code)
            now.shift(timedelta(seconds=20))
        refused = people.with_password(client, people.PASSWORD)

    assert statuses == [200] * 5
    assert refused.status_code == 429
    assert refused["Retry-After"] == "200"
    assert "请等 4 分钟再试" in refused.text
    assert not people.is_signed_in(client)


def test_the_lock_opens_by_itself(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    with time_machine.travel(NOON, tick=False) as now:
        for _ in range(6):
            people.with_password(client, "不是这一句")
        now.shift(timedelta(minutes=5, seconds=1))
        people.with_password(client)

    assert people.is_signed_in(client)


def test_a_neighbour_behind_another_address_is_not_locked_out(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    for _ in range(6):
        people.with_password(client, "不是这一句")

    people.with_password(client, address=NEIGHBOUR)

    assert people.is_signed_in(client)


def test_a_family_behind_one_address_is_not_locked_out_by_one_of_them(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    people.somebody("林阿木", people.OTHER_PHONE, people.PASSWORD)
    for _ in range(6):
        people.with_password(client, "不是这一句", people.OTHER_PHONE)

    people.with_password(client)

    assert people.is_signed_in(client)


def test_many_addresses_together_cannot_guess_on(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    for place in range(30):
        people.with_password(client, "不是这一句", address=f"198.51.100.{place}")

    assert people.with_password(client, address=NEIGHBOUR).status_code == 429


def test_right_passwords_do_not_count(client: Client) -> None:
    people.somebody(password=people.PASSWORD)

    statuses = {people.with_password(Client()).status_code for _ in range(7)}

    assert statuses == {302}


def test_every_process_sees_the_same_count() -> None:
    assert isinstance(caches["default"], DatabaseCache)


def test_the_lock_holds_though_hundreds_of_others_sign_in(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    for _ in range(5):
        people.with_password(client, "不是这一句")
    caches["default"].set_many({f"~{place}": place for place in range(400)})
    caches["default"].set_many({f"!{place}": place for place in range(400)})

    assert people.with_password(client).status_code == 429


def test_who_is_locked_out_can_still_come_in_by_code(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    for _ in range(6):
        people.with_password(client, "不是这一句")

    client.post(people.LOGIN, {"login": people.PHONE})
    client.post(people.CODE, {"code": people.code()})

    assert people.is_signed_in(client)


def test_who_is_barred_cannot_come_in(client: Client) -> None:
    user = people.somebody(password=people.PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)

    people.with_password(client)

    assert not people.is_signed_in(client)


def test_who_is_barred_is_out_at_once(client: Client) -> None:
    user = people.somebody(password=people.PASSWORD)
    people.with_password(client)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get("/my/").status_code == 302


def test_a_number_that_others_wrote_down_is_asked_for_its_code_first(client: Client) -> None:
    user = users.enter(name="林阿水", phone=people.PHONE, by=None)
    users.set_password(user=user, password=people.PASSWORD, by=None)

    response = people.with_password(client)

    assert response["Location"] == people.VERIFY
    assert not people.is_signed_in(client)
    client.post(people.VERIFY, {"code": people.code()})
    assert people.is_signed_in(client)
    user.refresh_from_db()
    assert user.has_usable_password()


def test_a_first_password_is_set_and_works(client: Client) -> None:
    client.force_login(people.somebody())

    response = client.post("/account/password/set/", {"password1": people.PASSWORD})

    assert response["Location"] == "/account/2fa/"
    again = Client()
    people.with_password(again)
    assert people.is_signed_in(again)


def test_a_poor_password_is_refused_at_its_field(client: Client) -> None:
    client.force_login(people.somebody())

    page = client.post("/account/password/set/", {"password1": "123456"})

    assert "field__error" in page.text
    assert not User.objects.get().has_usable_password()


def test_the_old_password_is_asked_before_another_is_taken(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    people.with_password(client)
    page = client.post("/account/password/change/", {"password1": "另一句话2023年"})

    assert "field__error" in page.text
    sent = {"oldpassword": people.PASSWORD, "password1": "另一句话2023年"}
    client.post("/account/password/change/", sent)
    assert User.objects.get().check_password("另一句话2023年")


def test_who_forgot_the_password_comes_in_by_code_and_sets_another(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    client.post(people.LOGIN, {"login": people.PHONE})
    client.post(people.CODE, {"code": people.code()})

    client.post("/account/password/change/", {"password1": "另一句话2023年"})

    assert User.objects.get().check_password("另一句话2023年")


def test_another_password_ends_the_sessions_on_other_devices(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    other = Client()
    people.with_password(other)
    people.with_password(client)

    sent = {"oldpassword": people.PASSWORD, "password1": "另一句话2023年"}
    client.post("/account/password/change/", sent)

    assert client.get("/my/").status_code == 200
    assert other.get("/my/").status_code == 302
