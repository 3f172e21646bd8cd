"""A service list: drafted from the groups, put in order, published; what was served (5.3-b)."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.groups import stage
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.engines.obligations.values import Span
from wenming.groups.actions import service_lists, sorting
from wenming.groups.drafting import planned_lines, quotes
from wenming.groups.facts import facts
from wenming.groups.models import ServiceLine, ServiceList
from wenming.groups.queries import now_published, service_rows
from wenming.needs.actions import dispatching
from wenming.needs.models import Need
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-b")]

LISTS = "/desk/service-lists/"
PUBLIC = "/service-lists/"


@pytest.fixture
def villages() -> tuple[world.Village, world.Village]:
    return world.a_village("塘边村"), world.a_village("杆头村")


@pytest.fixture
def office(villages: tuple[world.Village, ...]) -> User:
    return world.an_office(villages[0].town)


@pytest.fixture
def inside(client: Client, office: User) -> Client:
    client.force_login(office)
    return client


def serve(need: Need, village: world.Village) -> None:
    """Somebody goes there today."""
    volunteer = world.a_volunteer(village, world.a_resident(f"志愿者{need.pk}"))
    (dispatch,) = dispatching.offer(need=need, to=[volunteer], by=None)
    dispatching.accept(dispatch=dispatch, by=None)
    dispatching.finish(
        dispatch=dispatch, served_on=clock.today(), began=time(), minutes=60, by=None
    )


# Drafted -----------------------------------------------------------------------------------------


def test_a_common_group_is_a_line_and_what_few_ask_for_goes_by_its_kind(
    villages: tuple[world.Village, world.Village],
) -> None:
    lamps = stage.lamps(*villages)
    stage.ask(villages[1], "想去医院复查没人陪", 91, kind="escort")
    world.a_need(villages[1], words="还没有核实的", kind="tutoring")

    common, few = planned_lines(villages[0].town)

    assert (common.title, common.households, common.is_common) == ("词:repair", 6, True)
    assert set(common.units) == {villages[0].unit.pk, villages[1].unit.pk}
    assert set(common.needs) == {need.pk for need in lamps}
    assert (few.title, few.households, few.is_common) == ("词:escort（逐户办）", 1, False)


def test_a_group_that_a_person_named_gives_its_name(
    villages: tuple[world.Village, world.Village],
) -> None:
    lamps = stage.lamps(*villages)
    sorting.name(town=villages[0].town, group=stage.group_of(lamps[0]), called="夜里照明", by=None)

    assert planned_lines(villages[0].town)[0].title == "夜里照明"


def test_it_is_drafted_once_for_a_month_and_once_for_a_quarter(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    stage.lamps(*villages)

    for length in ("month", "month", "quarter"):
        inside.post(LISTS, {"first_on": "2022-08", "length": length})

    quarter, month = ServiceList.objects.order_by("first_on")
    assert list(inside.get(LISTS).context["page"]) == [month, quarter]
    assert (quarter.first_on, quarter.span.end) == (date(2022, 7, 1), date(2022, 9, 30))
    assert (month.span.start, month.span.end) == (date(2022, 8, 1), date(2022, 8, 31))
    assert month.lines.count() == 1
    assert str(quarter) == "2022 年第 3 季度服务清单"


def test_without_needs_the_draft_says_what_to_do(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    page = inside.post(LISTS, {"first_on": "2022-08", "length": "month"}, follow=True)

    assert "清单里还没有项目" in page.content.decode()
    assert "先加一项再公布" in page.content.decode()


# Put in order ------------------------------------------------------------------------------------


def test_lines_are_added_changed_and_removed(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0])
    told = {"title": "义诊", "kind": "repair", "households": "20", "units": [villages[0].unit.pk]}
    ticket = str(uuid4())

    for _turn in "ab":
        inside.post(f"{LISTS}{row.pk}/lines/new/", {**told, "ticket": ticket})
    line = row.lines.get(title="义诊")
    inside.post(f"/desk/service-lines/{line.pk}/", {**told, "title": "上门义诊", "version": "0"})
    line.refresh_from_db()
    inside.post(f"/desk/service-lines/{row.lines.first().pk}/removal/")  # type: ignore[union-attr]

    assert (line.title, line.version, line.households) == ("上门义诊", 1, 20)
    assert list(row.lines.all()) == [line]
    history = inside.get(f"{LISTS}{row.pk}/").content.decode()
    assert all(said in history for said in ("加一项；义诊", "改一项；上门义诊", "删一项；上门修灯"))


def test_who_changes_a_line_from_an_old_page_is_told_and_loses_nothing(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0])
    line = row.lines.get()
    sent = {"title": "修路灯", "households": "9", "version": "0"}
    service_lists.change_line(line=line, units=[], seen=0, by=None, title="修灯")

    page = inside.post(f"/desk/service-lines/{line.pk}/", sent)
    said = page.content.decode()
    inside.post(f"/desk/service-lines/{line.pk}/", {**sent, "version": "1"})

    assert page.status_code == 422
    assert "刚刚由别人改过" in said
    assert 'value="修路灯"' in said
    assert 'name="version" value="1"' in said
    line.refresh_from_db()
    assert line.title == "修路灯"


@pytest.mark.clause("5.2-d")
def test_a_line_never_quotes_a_need(villages: tuple[world.Village, world.Village]) -> None:
    lamps = stage.lamps(*villages)
    row = stage.a_list(villages[0])
    line = row.lines.get()

    with pytest.raises(Impossible, match="原话"):
        service_lists.change_line(
            line=line, units=[], seen=0, by=None, title="巷口的路灯不亮，晚上走路怕摔"
        )
    ServiceLine.objects.update(note="我家门口的路灯一闪一闪")
    with pytest.raises(Impossible, match="原话"):
        service_lists.publish(row=row, by=None)

    assert not quotes("修路灯", lamps)


# Published ---------------------------------------------------------------------------------------


def test_it_is_published_once_and_taken_down_to_be_changed(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0])
    seen_before = ServiceList.objects.select_related("unit__town").get(pk=row.pk)

    assert inside.get(f"{PUBLIC}{row.pk}/").status_code == 404
    service_lists.publish(row=row, by=None)
    assert inside.get(f"{PUBLIC}{row.pk}/").status_code == 200
    with pytest.raises(Overtaken):
        service_lists.publish(row=seen_before, by=None)
    with pytest.raises(Refused, match="先收回"):
        service_lists.remove_line(line=row.lines.select_related("list__town").get(), by=None)

    inside.post(f"{LISTS}{row.pk}/taking-down/")
    row.refresh_from_db()
    assert (row.stage, row.published_on) == ("draft", None)


def test_a_list_that_was_changed_meanwhile_is_looked_at_again_first(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0])
    seen = inside.get(f"{LISTS}{row.pk}/").context["seen"]
    service_lists.add_line(row=row, title="义诊", by=None)

    page = inside.post(f"{LISTS}{row.pk}/publishing/", {"seen": seen}, follow=True)

    assert "刚刚由别人改过" in page.content.decode()
    row.refresh_from_db()
    assert row.stage == "draft"


def test_withdrawn_it_makes_room_for_another(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0])

    inside.post(f"{LISTS}{row.pk}/withdrawal/", {"why": "月份选错了"})
    again = stage.a_list(villages[0])

    assert again.pk != row.pk
    assert "月份选错了" in inside.get(f"{LISTS}{row.pk}/").content.decode()


def test_everybody_finds_it_among_the_lists_and_at_the_village(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    stage.lamps(*villages)
    row = stage.a_list(villages[0], first_on=clock.today())
    service_lists.publish(row=row, by=None)

    village, every = (client.get(place).content.decode() for place in ("/units/tangbian/", PUBLIC))

    assert now_published(row.town) == [row]
    assert f"{PUBLIC}{row.pk}/" in village
    assert str(row) in every


@pytest.mark.clause("5.2-d")
def test_the_public_list_shows_nobodys_words_and_no_small_number(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    need = stage.ask(villages[0], "老人夜里起身怕黑", 1, focus="elderly", focus_agreed=True)
    row = stage.a_list(villages[0], first_on=clock.today())
    serve(need, villages[0])
    service_lists.publish(row=row, by=None)

    page = client.get(f"{PUBLIC}{row.pk}/").content.decode()

    assert "词:repair（逐户办）" in page
    assert page.count("不到 5") == 2
    hidden = ("起身", "王阿婆", need.number, "塘边村", "词:elderly")
    assert [one for one in hidden if one in page] == []


# Served ------------------------------------------------------------------------------------------


@pytest.mark.clause("5.2-d")
def test_what_is_hidden_does_not_tell_that_somebody_is_protected(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    stage.ask(villages[0], stage.OTHER, 1)
    row = stage.a_list(villages[0], first_on=clock.today())
    service_lists.add_line(row=row, title="义诊", households=3, units=[villages[1].unit], by=None)
    service_lists.publish(row=row, by=None)

    page = client.get(f"{PUBLIC}{row.pk}/").content.decode()

    assert page.count("不到 5") == 1
    assert "塘边村" not in page
    # What the office means to do by itself it tells as it likes.
    assert "杆头村" in page


def test_a_line_without_its_number_of_households_is_not_told_where_either(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    stage.ask(villages[0], stage.OTHER, 1)
    row = stage.a_list(villages[0], first_on=clock.today())
    line = row.lines.get()
    service_lists.change_line(
        line=line, units=line.units.all(), seen=line.version, households=None, by=None
    )
    service_lists.publish(row=row, by=None)

    page = client.get(f"{PUBLIC}{row.pk}/").content.decode()

    assert line.title in page
    assert "塘边村" not in page


def test_what_stands_above_the_lines_quotes_no_need_either(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    stage.ask(villages[0], "老人一个人在家想学二胡", 1)
    row = stage.a_list(villages[0], first_on=clock.today())
    said = {"remark": "例如：老人一个人在家想学二胡。"}

    answer = inside.post(f"{LISTS}{row.pk}/remark/", said)

    assert answer.status_code == 422
    assert "求助人的原话" in answer.text
    assert said["remark"] in answer.text
    ServiceList.objects.filter(pk=row.pk).update(remark=said["remark"])
    row.refresh_from_db()
    with pytest.raises(Impossible, match="原话"):
        service_lists.publish(row=row, by=None)


def test_each_line_counts_what_was_served_in_its_time_and_opens_the_records(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    lamps = stage.lamps(*villages)
    row = stage.a_list(villages[0], first_on=clock.today())
    serve(lamps[0], villages[0])
    with clock.at(clock.now() + timedelta(days=62)):
        serve(lamps[1], villages[1])

    (shown,) = service_rows(row)
    page = inside.get(shown.line.get_absolute_url()).content.decode()

    assert (shown.served.needs, shown.served.services, shown.served.households) == (6, 1, 1)
    assert shown.served.waiting == 4
    assert lamps[0].get_absolute_url() in page
    assert "上门服务 1 次" in page


def test_a_line_is_carried_out_by_activities_too(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0], first_on=clock.today())
    line = row.lines.get()
    with clock.at(world.moment(clock.today(), 8)):
        held = world.an_announcement(villages[0], world.a_stretch(0), title="义诊进村")
    inside.post(f"/desk/service-lines/{line.pk}/activities/", {"activity": held.pk})
    type(held).objects.filter(pk=held.pk).update(stage="held", people=30)

    (shown,) = service_rows(row)
    inside.post(f"/desk/service-lines/{line.pk}/activities/{held.pk}/removal/")

    assert (shown.served.activities, shown.served.people) == (1, 30)
    assert not line.activities.exists()


def test_a_list_asks_no_more_for_more_lines(
    villages: tuple[world.Village, world.Village], inside: Client
) -> None:
    row = stage.a_list(villages[0])
    with CaptureQueriesContext(connection) as with_one:
        inside.get(f"{LISTS}{row.pk}/")
    for turn in range(5):
        service_lists.add_line(row=row, title=f"第{turn}项", units=Unit.objects.all(), by=None)
    with CaptureQueriesContext(connection) as with_six:
        inside.get(f"{LISTS}{row.pk}/")

    assert len(with_six) == len(with_one)


# Who, and what is counted ------------------------------------------------------------------------


def test_a_village_can_neither_write_nor_publish_it(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    row = stage.a_list(villages[0])
    client.force_login(villages[0].secretary)

    assert client.get(f"{LISTS}{row.pk}/").status_code == 403
    with pytest.raises(Refused, match="由镇里的办公室"):
        service_lists.publish(row=row, by=villages[0].secretary)


def test_a_published_list_is_a_fact_of_the_town_and_of_each_village_it_serves(
    villages: tuple[world.Village, world.Village],
) -> None:
    stage.lamps(*villages)
    row = stage.a_list(villages[0])
    span = Span(clock.today() - timedelta(days=1), clock.today())
    assert list(facts(row.town, span)) == []

    service_lists.publish(row=row, by=None)
    (fact,) = facts(row.town, span)

    assert {"unit:tangbian", "unit:gantou", row.town.key} <= set(fact.subjects)
    assert (fact.on, fact.numbers, fact.tags) == (
        clock.today(),
        {"lines": 1},
        {"length": frozenset({"month"})},
    )
    assert fact.evidence == f"groups.servicelist:{row.pk}"


def test_the_database_keeps_one_list_a_period(
    villages: tuple[world.Village, world.Village],
) -> None:
    row = stage.a_list(villages[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceList.objects.create(
            town=row.town, unit=row.unit, first_on=row.first_on, length=row.length,
            recorded_at=clock.now(),
        )  # fmt: skip
