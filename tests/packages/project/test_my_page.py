"""One's own page costs the same few statements, whoever looks and however much there is to tell."""

from __future__ import annotations

from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.learning.stage import a_lecture, a_lecturer, an_order
from tests.packages.menu.stage import a_service
from tests.packages.neighbours.stage import a_pair
from tests.packages.signups.stage import join
from wenming.accounts.models import User
from wenming.learning.models import Lecturer
from wenming.needs.actions import asking
from wenming.needs.models import Need
from wenming.volunteers.actions import volunteers
from wenming.volunteers.models import Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

# Row E1 of the measured targets.
MOST: Final = 8


def look(user: User) -> tuple[str, int]:
    """The page, and how many statements it takes; the first look of a process makes one of them."""
    client = Client()
    client.force_login(user)
    client.get("/my/")
    with CaptureQueriesContext(connection) as asked:
        return client.get("/my/").text, len(asked)


def busy(village: world.Village, lecturer: Lecturer, volunteer: Volunteer, turn: int) -> None:
    """Something of everything that a page of one's own tells."""
    user = volunteer.user
    world.a_dispatch(village, to=volunteer, phone=f"1370000{turn:04d}")
    asked = asking.Asked(unit=village.unit, words="灯坏了", name="林", phone=f"1360000{turn:04d}")
    asking.ask(asked=asked, channel="online", by=user, asker=user)
    activity = world.an_announcement(village, world.a_stretch(3 + turn), title=f"第{turn}次")
    join(shift=activity.shifts.get(), by=user)
    a_pair(village, volunteer, name=f"第{turn}位老人")
    an_order(village, a_lecture(village, lecturer, title=f"第{turn}讲"))
    a_service(world.a_team(village, name=f"第{turn}队", head=user), title=f"第{turn}项服务")
    volunteers.look(volunteer=volunteer, why=f"第{turn}次核对保险", by=village.secretary)


def test_it_takes_few_statements_whatever_there_is_to_tell() -> None:
    village = world.a_village()
    volunteer = world.a_volunteer(village)
    _, for_nothing = look(volunteer.user)
    lecturer = a_lecturer(village, volunteer.user)
    busy(village, lecturer, volunteer, 1)
    _, for_one = look(volunteer.user)
    for turn in (2, 3):
        busy(village, lecturer, volunteer, turn)
    page, for_three = look(volunteer.user)

    numbers = Need.objects.filter(asker=volunteer.user).values_list("number", flat=True)
    for words in (*numbers, "第3次", "第3位老人", "第3讲", "第3项服务", "第3次核对保险"):
        assert words in page
    assert for_nothing == for_one == for_three <= MOST
