"""Somebody with a number, the message that reaches it, and the pages of sign-in in short."""

from __future__ import annotations

import re

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from wenming.accounts.actions import users
from wenming.accounts.models import Message, User
from wenming.base.models import Entry
from wenming.organisation.models import Town

PHONE = "13805970001"
OTHER_PHONE = "13805970002"
PASSWORD = "宝盖镇的一句话2022"

LOGIN = "/account/login/"
BY_PASSWORD = "/account/login/password/"
CODE = "/account/login/code/confirm/"
SIGN_UP = "/account/signup/"
VERIFY = "/account/phone/verify/"


def somebody(name: str = "林阿水", phone: str = PHONE, password: str = "") -> User:
    """A person whose number is known to be theirs."""
    user = users.enter(name=name, by=None)
    users.set_phone(user=user, phone=phone, verified=True, by=None)
    if password:
        users.set_password(user=user, password=password, by=None)
    return user


def a_town(*, is_demo: bool = False) -> Town:
    return Town.objects.create(code="baogai", name="宝盖镇", name_en="Baogai", is_demo=is_demo)


def last_message() -> Message:
    """The last message written, not yet with the gateway."""
    return Message.objects.latest("pk")


def code() -> str:
    """The six figures in the last message."""
    found = re.search(r"\b\d{6}\b", last_message().text)
    assert found, last_message().text
    return found[0]


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 10**6:06d}"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_password(
    client: Client, password: str = PASSWORD, phone: str = PHONE, address: str = "203.0.113.1"
) -> HttpResponse:
    """One try at the password page."""
    sent = {"login": phone, "password": password}
    return client.post(BY_PASSWORD, sent, REMOTE_ADDR=address)


def verbs(user: User) -> list[str]:
    """What the journal says about this person, in order."""
    return list(
        Entry.objects.filter(subject=f"accounts.user:{user.pk}").values_list("verb", flat=True)
    )


def forget_limits() -> None:
    """As if time had passed for every limit."""
    cache.clear()
