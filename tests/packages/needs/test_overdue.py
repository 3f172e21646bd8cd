"""Every need is answered in time; who does not is seen, and it goes further up (5.3-a)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests import world
from wenming.accounts.models import Notice
from wenming.base import clock
from wenming.needs.actions import answering
from wenming.needs.actions import round as rounds

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-a")]


def told(user: object) -> int:
    return Notice.objects.filter(user=user, key__contains="late").count()


def test_first_the_villages_head_is_told_then_the_offices_each_once() -> None:
    village, office = world.a_village(), world.an_office()
    need = world.a_need(village)
    counted = []

    for late in (timedelta(hours=-1), timedelta(hours=1), timedelta(hours=2), timedelta(hours=25)):
        with clock.at(need.answer_by + late):
            rounds.go_round()
        counted.append((told(village.secretary), told(office)))

    assert counted == [(0, 0), (1, 0), (1, 0), (1, 1)]


def test_what_was_answered_is_not_escalated() -> None:
    village = world.a_village()
    need = world.a_need(village)
    answering.verify(need=need, by=village.secretary)

    with clock.at(need.answer_by + timedelta(days=3)):
        rounds.go_round()

    assert told(village.secretary) == 0


def test_the_inbox_says_what_is_late(client: Client) -> None:
    village = world.a_village()
    need = world.a_need(village)
    client.force_login(village.secretary)

    with clock.at(need.answer_by + timedelta(hours=1)):
        assert "state--missed" in client.get("/desk/needs/").content.decode()
