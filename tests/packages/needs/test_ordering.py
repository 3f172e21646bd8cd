"""Somebody orders from the menu: it goes first to whoever offers it, as often as they can (5.3-c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests import world
from tests.packages.menu.stage import (
    a_partner,
    a_service,
    a_team_with_a_head,
    an_order,
    ended,
)
from tests.packages.needs.test_dispatching import at_once
from wenming.accounts.models import Notice
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.menu.actions import offering, partners
from wenming.menu.models import Service
from wenming.needs.actions import answering, dispatching, following
from wenming.needs.actions.round import go_round
from wenming.needs.models import Dispatch, Need
from wenming.needs.ordering import figures, next_free
from wenming.needs.queries import unspoken
from wenming.organisation.actions.people import Person
from wenming.volunteers.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c"), pytest.mark.clause("5.3-d")]

# A Wednesday: there is something left of the week.
WEDNESDAY = world.moment(date(2026, 11, 25))
MONDAY = date(2026, 11, 23)
NEXT = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _wednesday() -> Iterator[None]:
    with clock.at(WEDNESDAY):
        yield


def form(village: world.Village, service: Service, **said: object) -> dict[str, object]:
    """What the page sends."""
    about = {
        "words": "老人血压高，想请人来量一量",
        "unit": village.unit.pk,
        "name": "王阿婆",
        "phone": "138 0000 1234",
        "priority": "0",
        "ticket": str(uuid4()),
        "service": service.pk,
    }
    return {**about, **said}


def only() -> Dispatch:
    related = (
        "need__unit__town",
        "team__head",
        "partner__contact",
        "volunteer__user",
        "instead_of",
    )
    return Dispatch.objects.select_related(*related).get()


def test_four_fields_order_it_and_the_team_is_asked_first(client: Client) -> None:
    village = world.a_village()
    team = a_team_with_a_head(village)
    service = a_service(team)
    page = client.get(f"/ask/?service={service.pk}").content.decode()
    assert "点单：上门量血压" in page
    assert "宣讲队" in page
    assert "11月29日以前" in page

    answer = client.post("/ask/", form(village, service), follow=True)

    need = Need.objects.get()
    assert need.number in answer.content.decode()
    assert "您点了“上门量血压”" in answer.content.decode()
    assert (need.service, need.kind, need.stage) == (service, "repair", "offered")
    assert (only().team, only().stage) == (team, "offered")
    assert Notice.objects.filter(user=team.head, url=only().get_absolute_url()).exists()
    assert not Notice.objects.filter(user=village.secretary).exists()


def test_whoever_is_asked_is_asked_for_a_time_when_the_service_comes_and_that_suits() -> None:
    village = world.a_village()
    # On Saturday and Sunday mornings; today is Wednesday.
    service = a_service(a_team_with_a_head(village), times=["6-am", "7-am"], capacity=3)

    orders = [
        an_order(village, service, times=times) for times in ((), ("7-am", "7-pm"), ("2-am",), ())
    ]

    planned = [one.dispatches.get().planned_at for one in orders]
    assert planned == [
        world.moment(date(2026, 11, 28), 9),
        world.moment(date(2026, 11, 29), 9),
        # No time suits both: they agree on one.
        None,
        # Of the next week, for the first holds three.
        world.moment(date(2026, 12, 5), 9),
    ]


def test_a_week_in_which_it_does_not_come_any_more_is_not_promised() -> None:
    village = world.a_village()
    # Today is Wednesday: on Mondays it comes next week.
    monday = a_service(a_team_with_a_head(village), times=["1-eve"])
    saturday = a_service(a_team_with_a_head(village, world.a_resident("李队长")), times=["6-am"])

    orders = [an_order(village, one) for one in (monday, saturday)]

    assert [one.service_on for one in orders] == [date(2026, 11, 30), date(2026, 11, 23)]
    assert orders[0].dispatches.get().planned_at == world.moment(date(2026, 11, 30), 19)


def test_an_order_is_answered_by_whoever_says_yes_and_owed_until_then(client: Client) -> None:
    village = world.a_village()
    need = an_order(village, a_service(a_team_with_a_head(village)))
    page = client.get(need.link).content.decode()
    assert need.answered_at is None
    assert "前给您答复" in page
    assert "已经受理" not in page

    with clock.at(WEDNESDAY + timedelta(hours=3)):
        dispatching.accept(dispatch=only(), by=only().answerer)

    need.refresh_from_db()
    assert need.answered_at == need.accepted_at == WEDNESDAY + timedelta(hours=3)
    assert "前给您答复" not in client.get(need.link).content.decode()


def test_an_order_that_nobody_takes_is_overdue_and_goes_further_up_as_any_need(
    client: Client,
) -> None:
    village = world.a_village()
    need = an_order(village, a_service(a_team_with_a_head(village)))
    dispatching.decline(dispatch=only(), why="没有人手", by=only().answerer)
    client.force_login(village.secretary)

    with clock.at(need.answer_by + timedelta(minutes=1)):
        go_round()
        listed = client.get("/desk/needs/?stage=asked").content.decode()
        need.refresh_from_db()
        assert need.is_overdue

    assert need.escalated == 1
    assert need.number in listed
    answering.decline(need=need, answer="这周没有人，请改约下周", by=village.secretary)
    assert need.answered_at is not None


def test_the_same_form_twice_is_one_order_and_one_offer(client: Client) -> None:
    village = world.a_village()
    sent = form(village, a_service(a_team_with_a_head(village)))

    first, second = (client.post("/ask/", sent) for _turn in range(2))

    assert (Need.objects.count(), Dispatch.objects.count()) == (1, 1)
    assert first["Location"] == second["Location"]


def test_over_what_is_taken_a_week_the_next_possible_week_is_told(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=2)
    orders = [an_order(village, service) for _turn in range(3)]

    assert [(one.service_on, one.service_place) for one in orders] == [
        (MONDAY, 1),
        (MONDAY, 2),
        (NEXT, 1),
    ]
    assert "最早可以约：11月30日起的一周" in client.get(f"/services/{service.pk}/").content.decode()


def test_filled_up_between_looking_and_sending_it_says_so_and_is_sent_again(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=1)
    sent = form(village, service, service_on=MONDAY.isoformat())
    an_order(village, service)

    told = client.post("/ask/", sent)
    assert told.status_code == 422
    page = told.content.decode()
    assert "约满了，最早可以约11月30日起的一周" in page
    assert f'value="{NEXT}"' in page
    assert client.post("/ask/", {**sent, "service_on": NEXT.isoformat()}).status_code == 302

    assert Need.objects.filter(service_on=NEXT).count() == 1


def test_by_the_month_and_on_the_last_day_it_is_the_next(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=1, per=Service.Per.MONTH)

    first, second = an_order(village, service), an_order(village, service)
    with clock.at(world.moment(date(2026, 12, 31))):
        third = an_order(village, service)

    said = [one.service_on for one in (first, second, third)]
    assert said == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_from_weeks_to_months_what_was_ordered_counts_on() -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=2)
    an_order(village, service)

    offering.correct(service=service, area=[], capacity=1, per=Service.Per.MONTH, by=None)

    free = next_free(service)
    assert free is not None
    assert free.on == date(2026, 12, 1)


def test_full_for_as_long_as_one_looks_ahead_one_may_ask_all_the_same(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=1)
    for _turn in range(12):
        an_order(village, service)

    page = client.get(f"/ask/?service={service.pk}").content.decode()
    assert "接下来都约满了" in page
    assert "我要求助" in page
    with pytest.raises(Impossible):
        an_order(village, service)


def test_nobody_comes_where_the_service_does_not_reach(client: Client) -> None:
    tangbian, gantou = world.a_village(), world.a_village("杆头村")
    service = a_service(a_team_with_a_head(tangbian), area=[tangbian.unit])

    assert client.post("/ask/", form(gantou, service)).status_code == 422
    with pytest.raises(Impossible) as refused:
        an_order(gantou, service)

    assert refused.value.field == "unit"


def test_the_area_is_made_smaller_and_what_was_ordered_goes_on() -> None:
    tangbian, gantou = world.a_village(), world.a_village("杆头村")
    service = a_service(a_team_with_a_head(tangbian))
    an_order(gantou, service)

    offering.correct(service=service, area=[tangbian.unit], by=None)
    dispatching.accept(dispatch=only(), by=only().answerer)

    assert Need.objects.get().stage == "accepted"


def test_paused_while_the_page_was_open_nothing_is_lost(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village))
    sent = form(village, service)
    offering.pause(service=service, why="队员出门", by=None)

    told = client.post("/ask/", sent).content.decode()
    assert "暂停接单：队员出门" in told
    assert "老人血压高" in told
    assert Need.objects.count() == 0
    client.post("/ask/", {**sent, "service": ""})

    need = Need.objects.get()
    assert (need.service, need.stage) == (None, "asked")


def test_paused_or_withdrawn_what_was_ordered_goes_on(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village))
    an_order(village, service)
    offering.pause(service=service, why="队员出门", by=None)
    offering.withdraw(service=service, why="不做了", by=None)

    client.force_login(village.secretary)
    assert "还有 1 单在办" in client.get(service.get_absolute_url()).content.decode()
    dispatching.accept(dispatch=only(), by=only().answerer)
    dispatching.finish(
        dispatch=only(), served_on=clock.today(), began=time(), minutes=30, by=only().answerer
    )

    assert Need.objects.get().stage == "served"


@pytest.mark.parametrize("deed", ["withdraw", "decline"])
def test_taken_back_the_place_is_free_and_the_team_is_told(client: Client, deed: str) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=1)
    need = an_order(village, service)
    if deed == "withdraw":
        client.post(f"{need.link}withdrawal/")
        assert Notice.objects.filter(user=service.answerer, key__endswith="retracted").exists()
    else:
        dispatching.decline(dispatch=only(), why="没有人手", by=service.answerer)
        need.refresh_from_db()
        answering.decline(need=need, answer="这周没有人", by=village.secretary)

    free = next_free(service)
    assert free is not None
    assert (free.on, free.place) == (MONDAY, 1)


def test_after_a_no_it_waits_on_the_board_for_others(client: Client) -> None:
    village = world.a_village()
    an_order(village, a_service(a_team_with_a_head(village)))
    dispatching.decline(dispatch=only(), why="没有人手", by=only().answerer)

    client.force_login(village.secretary)

    assert Need.objects.get().number in client.get("/desk/needs/board/").content.decode()


def test_an_order_at_the_telephone_is_the_villages_to_enter(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village))
    client.force_login(village.liaison_officer)
    place = f"/desk/needs/new/?channel=hotline&service={service.pk}"
    assert "点单：上门量血压" in client.get(place).content.decode()

    client.post("/desk/needs/new/", form(village, service, channel="hotline"))

    need = Need.objects.get()
    assert (need.service, need.entered_by) == (service, village.liaison_officer)


# Partner groups ----------------------------------------------------------------------------------


def test_a_groups_contact_accepts_sees_whom_and_serves(client: Client) -> None:
    village = world.a_village()
    partner = a_partner(village)
    an_order(village, a_service(partner))
    assert partner.contact is not None
    client.force_login(partner.contact)
    place = only().get_absolute_url()
    assert place in client.get("/my/").content.decode()
    assert "王阿婆" not in client.get(place).content.decode()

    client.post(f"{place}acceptance/")
    assert "王阿婆" in client.get(place).content.decode()
    client.post(
        f"{place}finishing/", {"served_on": clock.today(), "began": "00:00", "minutes": "40"}
    )

    assert Need.objects.get().stage == "served"


def test_for_a_group_whose_contact_cannot_sign_in_an_office_writes_down_the_answer(
    client: Client,
) -> None:
    village, office = world.a_village(), world.an_office()
    partner = a_partner(village)
    partners.name_contact(partner=partner, contact=Person("没有手机的联系人"), by=office)
    an_order(village, a_service(partner))
    place = only().get_absolute_url()

    client.force_login(village.secretary)
    assert client.get(place).status_code == 404
    client.force_login(office)
    assert [one.pk for one in unspoken(village.town)] == [only().pk]
    client.post(f"{place}acceptance/")

    assert (only().stage, Need.objects.get().stage) == ("accepted", "accepted")
    assert Notice.objects.filter(user=office, url=place).exists()


def test_where_the_contact_answers_no_office_does() -> None:
    village, office = world.a_village(), world.an_office()
    an_order(village, a_service(a_partner(village)))

    with pytest.raises(Refused):
        dispatching.accept(dispatch=only(), by=office)


@pytest.mark.parametrize("offerer", ["team", "partner"])
def test_who_accepted_and_is_not_there_any_more_is_called_back_from(
    client: Client, offerer: str
) -> None:
    village, yesterday = world.a_village(), clock.today() - timedelta(days=1)
    one = a_team_with_a_head(village) if offerer == "team" else a_partner(village)
    need = an_order(village, a_service(one))
    dispatching.accept(dispatch=only(), by=None)
    client.force_login(village.secretary)
    place = f"/desk/dispatches/{only().pk}/calling-back/"
    assert client.post(place).status_code == 403
    if isinstance(one, Team):
        Team.objects.update(closed_on=yesterday)
    else:
        ended(one, yesterday)

    assert "收回，另外安排人" in client.get(need.get_absolute_url()).content.decode()
    client.post(place)

    assert (only().stage, Need.objects.get().stage) == ("retracted", "verified")


# Figures -----------------------------------------------------------------------------------------


def test_every_figure_opens_its_orders_and_no_stranger_reads_who(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=9)
    done = an_order(village, service)
    dispatching.accept(dispatch=only(), by=None)
    dispatching.finish(dispatch=only(), served_on=clock.today(), began=time(), minutes=30, by=None)
    done.refresh_from_db()
    following.rate(need=done, stars=4)
    an_order(village, service, name="李阿公")
    an_order(village, service, name="张阿婆", focus="elderly", focus_agreed=True)

    told = figures([service])[service.pk]
    assert (told.ordered, told.under_way, told.served, told.rated, told.stars) == (3, 2, 1, 1, 4)
    page = client.get(f"/services/{service.pk}/").content.decode()
    assert "点过 3 次" in page
    # Of fewer than three it would be known who said what.
    assert "评价的人太少，不显示几颗星" in page
    assert "颗星" not in client.get(f"/services/{service.pk}/orders/?what=rated").content.decode()
    for what, number in (("ordered", 3), ("under_way", 2), ("served", 1), ("rated", 1)):
        page = client.get(f"/services/{service.pk}/orders/?what={what}").content.decode()
        assert f"共 {number} 单" in page
        assert not any(word in page for word in ("阿婆", "阿公", "11月25日", done.number))
        # Of a protected person not even the village.
        assert page.count("<td>塘边村</td>") == number - (what in ("ordered", "under_way"))

    client.force_login(village.secretary)
    page = client.get(f"/services/{service.pk}/orders/").content.decode()
    assert done.get_absolute_url() in page
    assert "平均 4 颗星" in client.get(service.get_absolute_url()).content.decode()
    tally = client.get("/desk/services/orders/").content.decode()
    assert f"/services/{service.pk}/orders/?what=served" in tally


# At the same time --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_one_place_two_who_order_in_one_moment_do_not_both_have_it() -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village), capacity=1)
    seen = [Service.objects.get(pk=service.pk) for _turn in range(2)]

    outcomes = at_once(*(lambda one=one: an_order(village, one) for one in seen))

    places = list(Need.objects.values_list("service_on", "service_place"))
    assert outcomes.count("done") == len(places) == len(set(places))
    assert set(outcomes) <= {"done", "Impossible"}
