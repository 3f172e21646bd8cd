"""The same again: one day, every week, the next gathering day of one unit or of all (5.2-a, 5.2-c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests import the_plan, world
from tests.together import while_open
from wenming.accounts.models import User
from wenming.activities.actions import announcing, copying
from wenming.activities.actions.shifts import Stretch
from wenming.activities.models import Activity, Campaign
from wenming.base import clock
from wenming.base.errors import Refused
from wenming.organisation.actions import records
from wenming.organisation.models import Post, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-a")]

TODAY = date(2026, 11, 24)
LAST, NEXT = date(2026, 11, 5), date(2026, 12, 5)


@pytest.fixture(autouse=True)
def _on_a_day_in_november() -> Iterator[None]:
    with clock.at(world.moment(TODAY)):
        yield


@pytest.fixture
def unit() -> Unit:
    the_plan.loaded()
    return Unit.objects.select_related("town").get(code="tangbian")


@pytest.fixture
def office(unit: Unit) -> User:
    return world.holding(Unit.objects.get(code="xuanchuanban"), Post.Role.OFFICE_HEAD, "主任")


@pytest.fixture
def inside(unit: Unit, client: Client) -> Client:
    client.force_login(world.holding(unit, Post.Role.LIAISON_OFFICER, "联络员"))
    return client


def last_months(unit: Unit, **said: Any) -> Activity:
    """The gathering day of November, announced in October: one shift, eight to ten."""
    about: dict[str, Any] = {
        "title": "集中活动日：清洁家园",
        "kind": "concentrated",
        "task": "customs",
        "conditions": "不限",
        "publish_now": True,
    }
    start = world.moment(LAST, 8)
    stretch = Stretch(start, start + timedelta(hours=2), place="祠堂前", places=30)
    with clock.at(world.moment(date(2026, 10, 20))):
        return announcing.announce(unit=unit, stretches=[stretch], by=None, **about | said)


def when(activity: Activity) -> list[tuple[datetime, datetime]]:
    return [
        (timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at))
        for shift in activity.shifts.all()
    ]


# One --------------------------------------------------------------------------------------------


def test_the_same_on_another_day_keeps_hours_places_and_distance_of_its_shifts(unit: Unit) -> None:
    earlier = last_months(unit)
    with clock.at(world.moment(date(2026, 10, 20))):
        second = world.moment(LAST + timedelta(days=1), 14)
        announcing.shifts.add(
            activity=earlier, stretch=Stretch(second, second + timedelta(hours=1)), by=None
        )

    again = copying.again(activity=earlier, on=NEXT, by=None)

    assert when(again) == [
        (world.moment(NEXT, 8), world.moment(NEXT, 10)),
        (world.moment(NEXT + timedelta(days=1), 14), world.moment(NEXT + timedelta(days=1), 15)),
    ]
    first = again.shifts.all()[0]
    assert (again.stage, again.conditions, first.places, first.left) == ("draft", "不限", 30, 30)
    assert again.copied_from == earlier


def test_it_begins_at_another_hour_and_lasts_as_long(unit: Unit) -> None:
    again = copying.again(activity=last_months(unit), on=NEXT, begins=time(15, 30), by=None)

    assert when(again) == [(world.moment(NEXT, 15, 30), world.moment(NEXT, 17, 30))]


def test_what_came_of_the_last_time_is_not_taken_over(unit: Unit) -> None:
    earlier = last_months(unit)
    Activity.objects.filter(pk=earlier.pk).update(stage="reported", people=40, results="很好")

    again = copying.again(activity=Activity.objects.get(pk=earlier.pk), on=NEXT, by=None)

    assert (again.people, again.results, again.published_at) == (None, "", None)


def test_a_team_that_was_closed_since_does_not_come_again(unit: Unit) -> None:
    village = world.Village(unit, *[world.holding(unit, Post.Role.SECRETARY, "书记")] * 2)
    kept = world.a_team(village)
    closed = world.a_team(village, name="解散的", shape="local", kind="")
    earlier = last_months(unit, teams=[kept, closed])
    records.correct(row=closed, closed_on=TODAY, by=None)

    assert list(copying.again(activity=earlier, on=NEXT, by=None).teams.all()) == [kept]


def test_another_unit_does_not_copy_it(unit: Unit) -> None:
    other = world.holding(Unit.objects.get(code="gantou"), Post.Role.SECRETARY, "别村")

    with pytest.raises(Refused):
        copying.again(activity=last_months(unit), on=NEXT, by=other)


# Some -------------------------------------------------------------------------------------------


def test_every_week_and_every_month_until_the_last_day_of_a_short_one() -> None:
    assert copying.weekly(date(2026, 12, 29), 2) == [date(2027, 1, 5), date(2027, 1, 12)]
    assert copying.monthly(date(2023, 10, 31), 5) == [
        date(2023, 11, 30),
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
    ]


def test_asked_twice_to_repeat_there_is_one_draft_a_day(unit: Unit, inside: Client) -> None:
    activity = last_months(unit)
    address = f"/desk/activities/{activity.pk}/repeating/"

    for _ in range(2):
        page = inside.post(address, {"every": "weekly", "times": "3"}, follow=True)

    assert [copy.held_on.day for copy in activity.copies.order_by("held_on")] == [12, 19, 26]
    assert "没有新的草稿" in page.content.decode()
    assert inside.post(address, {"every": "weekly", "times": "99"}).status_code == 422


# The gathering day -------------------------------------------------------------------------------


def test_a_village_plans_the_next_from_the_last_with_three_inputs(
    unit: Unit, inside: Client
) -> None:
    last_months(unit)

    page = inside.get("/desk/gathering/tangbian/")
    form = page.context["form"]
    shown = [field for field in form if not field.is_hidden]
    assert [field.value() for field in shown] == ["集中活动日：清洁家园", time(8), "祠堂前"]
    assert "2026年12月5日 星期六" in page.content.decode()

    sent = {"title": "清洁家园", "begins": "09:00", "place": "广场", "ticket": str(uuid4())}
    for _ in range(2):
        inside.post("/desk/gathering/tangbian/", sent | {"publish": "1"})

    made = Activity.objects.get(held_on=NEXT)
    assert (made.stage, made.title, made.place) == ("published", "清洁家园", "广场")
    assert when(made) == [(world.moment(NEXT, 9), world.moment(NEXT, 11))]
    assert "这一天已经有" in inside.get("/desk/gathering/tangbian/").content.decode()


def test_a_fault_is_named_and_nothing_typed_is_lost(unit: Unit, inside: Client) -> None:
    last_months(unit)

    sent = {"title": "", "begins": "25:00", "place": "广场", "ticket": str(uuid4())}
    answer = inside.post("/desk/gathering/tangbian/", sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["title", "begins"]
    assert "广场" in answer.content.decode()


def test_without_a_last_one_the_whole_form_opens_on_that_day(unit: Unit, inside: Client) -> None:
    answer = inside.get("/desk/gathering/tangbian/")

    assert answer["Location"] == "/desk/activities/announcement/?unit=tangbian&on=2026-12-05"


@pytest.mark.parametrize("month", ["2020-01", "2026-10"])
def test_a_day_that_is_over_cannot_be_planned(unit: Unit, inside: Client, month: str) -> None:
    assert inside.get(f"/desk/gathering/tangbian/?month={month}").status_code == 404


def test_the_office_prepares_it_for_all_at_once(unit: Unit, office: User, client: Client) -> None:
    client.force_login(office)
    last_months(unit)
    sites = list(Unit.objects.sites())
    codes = [site.code for site in sites]

    first = client.get("/desk/gathering/")
    assert f"还有 {len(sites)} 个单位没有安排" in first.content.decode()
    client.post("/desk/gathering/", {"units": codes})
    assert [one.unit for one in Activity.objects.filter(held_on=NEXT)] == [unit]

    common = {
        "title": "集中活动日",
        "kind": "concentrated",
        "task": "customs",
        "begins": "09:00",
        "ends": "11:00",
    }
    half = client.post("/desk/gathering/", {"units": codes, "title": "集中活动日"})
    assert set(half.context["form"].errors) == {"kind", "task", "begins", "ends"}
    for _ in range(2):
        client.post("/desk/gathering/", {"units": codes, **common})

    prepared = Activity.objects.filter(held_on=NEXT)
    assert sorted(one.unit.code for one in prepared) == sorted(codes)
    assert {one.stage for one in prepared} == {"draft"}
    assert prepared.get(unit=unit).title == "集中活动日：清洁家园"


def test_a_village_comes_straight_to_its_own(unit: Unit, inside: Client) -> None:
    assert inside.get("/desk/gathering/")["Location"] == "/desk/gathering/tangbian/"


def test_a_village_does_not_prepare_anothers(unit: Unit) -> None:
    mine = world.holding(unit, Post.Role.SECRETARY, "书记")
    last_months(unit)

    with pytest.raises(Refused):
        copying.prepare(units=[unit, Unit.objects.get(code="gantou")], on=NEXT, by=mine)


def test_once_the_next_is_planned_the_one_after_is_a_step_away(unit: Unit, inside: Client) -> None:
    copying.again(activity=last_months(unit), on=NEXT, publish_now=True, by=None)

    page = inside.get("/desk/gathering/tangbian/").content.decode()

    assert 'href="?month=2027-01"' in page
    after = inside.get("/desk/gathering/tangbian/?month=2027-01")
    assert after.context["last"].held_on == NEXT


@pytest.mark.django_db(transaction=True)
def test_of_two_who_prepare_the_same_day_at_once_one_makes_the_drafts() -> None:
    village = world.a_village()
    activity = world.an_announcement(village)
    on = activity.held_on + timedelta(days=30)

    def prepare() -> None:
        stretch = Stretch(world.moment(on, 8), world.moment(on, 10))
        told = {"title": "清洁家园", "kind": "concentrated", "task": "customs"}
        copying.prepare(
            units=[village.unit], on=on, common=copying.Common(stretch, told), by=village.secretary
        )

    assert while_open(prepare, prepare) == "done"
    assert Activity.objects.filter(held_on=on).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_repetition_pressed_twice_is_one() -> None:
    village = world.a_village()
    activity = world.an_announcement(village)
    days = copying.weekly(activity.held_on, 2)

    def repeat() -> None:
        copying.repeat(activity=activity, days=days, by=village.secretary)

    assert while_open(repeat, repeat) == "done"
    assert Activity.objects.filter(copied_from=activity).count() == 2


def test_a_campaign_that_was_withdrawn_is_not_joined_again(unit: Unit, office: User) -> None:
    told = {"title": "暖冬行动", "from_on": LAST, "until_on": NEXT}
    campaign = records.add(Campaign, unit=unit, by=None, **told)
    activity = last_months(unit, campaign=campaign)
    records.withdraw(row=campaign, why="登记重复", by=None)
    activity.refresh_from_db()

    again = copying.again(activity=activity, on=NEXT, by=office)

    assert again.campaign is None
