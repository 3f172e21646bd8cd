"""People are told once, in their page's language, and by short message if they have a phone."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext_noop

from tests import world
from wenming.accounts.actions import mine, notices
from wenming.accounts.models import Message, Notice

pytestmark = pytest.mark.django_db

TEXT = gettext_noop("活动照片")


def test_the_same_thing_is_told_once() -> None:
    resident = world.a_resident(phone="13800000001")

    for _ in range(2):
        notices.tell(user=resident, key="a:1", text=TEXT)
    notices.tell(user=resident, key="a:2", text=TEXT)

    assert Notice.objects.of(resident).count() == 2


def test_a_notice_speaks_the_language_of_the_page() -> None:
    resident = world.a_resident()
    notices.tell(user=resident, key="a", text=TEXT)
    told = Notice.objects.get()

    with translation.override("en"):
        english = str(told)

    assert (str(told), english) == ("活动照片", "Activity photo")


def test_who_has_closed_the_account_is_told_nothing() -> None:
    resident = world.a_resident()
    mine.erase(user=resident, by=resident)

    notices.tell(user=resident, key="a", text=TEXT)

    assert not Notice.objects.exists()
    assert not Message.objects.exists()


def test_what_was_read_is_no_longer_new() -> None:
    resident = world.a_resident()
    notices.tell(user=resident, key="a", text=TEXT)

    notices.read(user=resident)

    assert not Notice.objects.of(resident).unread().exists()


def test_several_are_told_at_once_each_once_and_called_if_they_have_a_phone() -> None:
    called, quiet = world.a_resident("甲", phone="13800000001"), world.a_resident("乙")

    for _ in range(2):
        notices.tell_all(users=[called, quiet], key="a", text=TEXT)

    assert Notice.objects.count() == 2
    assert Message.objects.count() == 1
