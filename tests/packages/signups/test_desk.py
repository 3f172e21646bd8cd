"""Who comes, for those who run the activity: names, masked numbers, a sheet to print."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import world
from tests.packages.signups.stage import a_shift, an_announced, people
from wenming.activities.models import Shift
from wenming.signups.actions.admission import Press, admit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]


def a_crowded_shift(village: world.Village, number: int) -> Shift:
    shift = a_shift(an_announced(village), places=number, part=Shift.Part.ATTEND)
    admit([Press(shift.pk, (user,), None, companions=0) for user in people(number + 1)])
    return shift


def test_the_desk_sees_who_comes_and_who_waits(client: Client) -> None:
    village = world.a_village()
    shift = a_shift(an_announced(village), places=3, part=Shift.Part.ATTEND)
    one, two = world.a_resident("林一", phone="13800138000"), world.a_resident("陈二")
    admit([Press(shift.pk, (one,), None, companions=2), Press(shift.pk, (two,), None)])
    client.force_login(village.secretary)

    page = client.get(f"/desk/shifts/{shift.pk}/people/").text

    assert "3 人来" in page
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "陈二" in page.split("候补")[-1]


def test_the_list_costs_the_same_with_three_and_with_sixty(
    client: Client, django_assert_num_queries: Any
) -> None:
    village = world.a_village()
    few, many = a_crowded_shift(village, 3), a_crowded_shift(village, 60)
    client.force_login(village.secretary)
    client.get(f"/desk/shifts/{few.pk}/people/")

    with django_assert_num_queries(7) as first:
        client.get(f"/desk/shifts/{few.pk}/people/")
    with django_assert_num_queries(len(first)):
        client.get(f"/desk/shifts/{many.pk}/people/")


def test_the_head_of_a_team_that_serves_sees_it_too_and_changes_nothing(client: Client) -> None:
    village = world.a_village()
    shift = a_crowded_shift(village, 3)
    head = world.a_resident("队长")
    shift.activity.teams.add(world.a_team(village, head=head))
    client.force_login(head)

    page = client.get(f"/desk/shifts/{shift.pk}/people/")

    assert page.status_code == 200
    assert "村民0" in page.text
    assert "取消报名" not in page.text


def test_the_activitys_page_at_the_desk_says_how_many_come(client: Client) -> None:
    village = world.a_village()
    shift = a_crowded_shift(village, 3)
    client.force_login(village.secretary)

    page = client.get(f"/desk/activities/{shift.activity_id}/").text

    assert "已报名 3 人" in page
    assert "候补 1 人" in page
    assert f"/desk/shifts/{shift.pk}/people/" in page
