"""Twenty waiting needs on one page: a proposal with reasons, any changed by hand, one button (task 5)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import the_plan, world
from tests.packages.menu.stage import a_partner, a_service
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


def test_whoever_is_chosen_twice_by_hand_is_asked_for_two_times(client: Client) -> None:
    village = world.a_village()
    one = somebody(village, "甲")
    needs = [world.a_verified_need(village, words=f"第{turn}件") for turn in range(2)]
    chosen = {f"to-{need.pk}": f"volunteer:{one.pk}" for need in needs}
    client.force_login(village.secretary)

    looked = client.post(BOARD, {**chosen, "look": "1"})
    client.post(BOARD, {**chosen, "send": "1"})

    assert looked.status_code == 200
    assert looked.content.decode().count("由您指定") == 1
    times = set(Dispatch.objects.values_list("planned_at", flat=True))
    assert (len(times), Dispatch.objects.filter(volunteer=one).count()) == (2, 2)


def test_who_said_no_may_be_asked_again_by_hand(client: Client) -> None:
    village = world.a_village()
    one = somebody(village, "甲")
    need = world.a_verified_need(village)
    (dispatch,) = dispatching.offer(need=need, to=[one], by=None)
    dispatching.decline(dispatch=dispatch, why="没空", by=one.user)
    client.force_login(village.secretary)

    chosen = {f"to-{need.pk}": f"volunteer:{one.pk}"}
    looked = client.post(BOARD, {**chosen, "look": "1"})
    client.post(BOARD, {**chosen, "send": "1"})

    assert "由您指定" in looked.content.decode()
    assert Dispatch.objects.offered().get().volunteer == one


def test_the_time_that_stood_there_is_the_one_that_is_sent(client: Client) -> None:
    village = world.a_village()
    one = somebody(village, "甲")
    need = world.a_verified_need(village, times=("6-am", "7-am"))
    (request,) = propose(village.town, [need]).problem.requests
    client.force_login(village.secretary)
    name = f"volunteer:{one.pk}"

    seen = f"{name}|{request.times[-1]}"
    client.post(BOARD, {f"to-{need.pk}": name, f"at-{need.pk}": seen, "send": "1"})

    assert Dispatch.objects.get().planned_at == moment_of(request.times[-1])


def test_with_a_wrong_number_nothing_is_sent_and_it_stands_where_it_was_written(
    client: Client,
) -> None:
    village = world.a_village()
    one = somebody(village, "甲")
    wrong, right = (world.a_verified_need(village, words=words) for words in ("第一件", "第二件"))
    client.force_login(village.secretary)
    sent = {f"number-{wrong.pk}": "1234567890", f"to-{right.pk}": f"volunteer:{one.pk}"}

    answer = client.post(BOARD, {**sent, "send": "1"})

    page = answer.content.decode()
    assert (answer.status_code, Dispatch.objects.count()) == (422, 0)
    assert f'href="#number-{wrong.pk}"' in page
    assert 'value="1234567890"' in page


def test_left_for_later_by_hand_is_no_cost(client: Client) -> None:
    village = world.a_village()
    somebody(village, "甲"), somebody(village, "乙")
    need = world.a_verified_need(village, words="第一件")
    world.a_verified_need(village, words="第二件")
    client.force_login(village.secretary)

    page = client.post(BOARD, {f"to-{need.pk}": "-", "look": "1"}).content.decode()

    assert "这样改，不多费事" in page


def test_when_more_wait_than_stand_there_it_says_how_many(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "MOST", 1)
    village = world.a_village()
    for turn in range(3):
        world.a_verified_need(village, words=f"第{turn}件")
    client.force_login(village.secretary)

    assert "还有 2 件" in client.get(BOARD).content.decode()


# What the menu says ------------------------------------------------------------------------------


def when_and_who(need: Need, proposal: proposing.Proposal) -> tuple[str, int] | None:
    for one in proposal.result.assignments:
        if one.request == str(need.pk):
            moment = moment_of(one.time)
            assert moment is not None
            return str(proposal.servers[one.team]), moment.isoweekday()
    return None


def test_each_need_goes_at_the_times_of_the_service_that_fits_it() -> None:
    village = world.a_village()
    team = world.a_team(village, head=world.a_resident("陈队长"))
    a_service(team, kind="repair", times=["6-pm"])
    a_service(team, kind="haircut", title="上门理发", times=["3-am"])
    repair, haircut, other = (
        world.a_verified_need(village, kind=kind, times=times, words=kind)
        for kind, times in (("repair", ("6-pm", "3-am")), ("haircut", ()), ("law", ("2-am",)))
    )

    proposal = propose(village.town, [repair, haircut, other])

    named = str(team)
    assert when_and_who(repair, proposal) == (named, 6)
    assert when_and_who(haircut, proposal) == (named, 3)
    assert when_and_who(other, proposal) == (named, 2)
    assert [who for _name, who in capable(proposal, repair)] == [team]


def test_two_services_of_a_team_at_one_time_are_not_proposed_for_the_same_moment() -> None:
    village = world.a_village()
    team = world.a_team(village, head=world.a_resident("陈队长"))
    a_service(team, kind="repair", times=["6-pm"])
    a_service(team, kind="haircut", title="上门理发", times=["6-pm", "3-am"])
    needs = [
        world.a_verified_need(village, kind=kind, words=kind, times=("6-pm",))
        for kind in ("repair", "haircut")
    ]

    proposal = propose(village.town, needs)

    assert len(proposal.result.assignments) == 1


@pytest.mark.clause("5.3-c")
def test_a_partner_group_is_proposed_for_what_it_offers_where_and_for_whom_it_offers_it() -> None:
    village, other = world.a_village("塘边村"), world.a_village("杆头村")
    service = a_service(a_partner(village), kind="haircut", times=["6-am"], focus=["elderly"])
    service.area.add(village.unit)
    about = {"kind": "haircut", "focus": "elderly", "focus_agreed": True}
    fits = world.a_verified_need(village, words="一", **about)
    elsewhere = world.a_verified_need(other, words="二", **about)
    unlike = world.a_verified_need(village, words="三", kind="repair")
    for_all = world.a_verified_need(village, words="四", kind="haircut")

    proposal = propose(village.town, [fits, elsewhere, unlike, for_all])

    assert when_and_who(fits, proposal) == (str(service.partner), 6)
    assert [when_and_who(need, proposal) for need in (elsewhere, unlike, for_all)] == [None] * 3
    assert [capable(proposal, need) for need in (elsewhere, unlike, for_all)] == [[], [], []]


@pytest.mark.clause("5.3-c")
def test_what_a_team_offers_beyond_what_it_is_for_it_does_where_it_offers_it() -> None:
    the_plan.loaded()
    village, other = world.a_village("试验村"), world.a_village("邻村")
    team = world.a_team(village, kind="theory", head=world.a_resident("陈队长"))
    here, there = (world.a_verified_need(one, kind="haircut") for one in (village, other))
    before = propose(village.town, [here])
    service = a_service(team, kind="haircut", title="上门理发", times=["6-am"])
    service.area.add(village.unit)

    after = propose(village.town, [here, there])

    assert before.result.assignments == ()
    assert when_and_who(here, after) == (str(team), 6)
    assert when_and_who(there, after) is None


@pytest.mark.clause("5.3-c")
def test_a_group_is_asked_no_oftener_than_it_offers_and_answers_as_anybody(client: Client) -> None:
    village = world.a_village()
    partner = a_partner(village)
    a_service(partner, kind="haircut", capacity=1)
    first, second = (
        world.a_verified_need(village, kind="haircut", words=words) for words in "一二"
    )
    client.force_login(village.secretary)

    both = propose(village.town, [first, second]).result
    client.post(BOARD, {f"to-{first.pk}": f"partner:{partner.pk}", "send": "1"})
    after = propose(village.town, [second]).result
    dispatch = Dispatch.objects.get(partner=partner)
    dispatching.accept(dispatch=dispatch, by=partner.contact)
    first.refresh_from_db()

    assert (len(both.assignments), len(after.assignments)) == (1, 0)
    assert first.stage == Need.Stage.ACCEPTED
