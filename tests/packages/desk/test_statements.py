"""The desk costs the same few statements, however much there is to do, for whoever works there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import the_plan, world
from tests.packages.hours.stage import a_presence, a_shift
from tests.packages.learning.stage import an_order
from tests.packages.neighbours.stage import a_posting
from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.models import Unit

# Within a transaction no standings are kept, and a page would count the whole town.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clause("A.3-c")]

DAY: Final = date(2026, 11, 11)
# What the house aims for on every page.
MOST: Final = 12


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(world.moment(DAY)):
        yield


@pytest.fixture
def village() -> world.Village:
    the_plan.loaded()
    unit = Unit.objects.get(code="tangbian")
    secretary = world.holding(unit, "secretary", "塘边村书记")
    return world.Village(unit, secretary, world.holding(unit, "liaison_officer", "塘边村联络员"))


def look(user: User) -> tuple[str, int]:
    """The page, and how many statements it takes; the first look works the standings out."""
    client = Client()
    client.force_login(user)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        return client.get("/desk/").text, len(asked)


def work(village: world.Village, turn: int) -> None:
    """Something of what waits at a desk."""
    world.a_need(village, channel="visit", by=village.liaison_officer, phone=f"1370000{turn:04d}")
    a_posting(village, name=f"第{turn}位老人")
    shift = a_shift(village, day=date(2026, 11, turn))
    a_presence(shift, world.a_resident(f"第{turn}人"), left=shift.ends_at)
    world.an_announcement(village, world.a_stretch(turn), title=f"第{turn}次", publish_now=False)
    an_order(village)


def test_it_takes_few_statements_whatever_there_is_to_do(village: world.Village) -> None:
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE)[0]
    roles = (("deputy", village.unit), ("team_leader", village.unit), ("deputy", office))
    people = [world.holding(unit, role, f"{unit}{role}") for role, unit in roles]
    work(village, 1)
    for_one = [look(somebody)[1] for somebody in people]
    for turn in (2, 3):
        work(village, turn)
    for_three = [look(somebody) for somebody in people]

    assert [number for _, number in for_three] == for_one
    assert max(for_one) <= MOST
    for page, _ in (for_three[0], for_three[-1]):
        assert "3 件需求等答复" in page
        assert "第3次" in page
