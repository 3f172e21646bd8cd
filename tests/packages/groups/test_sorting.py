"""Like needs in groups, common or individual; what a person decided holds, and can be undone (5.3-b)."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.groups import stage
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.engines.likeness import Kind
from wenming.groups.actions import sorting
from wenming.groups.drawing import drawn
from wenming.groups.models import Sorting
from wenming.needs.actions import following
from wenming.needs.models import Need

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-b")]

GROUPS = "/desk/needs/groups/"


@pytest.fixture
def villages() -> tuple[world.Village, world.Village]:
    return world.a_village("塘边村"), world.a_village("杆头村")


@pytest.fixture
def inside(client: Client, villages: tuple[world.Village, ...]) -> Client:
    client.force_login(world.an_office(villages[0].town))
    return client


def test_what_many_households_of_several_villages_ask_for_is_common(
    villages: tuple[world.Village, world.Village],
) -> None:
    lamps, drains = stage.lamps(*villages), stage.drains(villages[0])
    alone = stage.ask(villages[1], stage.OTHER, 90)

    now = drawn(villages[0].town)
    common, few = now.groups[stage.group_of(lamps[0])], now.groups[stage.group_of(drains[0])]

    assert (common.kind, common.households, common.villages) == (Kind.COMMON, 6, 2)
    assert (few.kind, few.villages) == (Kind.INDIVIDUAL, 1)
    assert now.where[str(alone.pk)] == ""


def test_the_page_says_the_thresholds_and_why_needs_are_together(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    stage.lamps(*villages)

    page = inside.get(GROUPS).content.decode()

    assert "不少于 5 户、分在不少于 2 个村" in page
    assert "共性需求" in page
    assert re.search(r"都说到：[^<]*路灯", page)


def test_groups_are_chosen_by_kind_and_by_village(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    stage.lamps(*villages), stage.drains(villages[0])

    common = inside.get(f"{GROUPS}?kind=common").content.decode()
    of_the_other = inside.get(f"{GROUPS}?unit=gantou").content.decode()

    assert "共 1 组" in common
    assert "共 1 组" in of_the_other
    assert "没有符合的组" in inside.get(f"{GROUPS}?kind=individual&unit=gantou").content.decode()


def test_a_need_that_is_taken_back_is_in_no_group(
    villages: tuple[world.Village, world.Village],
) -> None:
    lamps = stage.lamps(*villages)
    following.withdraw(need=lamps[0])

    assert str(lamps[0].pk) not in drawn(villages[0].town).where


# Moved -------------------------------------------------------------------------------------------


def test_a_need_that_is_moved_stays_moved_however_many_come_later(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps, drains = stage.lamps(*villages), stage.drains(villages[0])
    here, there = stage.group_of(lamps[0]), stage.group_of(drains[0])

    inside.post(f"{GROUPS}{here}/moving/", {"needs": [lamps[0].pk], "into": there})
    for turn in range(4):
        stage.ask(villages[1], "路灯不亮，晚上看不见路", 70 + turn)

    assert stage.group_of(lamps[0]) == there
    assert stage.group_of(lamps[1]) == here
    page = inside.get(f"{GROUPS}{there}/").content.decode()
    assert "由人归入" in page


def test_what_was_moved_teaches_a_need_in_the_same_words_follows(
    villages: tuple[world.Village, world.Village],
) -> None:
    lamps, drains = stage.lamps(*villages), stage.drains(villages[0])
    there = stage.group_of(drains[0])
    sorting.move(
        town=villages[0].town,
        needs=[lamps[0].pk],
        group=stage.group_of(lamps[0]),
        into=there,
        by=None,
    )

    like_it = stage.ask(villages[1], stage.LAMPS[0], 80)

    assert stage.group_of(like_it) == there


def test_a_need_goes_into_a_group_of_its_own_or_alone(
    villages: tuple[world.Village, world.Village],
) -> None:
    town, lamps = villages[0].town, stage.lamps(*villages)
    here = stage.group_of(lamps[0])

    sorting.move(town=town, needs=[lamps[0].pk], group=here, into=sorting.NEW, by=None)
    sorting.move(town=town, needs=[lamps[1].pk], group=here, into="", by=None)

    own = stage.group_of(lamps[0])
    assert [one.need for one in drawn(town).groups[own].members] == [str(lamps[0].pk)]
    assert stage.group_of(lamps[1]) == ""
    assert {stage.group_of(need) for need in lamps[2:]} == {here}


def test_several_that_leave_are_split_off_and_the_others_stay(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps = stage.lamps(*villages)
    here = stage.group_of(lamps[0])

    inside.post(f"{GROUPS}{here}/moving/", {"needs": [lamps[0].pk, lamps[3].pk], "into": "new"})

    assert stage.group_of(lamps[0]) == stage.group_of(lamps[3]) != here
    assert {stage.group_of(lamps[turn]) for turn in (1, 2, 4, 5)} == {here}
    assert Sorting.objects.get().deed == Sorting.Deed.SPLIT


def test_the_same_form_sent_twice_is_one_decision(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps = stage.lamps(*villages)
    here = stage.group_of(lamps[0])
    sent = {"needs": [lamps[0].pk], "into": "new", "ticket": str(uuid4())}

    answers = [inside.post(f"{GROUPS}{here}/moving/", sent).status_code for _turn in "ab"]

    assert answers == [302, 302]
    assert Sorting.objects.count() == 1


def test_who_moves_from_an_old_page_is_told_where_it_is_now(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    town, lamps, drains = villages[0].town, stage.lamps(*villages), stage.drains(villages[0])
    here, there = stage.group_of(lamps[0]), stage.group_of(drains[0])
    sorting.name(town=town, group=there, called="通水沟", by=None)
    sorting.move(town=town, needs=[lamps[0].pk], group=here, into=there, by=None)

    page = inside.post(f"{GROUPS}{here}/moving/", {"needs": [lamps[0].pk], "into": "new"})

    assert page.status_code == 422
    assert "刚刚到了“通水沟”" in page.content.decode()
    assert Sorting.objects.count() == 2


def test_nothing_ticked_is_said_at_the_top(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps = stage.lamps(*villages)

    page = inside.post(f"{GROUPS}{stage.group_of(lamps[0])}/moving/", {"into": "new"})

    assert page.status_code == 422
    assert 'href="#id_needs"' in page.content.decode()
    assert "请在要移动的需求前面打勾" in page.content.decode()


def test_a_need_that_stands_alone_is_put_into_a_group(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps, alone = stage.lamps(*villages), stage.ask(villages[0], stage.OTHER, 90)
    there = stage.group_of(lamps[0])

    assert alone.number in inside.get(f"{GROUPS}alone/").content.decode()
    page = inside.get(f"{GROUPS}needs/{alone.pk}/").content.decode()
    inside.post(f"{GROUPS}needs/{alone.pk}/", {"group": "", "into": there})

    assert "现在单独放" in page
    assert stage.group_of(alone) == there


# Named, merged -----------------------------------------------------------------------------------


def test_a_name_holds_until_it_is_taken_back(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    town, lamps = villages[0].town, stage.lamps(*villages)
    here = stage.group_of(lamps[0])
    proposed = drawn(town).groups[here].name

    inside.post(f"{GROUPS}{here}/naming/", {"called": "夜里照明", "seen": proposed})
    stage.ask(villages[0], "路灯又不亮了", 77)
    named = drawn(town).groups[here].name
    inside.post(f"{GROUPS}{here}/naming/", {"called": "", "seen": "夜里照明"})

    assert named == "夜里照明"
    assert drawn(town).groups[here].name != "夜里照明"


def test_two_who_name_at_once_are_told(villages: tuple[world.Village, world.Village]) -> None:
    town, lamps = villages[0].town, stage.lamps(*villages)
    here = stage.group_of(lamps[0])
    proposed = drawn(town).groups[here].name
    sorting.name(town=town, group=here, called="夜里照明", seen=proposed, by=None)

    with pytest.raises(Overtaken, match="夜里照明"):
        sorting.name(town=town, group=here, called="修路灯", seen=proposed, by=None)


def test_two_groups_cannot_have_one_name(villages: tuple[world.Village, world.Village]) -> None:
    town, lamps, drains = villages[0].town, stage.lamps(*villages), stage.drains(villages[0])
    sorting.name(town=town, group=stage.group_of(lamps[0]), called="公共设施", by=None)

    with pytest.raises(Impossible, match="公共设施"):
        sorting.name(town=town, group=stage.group_of(drains[0]), called="公共设施", by=None)


def test_merged_groups_are_one_and_undone_they_are_two_again(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps, drains = stage.lamps(*villages), stage.drains(villages[0])
    here, there = stage.group_of(drains[0]), stage.group_of(lamps[0])

    inside.post(f"{GROUPS}{here}/merging/", {"into": there})
    together = {stage.group_of(need) for need in (*lamps, *drains)}
    # Something else is decided about the group in between.
    sorting.name(town=villages[0].town, group=there, called="公共设施", by=None)
    inside.post(f"{GROUPS}decisions/{Sorting.objects.earliest('pk').pk}/undoing/")

    assert together == {there}
    assert {stage.group_of(need) for need in drains} == {here}
    assert {stage.group_of(need) for need in lamps} == {there}
    assert drawn(villages[0].town).groups[there].name == "公共设施"


def test_who_opens_a_group_that_is_no_more_is_led_to_its_needs(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    town, lamps, drains = villages[0].town, stage.lamps(*villages), stage.drains(villages[0])
    here, there = stage.group_of(drains[0]), stage.group_of(lamps[0])
    sorting.merge(town=town, group=here, into=there, by=None)

    assert inside.get(f"{GROUPS}{here}/").headers["Location"].endswith(f"{there}/")
    assert inside.get(f"{GROUPS}h-nowhere/").status_code == 404
    late = inside.post(f"{GROUPS}{here}/merging/", {"into": there}, follow=True)
    assert "已经没有了" in late.content.decode()


# Undone ------------------------------------------------------------------------------------------


def test_a_move_can_be_undone_once(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    town, lamps = villages[0].town, stage.lamps(*villages)
    here = stage.group_of(lamps[0])
    made = sorting.move(town=town, needs=[lamps[0].pk], group=here, into="", by=None)
    seen_before = Sorting.objects.get(pk=made.pk)

    page = inside.get(f"{GROUPS}decisions/").content.decode()
    sorting.undo(sorting=made, by=None)

    assert "移出 1 件，单独放" in page
    assert stage.group_of(lamps[0]) == here
    with pytest.raises(Overtaken):
        sorting.undo(sorting=seen_before, by=None)
    with pytest.raises(Refused):
        sorting.undo(sorting=made, by=None)
    assert Entry.objects.filter(verb="sorting.undone").count() == 1


# Who -------------------------------------------------------------------------------------------


@pytest.mark.clause("5.2-d")
def test_a_village_sees_no_group_and_is_told_why(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    stage.lamps(*villages)
    client.force_login(villages[0].secretary)

    page = client.get(GROUPS)

    assert page.status_code == 403
    assert "由镇里的办公室来做" in page.content.decode()
    assert "路灯" not in page.content.decode()
    with pytest.raises(Refused):
        sorting.move(
            town=villages[0].town, needs=[1], group="g-1", into="", by=villages[0].secretary
        )


@pytest.mark.clause("5.2-d")
def test_what_a_protected_person_said_is_grouped_no_longer_than_it_is_kept(
    villages: tuple[world.Village, world.Village],
) -> None:
    need = world.a_protected_need(villages[0])
    Need.objects.filter(pk=need.pk).update(words="")

    assert drawn(need.town).where == {}


def test_another_towns_needs_are_not_there(villages: tuple[world.Village, world.Village]) -> None:
    stage.lamps(*villages)
    other = world.a_village("外村", world.a_town("linzhen", "邻镇"))
    need = stage.ask(other, stage.LAMPS[0], 1)

    assert set(drawn(other.town).where) == {str(need.pk)}


def test_a_group_is_not_merged_into_itself(villages: tuple[world.Village, world.Village]) -> None:
    town, lamps = villages[0].town, stage.lamps(*villages)
    here = stage.group_of(lamps[0])

    with pytest.raises(Impossible):
        sorting.merge(town=town, group=here, into=here, by=None)
    made = sorting.name(town=town, group=here, called="照明", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sorting.objects.filter(pk=made.pk).update(deed="merged", into=here)


def test_a_page_of_groups_asks_no_more_for_more_needs(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    stage.drains(villages[0])
    with CaptureQueriesContext(connection) as with_few:
        inside.get(GROUPS)
    stage.lamps(*villages)
    with CaptureQueriesContext(connection) as with_more:
        inside.get(GROUPS)

    assert len(with_more) == len(with_few)
