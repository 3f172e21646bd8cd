"""A leader's visit, recorded by the leader, the unit or an office (A.2-a, A.2-b, A.3-a)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.liaison.stage import a_pair, a_visit, leading
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.liaison.actions import pairs, visits
from wenming.liaison.models import Leader, Visit
from wenming.organisation.actions import records

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("A.2-a"),
    pytest.mark.clause("A.2-b"),
    pytest.mark.clause("A.3-a"),
]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def leader(village: world.Village) -> Leader:
    return a_pair(village).leader


def filled(village: world.Village, leader: Leader, **said: Any) -> dict[str, Any]:
    return {
        "unit": village.unit.pk,
        "leader": leader.pk,
        "visited_on": "2022-09-14",
        "findings": "看了理论宣讲室。",
        "is_direct": "on",
        "ticket": str(uuid4()),
    } | said


def test_leader_unit_and_office_may_each_record_it(village: world.Village, leader: Leader) -> None:
    for by in (leader.user, village.liaison_officer, world.an_office()):
        assert a_visit(village, leader, by=by).recorded_by == by


def test_a_leader_records_no_other_leaders_visit(village: world.Village, leader: Leader) -> None:
    with pytest.raises(Refused, match="由领导本人、“塘边村”或镇里的办公室登记"):
        a_visit(village, leading("高淑芬"), by=leader.user)


def test_another_village_records_none_here(village: world.Village, leader: Leader) -> None:
    with pytest.raises(Refused):
        a_visit(village, leader, by=world.a_village("杆头村").secretary)


def test_who_is_no_leader_any_more_records_none(village: world.Village, leader: Leader) -> None:
    leader.user.posts.update(until_on=date(2022, 12, 31))

    with pytest.raises(Refused):
        a_visit(village, leader, by=leader.user)


def test_tomorrows_visit_has_not_been_made(village: world.Village, leader: Leader) -> None:
    with (
        clock.at(world.moment(date(2022, 9, 13), 23, 59)),
        pytest.raises(Impossible) as refused,
    ):
        a_visit(village, leader)

    assert refused.value.field == "visited_on"


def test_who_solves_something_solves_what_is_written(
    village: world.Village, leader: Leader
) -> None:
    with pytest.raises(Impossible) as refused:
        a_visit(village, leader, solver="宣传办")
    assert refused.value.field == "difficulties"

    visit = a_visit(village, leader, difficulties="缺一台投影仪", solver="宣传办")
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(difficulties="")


def test_a_leader_of_another_town_cannot_have_been_here(village: world.Village) -> None:
    theirs = leading("外镇领导", world.a_town("linzhen", "邻镇"))

    with pytest.raises(Impossible, match="不是本镇的"):
        a_visit(village, theirs)


def test_a_leader_corrects_and_takes_back_their_own(
    village: world.Village, leader: Leader, client: Client
) -> None:
    visit = a_visit(village, leader)
    client.force_login(leader.user)

    sent = filled(village, leader, findings="也看了健身室。")
    page = client.post(f"/desk/visits/{visit.pk}/correction/", sent, follow=True)
    assert "也看了健身室。" in page.content.decode()

    client.post(f"/desk/visits/{visit.pk}/withdrawal/", {"why": "记到别的村去了"})
    visit.refresh_from_db()
    assert visit.withdrawn_why == "记到别的村去了"


def test_a_correction_cannot_make_it_another_leaders(
    village: world.Village, leader: Leader
) -> None:
    visit = a_visit(village, leader)

    with pytest.raises(Refused):
        visits.correct(row=visit, unit=village.unit, leader=leading("高淑芬"), by=leader.user)

    visit.refresh_from_db()
    assert visit.leader == leader


def test_a_visit_withdrawn_stays_as_it_is(village: world.Village, leader: Leader) -> None:
    visit = a_visit(village, leader)
    records.withdraw(row=visit, why="登记错了", by=village.secretary)

    with pytest.raises(Refused, match="已经撤回"):
        visits.correct(
            row=visit, unit=village.unit, leader=leader, findings="改", by=village.secretary
        )


# The page ------------------------------------------------------------------------------------


def test_a_leader_finds_themselves_and_their_units_first(
    village: world.Village, leader: Leader, client: Client
) -> None:
    world.a_village("杆头村")
    pair = a_pair(world.a_village("前园村"), leader)
    client.force_login(leader.user)

    form = client.get("/desk/visits/new/").context["form"]

    assert [unit.name for unit in form.units] == ["塘边村", "前园村", "杆头村"]
    assert (form["leader"].value(), form["visited_on"].value()) == (leader.pk, clock.today())
    assert [choice for choice, _name in form.fields["leader"].choices] == ["", leader.pk]
    assert pair.unit in form.units


def test_a_leader_of_one_unit_finds_it_filled_in(
    village: world.Village, leader: Leader, client: Client
) -> None:
    world.a_village("杆头村")
    client.force_login(leader.user)

    form = client.get("/desk/visits/new/").context["form"]

    assert form["unit"].value() == village.unit.pk


def test_a_unit_finds_its_only_leader_filled_in(
    village: world.Village, leader: Leader, client: Client
) -> None:
    leading("高淑芬")
    client.force_login(village.secretary)

    assert client.get("/desk/visits/new/").context["form"]["leader"].value() == leader.pk


def test_a_button_of_the_desk_names_the_pair(
    village: world.Village, leader: Leader, client: Client
) -> None:
    other = a_pair(village, leading("高淑芬"))
    client.force_login(village.secretary)

    page = client.get(f"/desk/visits/new/?direct=yes&unit=tangbian&subject={other.key}")

    assert page.context["form"]["leader"].value() == other.leader.pk


def test_a_leader_records_a_visit_on_one_page(
    village: world.Village, leader: Leader, client: Client
) -> None:
    client.force_login(leader.user)

    sent = filled(village, leader)
    for _ in range(2):
        page = client.post("/desk/visits/new/", sent, follow=True)

    assert page.status_code == 200
    assert "看了理论宣讲室。" in page.content.decode()
    assert Visit.objects.get().recorded_by == leader.user


def test_a_fault_is_named_at_its_field_and_nothing_typed_is_lost(
    village: world.Village, leader: Leader, client: Client
) -> None:
    client.force_login(leader.user)

    sent = filled(village, leader, solver=world.LONG, difficulties="缺投影仪")
    answer = client.post("/desk/visits/new/", sent)

    page = answer.content.decode()
    assert list(answer.context["form"].errors) == ["solver"]
    assert "<details open>" in page
    assert "缺投影仪" in page


def test_a_resident_or_an_auditor_cannot_record_one(
    village: world.Village, leader: Leader, client: Client
) -> None:
    client.force_login(world.an_auditor())

    assert client.post("/desk/visits/new/", filled(village, leader)).status_code == 403


def test_the_list_costs_the_same_with_sixty_as_with_three(
    village: world.Village, leader: Leader, client: Client
) -> None:
    client.force_login(village.secretary)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    def more(number: int) -> None:
        for each in range(number):
            unit = world.a_unit(village.town, f"u{number}-{each}", f"第{each}村")
            pairs.begin(unit=unit, leader=leader, from_on=world.PLAN_DAY, by=None)
            a_visit(village, leader)

    addresses = ("/desk/visits/", "/desk/liaison/", "/desk/liaison/leaders/zhang-zaisheng/")
    more(3)
    few = [cost(address) for address in addresses]
    more(57)

    assert [cost(address) for address in addresses] == few
