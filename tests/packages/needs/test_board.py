"""Twenty waiting needs on one page: a proposal with reasons, any changed by hand, one button (task 5)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import world
from tests.packages.menu.stage import a_service
from wenming.base import clock
from wenming.engines.matching import Shortage
from wenming.needs import proposing
from wenming.needs.actions import dispatching
from wenming.needs.explaining import why_not
from wenming.needs.models import Dispatch, Need
from wenming.needs.proposing import capable, moment_of, propose
from wenming.organisation.actions import units
from wenming.volunteers.models import Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-d")]

BOARD = "/desk/needs/board/"


def somebody(village: world.Village, name: str, **said: object) -> Volunteer:
    return world.a_volunteer(village, world.a_resident(name), **said)


def proposed(need: Need) -> str:
    """Whom the proposal names for it, in words."""
    proposal = propose(need.town, [need])
    return str(proposal.servers[proposal.result.assignments[0].team])


def test_of_two_who_could_go_the_one_of_the_village_goes() -> None:
    village, other = world.a_village("塘边村"), world.a_village("杆头村")
    somebody(other, "邻村的"), somebody(village, "本村的")

    assert proposed(world.a_verified_need(village)) == "本村的"


def test_where_villages_stand_counts_and_the_nearer_goes() -> None:
    village, near, far = (world.a_village(name) for name in ("塘边村", "杆头村", "前园村"))
    for here, point in (
        (village, (24.70, 118.60)),
        (near, (24.71, 118.60)),
        (far, (24.80, 118.60)),
    ):
        units.place(unit=here.unit, latitude=point[0], longitude=point[1], by=None)
        here.unit.refresh_from_db()
    somebody(far, "远的"), somebody(near, "近的")

    assert proposed(world.a_verified_need(village)) == "近的"


def test_where_no_village_says_where_it_stands_or_a_phone_is_far_away_somebody_goes_all_the_same() -> (
    None
):
    village = world.a_village()
    somebody(village, "本村的")
    here, abroad = (
        world.a_verified_need(village, point=point, phone=phone)
        for point, phone in (((24.70, 118.60), "13800001111"), ((40.71, -74.0), "13800002222"))
    )

    assert proposed(here) == "本村的"
    units.place(unit=village.unit, latitude=24.70, longitude=118.60, by=None)
    assert proposed(abroad) == "本村的"


def test_whoever_went_before_is_spared_for_whoever_did_not() -> None:
    village = world.a_village()
    busy, idle = somebody(village, "常去的"), somebody(village, "没去过的")
    for _turn in range(2):
        (dispatch,) = dispatching.offer(need=world.a_verified_need(village), to=[busy], by=None)
        dispatching.accept(dispatch=dispatch, by=None)

    assert proposed(world.a_verified_need(village)) == str(idle)


def test_only_when_it_suits_both() -> None:
    village = world.a_village()
    somebody(village, "周六上午", times=("6-am",)), somebody(village, "周一晚上", times=("1-eve",))
    need = world.a_verified_need(village, times=("1-eve",))

    proposal = propose(need.town, [need])
    one = proposal.result.assignments[0]

    moment = moment_of(one.time)
    assert moment is not None
    assert (str(proposal.servers[one.team]), moment.isoweekday(), moment.hour) == (
        "周一晚上",
        1,
        19,
    )


def test_a_team_whose_service_on_the_menu_says_when_it_comes_goes_then() -> None:
    village = world.a_village()
    service = a_service(world.a_team(village, head=world.a_resident("陈队长")), times=["6-pm"])
    other = world.a_verified_need(village, kind=service.kind, times=("7-am",), phone="13800001111")
    need = world.a_verified_need(village, kind=service.kind, phone="13800002222")

    proposal = propose(need.town, [need, other])

    (one,) = proposal.result.assignments
    moment = moment_of(one.time)
    assert moment is not None
    assert (one.request, moment.isoweekday(), moment.hour) == (str(need.pk), 6, 15)
    assert [left.request for left in proposal.result.unassigned] == [str(other.pk)]


def test_when_nobody_is_free_it_says_who_is_first() -> None:
    village = world.a_village()
    somebody(village, "周三上午", times=("3-am",))
    with clock.at(world.moment(date(2022, 9, 2))):  # a Friday
        need = world.a_verified_need(village, times=("1-eve",))
        proposal = propose(need.town, [need])
    (left,) = proposal.result.unassigned

    assert left.why.shortage is Shortage.NOT_FREE
    assert "最早有空的是“周三上午”" in why_not(proposal, left)


def test_the_urgent_one_goes_first_where_there_is_one_to_go() -> None:
    village = world.a_village()
    somebody(village, "一个人")
    calm = world.a_verified_need(village)
    urgent = world.a_verified_need(village, priority=Need.Priority.URGENT)

    result = propose(village.town, [calm, urgent]).result

    assert [one.request for one in result.assignments] == [str(urgent.pk)]
    assert result.gap == 0


def test_who_said_no_is_not_proposed_for_it_again() -> None:
    village = world.a_village()
    first, second = somebody(village, "甲"), somebody(village, "乙")
    need = world.a_verified_need(village)
    (dispatch,) = dispatching.offer(need=need, to=[first], by=None)
    dispatching.decline(dispatch=dispatch, why="没空", by=first.user)
    need.refresh_from_db()

    assert proposed(need) == str(second)


def test_a_team_without_a_head_cannot_be_asked() -> None:
    village = world.a_village()
    world.a_team(village)
    need = world.a_verified_need(village)

    assert capable(propose(need.town, [need]), need) == []


def test_one_button_asks_all_that_are_proposed(client: Client) -> None:
    village = world.a_village()
    asked = [somebody(village, name) for name in "甲乙丙"]
    needs = [world.a_verified_need(village, words=f"第{turn}件") for turn in range(3)]
    client.force_login(village.secretary)

    page = client.get(BOARD).content.decode()
    sent = {f"to-{need.pk}": f"volunteer:{one.pk}" for need, one in zip(needs, asked, strict=True)}
    client.post(BOARD, {**sent, "send": "1"})

    assert page.count("本村的") == 3
    assert set(Need.objects.values_list("stage", flat=True)) == {"offered"}
    assert Dispatch.objects.filter(planned_at__isnull=False, by=village.secretary).count() == 3


def test_what_a_change_costs_is_said_before_anything_is_sent(client: Client) -> None:
    village, far = world.a_village("塘边村"), world.a_village("杆头村")
    somebody(village, "本村的")
    other = somebody(far, "邻村的")
    need = world.a_verified_need(village)
    client.force_login(village.secretary)

    page = client.post(BOARD, {f"to-{need.pk}": f"volunteer:{other.pk}", "look": "1"})

    assert "相当于多走 0.5 公里" in page.content.decode()
    assert not Dispatch.objects.exists()


def test_what_another_office_has_sent_meanwhile_is_not_sent_again(client: Client) -> None:
    village, office = world.a_village(), world.an_office()
    one = somebody(village, "甲")
    need = world.a_verified_need(village)
    sent = {f"to-{need.pk}": f"volunteer:{one.pk}", "send": "1"}
    client.force_login(village.secretary)
    client.post(BOARD, sent)
    client.force_login(office)

    page = client.post(BOARD, sent, follow=True).content.decode()

    assert "有 1 件刚刚由别人派出" in page
    assert Dispatch.objects.count() == 1


@pytest.mark.clause("5.2-d")
def test_the_board_of_the_village_names_no_protected_person(client: Client) -> None:
    village = world.a_village()
    need = world.a_protected_need(village)
    Need.objects.filter(pk=need.pk).update(stage="verified", answered_at=need.asked_at)
    client.force_login(village.secretary)

    page = client.get(BOARD).content.decode()

    assert need.number in page
    assert [one for one in ("王阿婆", "祠堂", "灯坏") if one in page] == []


def test_of_many_some_are_offered_and_any_other_is_named_by_number(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "OFFERED", 2)
    village, far = world.a_village("塘边村"), world.a_village("杆头村")
    for name in ("甲", "乙", "丙"):
        somebody(village, name)
    other = somebody(far, "邻村的")
    need = world.a_verified_need(village)
    client.force_login(village.secretary)

    page = client.get(BOARD).content.decode()
    unknown = client.post(BOARD, {f"number-{need.pk}": "1", "look": "1"}).content.decode()
    client.post(BOARD, {f"number-{need.pk}": other.user.number, "send": "1"})

    assert page.count('<option value="volunteer:') == 2
    assert "没有编号 1 的志愿者能去做这件事" in unknown
    assert Dispatch.objects.get().volunteer == other
