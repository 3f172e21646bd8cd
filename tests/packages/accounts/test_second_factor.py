"""A one-time password after the password or code, for who wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks as OnCommit

from tests.packages.accounts import people
from wenming.accounts import secrecy
from wenming.accounts.models import User

pytestmark = pytest.mark.django_db

ACTIVATE = "/account/2fa/totp/activate/"
AUTHENTICATE = "/account/2fa/authenticate/"
DEACTIVATE = "/account/2fa/totp/deactivate/"


@pytest.fixture(autouse=True)
def _within_one_half_minute() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 4, 0, 5, tzinfo=UTC), tick=False):
        yield


def now(secret: str) -> str:
    """What the app on the phone shows."""
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


@pytest.fixture
def secret(client: Client, django_capture_on_commit_callbacks: OnCommit) -> str:
    """The key of somebody who has just turned the second factor on."""
    client.force_login(people.somebody())
    found = re.search(r"<code>(\w+)</code>", client.get(ACTIVATE).text)
    assert found
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ACTIVATE, {"code": now(found[1])})
    assert response["Location"] == "/account/2fa/recovery-codes/"
    return found[1]


def enter_by_code(client: Client) -> str:
    client.post(people.LOGIN, {"login": people.PHONE})
    return str(client.post(people.CODE, {"code": people.code()})["Location"])


def test_who_turned_it_on_is_asked_for_it(secret: str) -> None:
    client = Client()

    assert enter_by_code(client) == AUTHENTICATE
    assert not people.is_signed_in(client)
    client.post(AUTHENTICATE, {"code": now(secret)})

    assert people.is_signed_in(client)


def test_a_wrong_one_time_password_opens_nothing(secret: str) -> None:
    client = Client()
    enter_by_code(client)

    page = client.post(AUTHENTICATE, {"code": people.wrong(now(secret))})

    assert "动态口令不对" in page.text
    assert not people.is_signed_in(client)
    assert "user.sign-in-failed" in people.verbs(User.objects.get())


def test_a_spare_code_opens_once(secret: str) -> None:
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    first, second = Client(), Client()
    enter_by_code(first)
    first.post(AUTHENTICATE, {"code": spare})
    enter_by_code(second)
    second.post(AUTHENTICATE, {"code": spare})

    assert people.is_signed_in(first)
    assert not people.is_signed_in(second)


def test_the_key_is_not_kept_in_clear(secret: str) -> None:
    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert secret not in kept
    assert secrecy.opened(kept) == secret


def test_who_has_only_a_passkey_is_not_asked_for_it_after_a_code(client: Client) -> None:
    user = people.somebody()
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "手机"})

    assert enter_by_code(client) == "/my/"


def test_turning_it_off_asks_for_it_once_more_and_is_in_the_journal(
    client: Client, secret: str
) -> None:
    user = User.objects.get()
    response = client.post(DEACTIVATE)
    assert response["Location"].startswith("/account/2fa/reauthenticate/")

    client.post("/account/2fa/reauthenticate/", {"code": now(secret), "next": "/my/"})
    client.post(DEACTIVATE)

    assert not Authenticator.objects.filter(user=user.pk).exists()
    assert "user.second-factor-added" in people.verbs(user)
    assert "user.second-factor-removed" in people.verbs(user)
