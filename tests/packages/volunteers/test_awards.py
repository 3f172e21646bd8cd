"""Awards are noted from the deed, read by their holder, handed out once (Decree 67, article 9)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import world
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.engines.papers import read_sheet
from wenming.volunteers.actions import awards, handovers, sharing, volunteers
from wenming.volunteers.actions.handovers import Order
from wenming.volunteers.held import held
from wenming.volunteers.models import Award, Volunteer
from wenming.volunteers.recording import Per

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

DAY = date(2026, 3, 5)


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def found(village: world.Village) -> Volunteer:
    made = world.a_volunteer(village, world.a_resident("林阿妹"))
    sharing.agree(volunteer=made, by=made.user)
    return made


def noted(found: Volunteer, by: object = None, name: str = "优秀志愿者") -> Award:
    told = {"name": name, "granted_on": DAY, "granted_by": "石狮市文明办"}
    return awards.note(volunteer=found, **told, by=by)  # type: ignore[arg-type]


def given(village: world.Village) -> list[list[object]]:
    order = Order("市民政局", "录入信息系统", further=(Per.AWARD,))
    made = handovers.give_out(town=village.town, order=order, by=None)
    return [list(row) for row in read_sheet(made.file)]


def test_a_worker_notes_it_and_the_holder_reads_it(
    client: Client, village: world.Village, found: Volunteer
) -> None:
    client.force_login(village.secretary)
    told = {"name": "优秀志愿者", "granted_on": DAY, "granted_by": "石狮市文明办"}
    client.post(f"/desk/volunteers/{found.pk}/awards/new/", told)

    assert "石狮市文明办" in client.get(f"/desk/volunteers/{found.pk}/").text
    client.force_login(found.user)
    assert "优秀志愿者" in client.get("/volunteer/").text
    assert held(found.user)["awards"] == [told]


def test_a_worker_strikes_what_was_noted_by_mistake(
    client: Client, village: world.Village, found: Volunteer
) -> None:
    made = noted(found)
    client.force_login(village.secretary)

    client.post(f"/desk/awards/{made.pk}/removal/")

    assert "石狮市文明办" not in client.get(f"/desk/volunteers/{found.pk}/").text
    with pytest.raises(Overtaken):
        awards.strike(award=made, by=None)
    assert noted(found).pk != made.pk


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"granted_on": clock.today() + timedelta(days=2)}, "还没有到"),
        ({"name": ""}, "请填好这一项"),
        ({}, "登记过"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    client: Client, village: world.Village, found: Volunteer, told: dict[str, object], words: str
) -> None:
    noted(found)
    client.force_login(village.secretary)
    about = {"name": "优秀志愿者", "granted_on": DAY, "granted_by": "石狮市文明办"}

    answer = client.post(f"/desk/volunteers/{found.pk}/awards/new/", about | told)

    assert answer.status_code == 422
    assert words in answer.text
    assert Award.objects.count() == 1


def test_nobody_notes_their_own_nor_of_who_has_left(
    village: world.Village, found: Volunteer
) -> None:
    own = world.a_volunteer(village, village.secretary)
    with pytest.raises(Refused):
        noted(own, village.secretary)
    volunteers.withdraw(volunteer=found, by=found.user)
    with pytest.raises(Refused):
        noted(found, village.secretary)


def test_it_is_handed_out_once_and_taken_back_once(
    village: world.Village, found: Volunteer
) -> None:
    made = noted(found)

    head, row = given(village)
    assert head == ["志愿者编号", "姓名", "表彰奖励名称", "表彰日期", "授予单位", "状态"]
    assert row == [found.user.number, "林阿妹", "优秀志愿者", DAY, "石狮市文明办", "新增"]
    with pytest.raises(Impossible):
        given(village)

    awards.strike(award=made, by=None)
    assert given(village)[1][-1] == "作废"
    with pytest.raises(Impossible):
        given(village)


def test_what_was_struck_before_it_was_told_of_is_never_told(
    village: world.Village, found: Volunteer
) -> None:
    awards.strike(award=noted(found), by=None)
    noted(found, name="最美志愿者")

    assert [row[2] for row in given(village)[1:]] == ["最美志愿者"]
