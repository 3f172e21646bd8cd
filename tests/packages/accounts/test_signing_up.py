"""A resident makes themselves known: number and name, and a code that shows the number is theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts.models import User

pytestmark = pytest.mark.django_db

SENT = {"phone": "+86 138-0597-0001", "name": " 林阿水 "}


def test_number_name_and_code_are_all_it_takes(client: Client) -> None:
    response = client.post(people.SIGN_UP, SENT)
    assert response["Location"] == people.VERIFY

    response = client.post(people.VERIFY, {"code": people.code()})

    assert response["Location"] == "/my/"
    user = User.objects.get()
    assert (user.name, user.phone, user.phone_verified) == ("林阿水", people.PHONE, True)
    assert not user.has_usable_password()
    assert people.is_signed_in(client)


def test_without_the_code_nobody_is_in(client: Client) -> None:
    client.post(people.SIGN_UP, SENT)

    client.post(people.VERIFY, {"code": people.wrong(people.code())})

    assert not people.is_signed_in(client)
    assert not User.objects.get().phone_verified


def test_a_password_may_be_chosen_at_once(client: Client) -> None:
    client.post(people.SIGN_UP, {**SENT, "password1": people.PASSWORD})
    client.post(people.VERIFY, {"code": people.code()})

    assert User.objects.get().check_password(people.PASSWORD)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "12345", "请填写 11 位手机号码"),
        ("phone", "", "请填写手机号码"),
        ("name", "   ", "field__error"),
        ("password1", "12345678", "field__error"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    client: Client, field: str, value: str, words: str
) -> None:
    page = client.post(people.SIGN_UP, {**SENT, field: value})

    assert words in page.text
    assert f'href="#id_{field}"' in page.text
    assert not User.objects.exists()


def test_a_number_that_somebody_has_looks_like_any_other(client: Client) -> None:
    people.somebody()
    fresh = Client().post(people.SIGN_UP, {**SENT, "phone": people.OTHER_PHONE})
    taken = client.post(people.SIGN_UP, SENT)

    assert (taken.status_code, taken["Location"]) == (fresh.status_code, fresh["Location"])
    assert "已经注册过" in people.last_message().text
    assert User.objects.count() == 2


def test_no_code_opens_the_account_of_whoever_has_the_number(client: Client) -> None:
    people.somebody()
    client.post(people.SIGN_UP, SENT)

    client.post(people.VERIFY, {"code": ""})
    client.post(people.VERIFY, {"code": "000000"})

    assert not people.is_signed_in(client)


def test_a_second_code_within_half_a_minute_is_not_sent(client: Client) -> None:
    client.post(people.SIGN_UP, SENT)

    again = Client().post(people.SIGN_UP, SENT)

    assert again.status_code == 429


def test_the_journal_says_so_without_the_number(client: Client) -> None:
    client.post(people.SIGN_UP, SENT)
    client.post(people.VERIFY, {"code": people.code()})

    verbs = people.verbs(User.objects.get())

    assert verbs == [
        "user.entered",
        "user.phone-set",
        "user.signed-up",
        "user.phone-set",
        "user.signed-in",
    ]
