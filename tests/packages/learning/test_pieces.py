"""Lectures online count who opened them, once a reader and day, and know nobody (5.1-c)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests import world
from tests.packages.learning.stage import a_piece, soon
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.engines.obligations.values import Span
from wenming.learning.facts import facts
from wenming.learning.models import Reading
from wenming.organisation.actions import records

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.1-c")]

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (phone)"}


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def test_a_reader_counts_once_a_day(village: world.Village) -> None:
    piece = a_piece(village)
    for _ in range(3):
        Client(**PHONE).get(f"/lectures/online/{piece.pk}/")
    Client(HTTP_USER_AGENT="another phone").get(f"/lectures/online/{piece.pk}/")
    with clock.at(soon(1)):
        Client(**PHONE).get(f"/lectures/online/{piece.pk}/")
        shown = Client(HTTP_USER_AGENT="robot").get("/lectures/online/").text

    assert Reading.objects.count() == 3
    assert "阅读 3 次" in shown


def test_machines_are_not_readers(village: world.Village) -> None:
    piece = a_piece(village)
    Client(HTTP_USER_AGENT="Baiduspider/2.0").get(f"/lectures/online/{piece.pk}/")

    assert not Reading.objects.exists()


def test_a_mark_is_another_tomorrow_and_names_nobody(village: world.Village) -> None:
    piece, reader = a_piece(village), world.a_resident("读者")
    client = Client(**PHONE)
    client.force_login(reader)
    client.get(f"/lectures/online/{piece.pk}/")
    with clock.at(soon(1)):
        client.force_login(reader)
        client.get(f"/lectures/online/{piece.pk}/")

    marks = set(Reading.objects.values_list("mark", flat=True))
    assert len(marks) == 2
    assert not any(str(reader.pk) == mark for mark in marks)


def test_what_is_to_come_or_withdrawn_is_not_there(village: world.Village) -> None:
    later = a_piece(village, published_on=clock.today() + timedelta(days=1))
    gone = a_piece(village, title="撤回的")
    records.withdraw(row=gone, why="有误", by=village.secretary)

    for piece in (later, gone):
        assert Client().get(f"/lectures/online/{piece.pk}/").status_code == 404


def test_there_is_something_to_read_or_to_watch(village: world.Village) -> None:
    with pytest.raises(Impossible, match="请写正文"):
        a_piece(village, body=" ", link="")


def test_no_script_of_a_text_is_run(village: world.Village) -> None:
    piece = a_piece(village, body="<script>alert(1)</script>")

    assert "<script>alert" not in Client().get(f"/lectures/online/{piece.pk}/").text


def test_each_piece_is_a_fact(village: world.Village) -> None:
    piece = a_piece(village)

    (fact,) = facts(village.town, Span(piece.published_on, piece.published_on))
    assert fact.subjects == (village.unit.key, village.town.key)
    assert fact.tags == {"task": frozenset({"theory"})}
