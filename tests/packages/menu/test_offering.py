"""A service is proposed on one page, let onto the menu or sent back, paused, withdrawn (5.3-c)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.menu.stage import (
    a_draft,
    a_partner,
    a_service,
    a_team_with_a_head,
    ended,
    told,
)
from wenming.accounts.actions import notices
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.menu.actions import offering
from wenming.menu.models import Service
from wenming.organisation.queries import last_deed
from wenming.volunteers.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c")]


def menu(client: Client, query: str = "") -> str:
    return client.get(f"/services/{query}").content.decode()


def test_a_team_leader_without_a_post_proposes_and_the_office_lets_it_onto_the_menu(
    client: Client,
) -> None:
    team, office = a_team_with_a_head(world.a_village()), world.an_office()
    assert team.head is not None
    client.force_login(team.head)
    sent = client.post("/services/new/", told(team, propose="1"))
    service = Service.objects.get()
    assert (sent["Location"], service.stage) == (service.get_absolute_url(), "proposed")
    assert "上门理发" not in menu(client)
    assert Notice.objects.filter(user=office).count() == 1

    client.force_login(office)
    assert "上门理发" in client.get("/desk/services/?stage=proposed").content.decode()
    client.post(f"/services/{service.pk}/approval/")

    assert "上门理发" in menu(client)
    assert Notice.objects.filter(user=team.head, text__contains="上菜单").count() == 1


def test_sent_back_it_says_why_and_is_proposed_again(client: Client) -> None:
    team = a_team_with_a_head(world.a_village())
    service = a_draft(team)
    offering.propose(service=service, by=team.head)

    client.force_login(world.an_office())
    assert client.post(f"/services/{service.pk}/sending-back/", {"why": ""}).status_code == 422
    client.post(f"/services/{service.pk}/sending-back/", {"why": "写明要不要预约"})
    service.refresh_from_db()
    assert (service.stage, service.why) == ("draft", "写明要不要预约")

    assert team.head is not None
    client.force_login(team.head)
    assert "写明要不要预约" in client.get(service.get_absolute_url()).content.decode()
    client.post(f"/services/{service.pk}/proposal/")
    service.refresh_from_db()
    assert (service.stage, service.why) == ("proposed", "")


def test_only_an_office_lets_it_onto_the_menu() -> None:
    village = world.a_village()
    service = a_draft(a_team_with_a_head(village))
    offering.propose(service=service, by=None)

    for user in (village.secretary, service.answerer):
        with pytest.raises(Refused):
            offering.approve(service=service, by=user)


def test_who_offers_something_else_cannot_tell_that_it_exists(client: Client) -> None:
    village = world.a_village()
    service = a_draft(a_team_with_a_head(village))
    other = a_team_with_a_head(village, world.a_resident("别队队长"), kind="arts", name="文艺队")
    assert other.head is not None
    client.force_login(other.head)

    assert client.get(service.get_absolute_url()).status_code == 404
    assert client.get(f"/services/{service.pk}/").status_code == 404
    form = told(Team.objects.get(kind="lecture"))
    assert client.post("/services/new/", form).status_code == 422


def test_put_right_on_the_menu_it_stays_there_and_the_journal_keeps_what_it_was() -> None:
    village, office = world.a_village(), world.an_office()
    service = a_service(a_team_with_a_head(village))

    offering.correct(
        service=service, area=[village.unit], capacity=5, by=service.answerer, title=service.title
    )
    offering.correct(service=service, area=[village.unit], by=service.answerer)

    assert (service.stage, service.capacity) == ("published", 5)
    deeds = {one.verb: one.details for one in Entry.objects.of(service)}
    assert deeds["service.corrected"]["changes"] == {"capacity": [2, 5]}
    assert deeds["service.area-set"]["changes"] == {"area": ["", "塘边村"]}
    assert Notice.objects.filter(user=office, key__contains="changed").count() == 1


def test_two_who_put_it_right_at_once_are_told() -> None:
    service = a_service(a_team_with_a_head(world.a_village()))
    seen = last_deed(service)
    offering.correct(service=service, area=[], seen=seen, capacity=4, by=None)

    with pytest.raises(Overtaken):
        offering.correct(service=service, area=[], seen=seen, capacity=6, by=None)


def test_the_same_form_sent_twice_is_one_service(client: Client) -> None:
    team = a_team_with_a_head(world.a_village())
    assert team.head is not None
    client.force_login(team.head)
    form = told(team)

    first, second = (client.post("/services/new/", form) for _turn in range(2))

    assert (Service.objects.count(), first["Location"]) == (1, second["Location"])


def test_the_menu_is_asked_by_village_and_kind(client: Client) -> None:
    tangbian, gantou = world.a_village(), world.a_village("杆头村")
    team = a_team_with_a_head(tangbian)
    a_service(team, title="只到塘边", area=[tangbian.unit])
    a_service(team, title="全镇都去", kind="tutoring")

    assert ["只到塘边" in menu(client, q) for q in ("", "?unit=tangbian", "?unit=gantou")] == [
        True,
        True,
        False,
    ]
    assert "全镇都去" in menu(client, "?unit=gantou&kind=tutoring")
    assert "没有这样的服务" in menu(client, "?kind=escort")
    assert "全镇都去" in client.get(f"/units/{gantou.unit.code}/").content.decode()


def test_paused_it_keeps_its_page_which_says_why_and_comes_back(client: Client) -> None:
    service = a_service(a_team_with_a_head(world.a_village()))

    offering.pause(service=service, why="队员过年回家", by=service.answerer)
    assert "上门量血压" not in menu(client)
    assert "队员过年回家" in client.get(f"/services/{service.pk}/").content.decode()
    offering.resume(service=service, by=service.answerer)

    assert "上门量血压" in menu(client)
    with pytest.raises(Impossible):
        offering.pause(service=service, why=" ", by=service.answerer)


@pytest.mark.parametrize("offerer", ["team", "partner"])
def test_whose_team_is_closed_or_whose_agreement_has_ended_is_on_the_menu_no_more(
    client: Client, offerer: str
) -> None:
    village, yesterday = world.a_village(), clock.today() - timedelta(days=1)
    one = a_team_with_a_head(village) if offerer == "team" else a_partner(village)
    service = a_service(one)
    if isinstance(one, Team):
        Team.objects.update(closed_on=yesterday)
    else:
        ended(one, yesterday)

    assert "上门量血压" not in menu(client)
    page = client.get(f"/services/{service.pk}/").content.decode()
    assert ("已经解散" if offerer == "team" else "已经结束") in page
    service = Service.objects.get()
    offering.pause(service=service, why="没有人了", by=None)
    with pytest.raises(Refused):
        offering.resume(service=service, by=village.secretary)


def test_a_team_without_a_head_can_offer_nothing(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village))
    Team.objects.update(head=None)

    assert "上门量血压" not in menu(client)
    assert "没有队长" in client.get(f"/services/{service.pk}/").content.decode()


def test_withdrawn_it_is_gone_for_the_public_and_stays_with_its_reason(client: Client) -> None:
    village = world.a_village()
    service = a_service(a_team_with_a_head(village))
    offering.withdraw(service=service, why="没有血压计了", by=service.answerer)

    assert client.get(f"/services/{service.pk}/").status_code == 404
    client.force_login(village.secretary)
    assert "没有血压计了" in client.get(service.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        offering.correct(service=service, area=[], capacity=9, by=village.secretary)


def test_a_village_of_another_town_is_no_area() -> None:
    other = world.a_village("外镇村", world.a_town("linzhen", "邻镇"))

    with pytest.raises(Impossible):
        a_draft(a_team_with_a_head(world.a_village()), area=[other.unit])


def test_a_poster_opens_the_page(client: Client) -> None:
    service = a_service(a_team_with_a_head(world.a_village()), conditions="要有家人在场")

    paper = client.get(f"/services/{service.pk}/poster/")

    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_a_list_of_three_and_of_eighteen_costs_the_same(client: Client) -> None:
    village = world.a_village()
    team, partner = a_team_with_a_head(village), a_partner(village)
    office = world.an_office()
    for place in range(3):
        a_service(team if place % 2 else partner, title=f"服务{place}", area=[village.unit])
    places = ("/services/", "/desk/services/", "/desk/services/orders/")
    client.force_login(office)
    few = [_queries(client, place) for place in places]
    for place in range(3, 18):
        a_service(team if place % 2 else partner, title=f"服务{place}", area=[village.unit])

    assert [_queries(client, place) for place in places] == few


def _queries(client: Client, place: str) -> int:
    client.get(place)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(place).status_code == 200
    return len(seen)


def test_each_change_on_the_menu_is_told_to_the_office_though_it_read_the_last() -> None:
    office, service = world.an_office(), a_service(a_team_with_a_head(world.a_village()))
    offering.correct(service=service, area=[], capacity=5, by=service.answerer)
    notices.read(user=office)

    offering.correct(service=service, area=[], capacity=6, by=service.answerer)
    offering.correct(service=service, area=[], capacity=6, by=service.answerer)

    assert Notice.objects.unread().filter(user=office, key__contains="changed").count() == 1


def test_who_offers_a_service_hears_what_the_office_did_with_it_and_the_other_way_round() -> None:
    office, service = world.an_office(), a_service(a_team_with_a_head(world.a_village()))
    head = service.answerer
    assert head is not None

    offering.pause(service=service, why="天气太热", by=office)
    offering.resume(service=service, by=head)
    offering.withdraw(service=service, why="人手不够", by=office)

    def told(user: User) -> list[str]:
        return [str(one) for one in Notice.objects.of(user).order_by("pk")]

    assert told(head)[-2:] == [
        "服务“上门量血压”暂停接单：天气太热",
        "服务“上门量血压”撤下了：人手不够",
    ]
    assert told(office)[-1:] == ["服务“上门量血压”恢复接单了。"]


def test_a_draft_that_is_given_up_concerns_nobody_else() -> None:
    office, service = world.an_office(), a_draft(a_team_with_a_head(world.a_village()))

    offering.withdraw(service=service, why="不办了", by=service.answerer)

    assert not Notice.objects.of(office).exists()
