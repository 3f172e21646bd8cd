"""A message is written with the deed, sent by the worker, and gone when it is sent."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.packages.accounts import people
from wenming.accounts.actions import messages
from wenming.accounts.models import Message
from wenming.base import clock

pytestmark = pytest.mark.django_db

SENT: list[tuple[str, str]] = []


def gateway(phone: str, text: str) -> None:
    """Stands for a town's gateway."""
    SENT.append((phone, text))


def broken(phone: str, text: str) -> None:
    """A gateway that does not answer."""
    raise ConnectionError("no answer")


@pytest.fixture(autouse=True)
def _a_gateway(settings: Settings) -> None:
    SENT.clear()
    settings.SMS_SENDER = f"{__name__}.gateway"


def test_the_page_does_not_wait_for_the_gateway(client: Client, settings: Settings) -> None:
    settings.SMS_SENDER = f"{__name__}.broken"
    people.somebody()

    assert client.post(people.LOGIN, {"login": people.PHONE}).status_code == 302
    assert SENT == []


def test_the_worker_hands_it_over_once_and_keeps_nothing() -> None:
    messages.send(phone=people.PHONE, text="您好")
    number = people.last_message().pk

    messages.deliver(number)
    messages.deliver(number)

    assert SENT == [(people.PHONE, "您好")]
    assert not Message.objects.exists()


def test_a_refused_message_stays_for_another_try(settings: Settings) -> None:
    messages.send(phone=people.PHONE, text="您好")
    settings.SMS_SENDER = f"{__name__}.broken"

    with pytest.raises(ConnectionError):
        messages.deliver(people.last_message().pk)

    assert Message.objects.count() == 1


def test_a_code_that_waited_too_long_is_not_sent() -> None:
    messages.send(phone=people.PHONE, text="您好")
    with clock.at(clock.now() + timedelta(minutes=11)):
        messages.deliver(people.last_message().pk)

    assert SENT == []
    assert not Message.objects.exists()


def test_the_queue_names_only_the_message(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "sync": False}
    with django_capture_on_commit_callbacks() as callbacks:
        messages.send(phone=people.PHONE, text="您好")

    [callback] = callbacks
    assert people.PHONE not in repr(callback)
    assert "您好" not in repr(callback)


def test_without_a_gateway_the_operator_reads_the_code_in_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_SENDER = "wenming.accounts.senders.console"
    with caplog.at_level(logging.WARNING, "wenming.sms"):
        messages.send(phone=people.PHONE, text="验证码 123456")
        messages.deliver(people.last_message().pk)

    assert "SMS 短信" in caplog.text
    assert "123456" in caplog.text
    assert "138****0001" in caplog.text
