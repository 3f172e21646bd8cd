"""Signing in with a code that comes by message: for who has no password, and who forgot it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends import db
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts.models import Message, Session, User

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def ask(client: Client, phone: str = people.PHONE, **sent: str) -> str:
    """Ask for a code; where that leads."""
    response = client.post(people.LOGIN, {"login": phone, **sent})
    return str(response.headers["Location"])


def test_the_code_opens_the_door(client: Client) -> None:
    people.somebody()

    assert ask(client) == people.CODE
    response = client.post(people.CODE, {"code": people.code()})

    assert (response.status_code, response["Location"]) == (302, "/my/")
    assert people.is_signed_in(client)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_the_code_may_be_typed_with_blanks(client: Client, typed: str) -> None:
    people.somebody()
    ask(client)

    client.post(people.CODE, {"code": typed.format(people.code())})

    assert people.is_signed_in(client)


def test_the_code_may_be_typed_in_full_width_figures(client: Client) -> None:
    people.somebody()
    ask(client)
    full_width = people.code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    client.post(people.CODE, {"code": full_width})

    assert people.is_signed_in(client)


def test_a_wrong_code_is_said_at_the_field_and_can_be_tried_again(client: Client) -> None:
    people.somebody()
    ask(client)

    page = client.post(people.CODE, {"code": people.wrong(people.code())})

    assert "验证码不对" in page.text
    assert 'aria-invalid="true"' in page.text
    client.post(people.CODE, {"code": people.code()})
    assert people.is_signed_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client: Client) -> None:
    people.somebody()
    ask(client)
    right = people.code()
    for _ in range(5):
        client.post(people.CODE, {"code": people.wrong(right)})

    client.post(people.CODE, {"code": right})

    assert not people.is_signed_in(client)


def test_a_code_is_good_for_five_minutes_and_then_one_is_told(client: Client) -> None:
    people.somebody()
    with time_machine.travel(NOON, tick=False) as now:
        ask(client)
        now.shift(timedelta(minutes=5, seconds=1))
        page = client.post(people.CODE, {"code": people.code()}, follow=True)

    assert not people.is_signed_in(client)
    assert "已经过期" in page.text


def test_another_code_can_be_asked_for_and_the_first_is_then_worth_nothing(client: Client) -> None:
    people.somebody()
    ask(client)
    first = people.code()
    client.post(people.CODE, {"action": "resend"})
    second = people.code()

    if first != second:
        client.post(people.CODE, {"code": first})
        assert not people.is_signed_in(client)
    client.post(people.CODE, {"code": second})

    assert people.is_signed_in(client)


def test_whether_anybody_has_a_number_cannot_be_seen(client: Client) -> None:
    people.somebody()
    known, unknown = Client(), Client()

    one = known.post(people.LOGIN, {"login": people.PHONE}, follow=True)
    other = unknown.post(people.LOGIN, {"login": people.OTHER_PHONE}, follow=True)

    assert one.redirect_chain == other.redirect_chain
    assert without_tokens(one.text, people.PHONE) == without_tokens(other.text, people.OTHER_PHONE)


def without_tokens(page: str, phone: str) -> list[str]:
    kept = [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]
    return [line.replace(phone, "the number") for line in kept]


def test_the_owner_of_an_unknown_number_is_told_by_message(client: Client) -> None:
    ask(client, people.OTHER_PHONE)

    assert "还没有注册" in people.last_message().text
    assert not User.objects.exists()


def test_five_codes_in_ten_minutes_are_enough_and_the_wait_is_told(client: Client) -> None:
    people.somebody()
    for _ in range(5):
        client.post(people.LOGIN, {"login": people.PHONE})
        client.post("/account/logout/")

    refused = client.post(people.LOGIN, {"login": people.PHONE})

    assert refused.status_code == 429
    assert "请等 10 分钟再试" in refused.text
    assert Message.objects.count() == 5


def test_neither_number_nor_code_can_be_read_in_the_session_table(client: Client) -> None:
    people.somebody()
    ask(client)

    kept = Session.objects.get(pk=client.session.session_key)

    assert db.SessionStore().decode(kept.session_data) == {}
    assert client.session["account_login"]["state"]


def test_who_has_no_number_cannot_sign_in_and_who_is_barred_cannot_either(client: Client) -> None:
    user = people.somebody(password=people.PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)
    ask(client)

    page = client.post(people.CODE, {"code": people.code()}, follow=True)

    assert not people.is_signed_in(client)
    assert "已经停用" in page.text


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_a_foreign_address_after_signing_in(client: Client, target: str) -> None:
    people.somebody()
    ask(client, next=target)

    response = client.post(people.CODE, {"code": people.code(), "next": target})

    assert response["Location"] == "/my/"


def test_one_goes_on_to_the_page_one_wanted(client: Client) -> None:
    people.somebody()

    assert ask(client, next="/my/data/") == f"{people.CODE}?next=%2Fmy%2Fdata%2F"
    response = client.post(people.CODE, {"code": people.code(), "next": "/my/data/"})

    assert response["Location"] == "/my/data/"


def test_a_password_that_a_stranger_typed_at_sign_up_does_not_open_the_account(
    client: Client,
) -> None:
    sent = {"phone": people.PHONE, "name": "冒名的人", "password1": people.PASSWORD}
    Client().post(people.SIGN_UP, sent)
    people.forget_limits()
    ask(client)

    client.post(people.CODE, {"code": people.code()})

    assert people.is_signed_in(client)
    assert not people.is_signed_in(entering_with_password())


def entering_with_password() -> Client:
    client = Client()
    people.with_password(client)
    return client
