"""What is on: the list, the calendar by month and week, and its feeds (5.2-c)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests import world
from tests.packages.activities.stage import an_activity
from wenming.activities.actions import announcing
from wenming.activities.feeds import calendar
from wenming.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-c")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def titles(page: str) -> list[str]:
    return re.findall(r'class="entry__title"[^>]*>([^<]+)<', page)


# The list ---------------------------------------------------------------------------------------


def test_what_is_coming_stands_before_what_was_held_the_next_first(
    village: world.Village, client: Client
) -> None:
    an_activity(village, title="办过的")
    for days in (9, 2):
        world.an_announcement(village, world.a_stretch(days), title=f"{days}天以后")

    page = client.get("/activities/").content.decode()

    assert titles(page) == ["2天以后", "9天以后", "办过的"]
    assert "09:00 · 村部 · 塘边村" in page


def test_drafts_and_what_is_called_off_are_not_coming(
    village: world.Village, client: Client
) -> None:
    world.an_announcement(village, title="草稿", publish_now=False)
    off = world.an_announcement(village, title="取消的")
    announcing.call_off(activity=off, why="台风", by=village.secretary)

    assert titles(client.get("/activities/").content.decode()) == []


def test_what_is_coming_is_asked_by_unit_too(village: world.Village, client: Client) -> None:
    world.an_announcement(village, title="塘边的")
    world.an_announcement(world.a_village("杆头村"), title="杆头的")

    assert titles(client.get("/activities/?unit=gantou").content.decode()) == ["杆头的"]


def test_the_list_and_an_activity_cost_the_same_with_forty_to_come_as_with_two(
    village: world.Village, client: Client
) -> None:
    def announce(numbers: range) -> None:
        for number in numbers:
            world.an_announcement(village, world.a_stretch(2 + number), title="清洁家园志愿服务")
            an_activity(village, title=f"第 {number} 次")

    def cost(address: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(address)
        return len(seen), len(answer.content)

    announce(range(2))
    pages = ["/activities/", f"/activities/{world.an_announcement(village).pk}/"]
    few = [cost(page)[0] for page in pages]
    announce(range(2, 40))
    many = [cost(page) for page in pages]

    assert [number for number, _size in many] == few
    assert max(few) <= 8
    assert max(size for _number, size in many) <= 40 * 1024


# The calendar -------------------------------------------------------------------------------------


def test_a_month_shows_each_day_and_the_chosen_ones_activities(
    village: world.Village, client: Client
) -> None:
    for title in ("上午的", "也是上午的"):
        world.an_announcement(village, world.a_stretch(40), title=title)
    day = clock.today() + timedelta(days=40)

    page = client.get(f"/calendar/?month={day:%Y-%m}&day={day}").content.decode()

    assert "2 场" in page
    assert ("上午的" in page, "也是上午的" in page) == (True, True)
    assert f"day={day}" in page


def test_a_week_shows_its_seven_days(village: world.Village, client: Client) -> None:
    world.an_announcement(village, world.a_stretch(40), title="那一天的")
    day = clock.today() + timedelta(days=40)

    here = client.get(f"/calendar/?week={day}").content.decode()
    next_week = client.get(f"/calendar/?week={day + timedelta(days=7)}").content.decode()

    assert ("那一天的" in here, "那一天的" in next_week) == (True, False)
    assert here.count("没有活动") == 6


def test_it_is_a_units_a_teams_or_a_campaigns(village: world.Village, client: Client) -> None:
    team = world.a_team(village)
    world.an_announcement(village, world.a_stretch(40), title="队里的", teams=[team])
    world.an_announcement(village, world.a_stretch(40), title="村里的")
    world.an_announcement(world.a_village("杆头村"), world.a_stretch(40), title="别村的")
    week = f"week={clock.today() + timedelta(days=40)}"

    def shown(query: str) -> set[str]:
        page = client.get(f"/calendar/?{week}&{query}").content.decode()
        return {one for one in ("队里的", "村里的", "别村的") if one in page}

    assert shown("") == {"队里的", "村里的", "别村的"}
    assert shown("unit=tangbian") == {"队里的", "村里的"}
    assert shown(f"team={team.pk}") == {"队里的"}


@pytest.mark.parametrize(
    "query",
    [
        "unit=nowhere",
        "team=0999",
        "team=x",
        "campaign=99",
        "week=2021-02-29",
        "week=0001-01-01",
        "day=x",
    ],
)
def test_of_what_is_not_there_there_is_no_calendar(
    village: world.Village, client: Client, query: str
) -> None:
    assert client.get(f"/calendar/?{query}").status_code == 404


def test_another_towns_team_has_no_calendar_here(village: world.Village, client: Client) -> None:
    theirs = world.a_team(world.a_village("外镇村", world.a_town("linzhen", "邻镇")))

    assert client.get(f"/t/baogai/calendar/?team={theirs.pk}").status_code == 404


def test_a_month_costs_the_same_with_forty_as_with_two(
    village: world.Village, client: Client
) -> None:
    day = clock.today() + timedelta(days=40)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/calendar/?month={day:%Y-%m}&day={day}")
        return len(seen)

    def announce(times: int) -> None:
        for _ in range(times):
            world.an_announcement(village, world.a_stretch(40))

    announce(2)
    few = cost()
    announce(40)

    assert cost() == few <= 8


# Feeds --------------------------------------------------------------------------------------------


def test_a_feed_has_every_shift_with_its_place_and_time_of_the_town(
    village: world.Village, client: Client
) -> None:
    first, second = world.a_stretch(3), world.a_stretch(4, name="搬运")
    activity = world.an_announcement(village, first, second)
    off = world.an_announcement(village, world.a_stretch(5), title="取消的")
    announcing.call_off(activity=off, why="台风", by=village.secretary)

    answer = client.get("/calendar.ics?unit=tangbian")

    feed = Calendar.from_ical(answer.content)
    events = list(feed.walk("VEVENT"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert [str(event["summary"]) for event in events] == [
        "清洁家园",
        "清洁家园 · 搬运",
        "取消的",
    ]
    assert events[0]["dtstart"].dt == first.starts_at
    assert str(events[0]["location"]) == "塘边村 村部"
    assert str(events[0]["url"]) == f"http://testserver/activities/{activity.pk}/"
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [str(zone["tzid"]) for zone in feed.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_an_event_keeps_its_name_when_it_is_moved(village: world.Village) -> None:
    activity = world.an_announcement(village)
    shift = activity.shifts.get()

    def uid() -> str:
        (event,) = Calendar.from_ical(calendar(activity.shifts.all())).walk("VEVENT")
        return str(event["uid"])

    before = uid()
    announcing.shifts.change(shift=shift, stretch=world.a_stretch(9), by=village.secretary)

    assert uid() == before


@pytest.mark.parametrize("scope", ["team", "campaign"])
def test_a_number_that_none_has_is_no_page(scope: str, client: Client) -> None:
    world.a_village()

    assert client.get("/calendar/", {scope: "9" * 5000}).status_code == 404
