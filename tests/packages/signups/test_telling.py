"""Reminders, changes, interest: each told once, to whom it concerns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from tests import world
from tests.packages.signups.stage import a_shift, an_announced, join
from tests.together import while_open
from wenming.accounts.actions import mine
from wenming.accounts.models import Notice, User
from wenming.activities.actions import announcing
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.signups.actions import following, forgetting, giving_up, interests
from wenming.signups.actions.reminding import remind
from wenming.signups.models import CalendarKey, Interest, Invitation, SignUp
from wenming.volunteers.actions import volunteers
from wenming.volunteers.models import Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]


def a_signed_up(village: world.Village, *, days: int = 10, hour: int = 9) -> tuple[Shift, User]:
    """A volunteer with a place in so many days."""
    activity = an_announced(village, held_on=clock.today() + timedelta(days=days), place="村部")
    shift = a_shift(activity, hour=hour)
    volunteer = world.a_volunteer(village).user
    join(shift=shift, by=volunteer)
    return shift, volunteer


def told(user: User) -> list[str]:
    return [str(notice) for notice in Notice.objects.of(user).order_by("pk")]


# Reminders ---------------------------------------------------------------------------------------


def test_one_is_reminded_the_day_before_and_on_the_day_each_once() -> None:
    shift, volunteer = a_signed_up(world.a_village())

    for ahead in (30, 23, 22, 2, 1):
        with clock.at(shift.starts_at - timedelta(hours=ahead)):
            remind()

    before, today = told(volunteer)
    assert before.startswith("提醒：“清洁家园”")
    assert "村部" in before
    assert today.startswith("今天：")


def test_who_signed_up_the_other_day_is_not_reminded_on_the_day() -> None:
    shift, volunteer = a_signed_up(world.a_village(), days=3)

    for ahead in (23, 2):
        with clock.at(shift.starts_at - timedelta(hours=ahead)):
            remind()

    assert len(told(volunteer)) == 1


def test_nobody_is_woken() -> None:
    shift, volunteer = a_signed_up(world.a_village(), hour=6)

    with clock.at(shift.starts_at - timedelta(hours=1)):
        remind()

    assert told(volunteer) == []


def test_who_cannot_come_or_waits_is_not_reminded() -> None:
    village = world.a_village()
    shift, volunteer = a_signed_up(village)
    waiting = world.a_volunteer(village, world.a_resident("陈二")).user
    join(shift=shift, by=waiting)
    SignUp.objects.filter(user=volunteer).update(stage="given_up")

    with clock.at(shift.starts_at - timedelta(hours=20)):
        remind()

    assert told(volunteer) == told(waiting) == []


def test_a_date_that_was_moved_is_reminded_of_again() -> None:
    shift, volunteer = a_signed_up(world.a_village())
    with clock.at(shift.starts_at - timedelta(hours=20)):
        remind()
    later = {
        "starts_at": shift.starts_at + timedelta(days=1),
        "ends_at": shift.ends_at + timedelta(days=1),
    }
    Shift.objects.update(**later)

    with clock.at(shift.starts_at + timedelta(hours=4)):
        remind()

    assert len(told(volunteer)) == 2


# Changes -----------------------------------------------------------------------------------------


def test_when_it_is_called_off_everybody_concerned_hears_why_once() -> None:
    village = world.a_village()
    shift, volunteer = a_signed_up(village)
    follower = world.a_resident("关注的人")
    interests.keep(activity=shift.activity, by=follower)
    head = world.a_resident("队长")
    shift.activity.teams.add(world.a_team(village, head=head))
    Activity.objects.update(stage="called_off", called_off_why="台风")

    for _ in range(2):
        following.follow(activity_id=shift.activity_id, what="called-off")

    assert [len(told(user)) for user in (volunteer, follower, head)] == [1, 1, 1]
    assert "台风" in told(volunteer)[0]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_who_is_being_given_a_place_while_it_is_called_off_hears_of_it() -> None:
    village = world.a_village()
    shift, _ = a_signed_up(village)
    late = world.a_volunteer(village).user

    def call_off() -> None:
        announcing.call_off(activity=shift.activity, why="台风", by=village.secretary)
        following.follow(activity_id=shift.activity_id, what="called-off")

    assert while_open(lambda: join(shift=shift, by=late), call_off) == "done"
    assert "台风" in told(late)[-1]


def test_a_new_date_is_told_in_the_language_of_whoever_reads_it() -> None:
    shift, volunteer = a_signed_up(world.a_village())

    following.follow(activity_id=shift.activity_id, what="rescheduled")

    with translation.override("en"):
        english = told(volunteer)[0]
    assert "改期了" in told(volunteer)[0]
    assert f"{shift.starts_at:%b %Y}" in english
    assert "改期" not in english


def test_more_places_go_to_who_waits_and_the_interested_hear_of_what_is_left() -> None:
    village = world.a_village()
    shift, _ = a_signed_up(village)
    waiting = world.a_volunteer(village, world.a_resident("陈二")).user
    join(shift=shift, by=waiting)
    follower = world.a_resident("关注的人")
    interests.keep(activity=shift.activity, by=follower)
    Shift.objects.update(places=4, left=3)

    following.follow(activity_id=shift.activity_id, what="places")

    assert SignUp.objects.get(user=waiting).stage == "offered"
    assert "有空位了" in told(follower)[0]


def test_interest_is_kept_and_dropped_with_one_button(client: Client) -> None:
    shift = a_shift(an_announced(world.a_village()))
    client.force_login(world.a_resident())
    page = f"/activities/{shift.activity_id}/"

    for _ in range(2):
        client.post(f"{page}interest/")
    assert "不再关注" in client.get(page).text
    assert Interest.objects.count() == 1

    client.post(f"{page}interest/removal/")
    assert not Interest.objects.exists()


# My own pages ------------------------------------------------------------------------------------


def test_what_i_was_told_is_counted_until_i_looked(client: Client) -> None:
    shift, volunteer = a_signed_up(world.a_village())
    following.follow(activity_id=shift.activity_id, what="rescheduled")
    client.force_login(volunteer)

    before = client.get("/my/").text
    page = client.get("/my/notices/").text
    after = client.get("/my/").text

    assert "1 条新通知" in before
    assert "改期了" in page
    assert f"/activities/{shift.activity_id}/" in page
    assert "条新通知" not in after


def test_my_page_shows_what_is_next_and_what_i_can_do(client: Client) -> None:
    shift, volunteer = a_signed_up(world.a_village())
    client.force_login(volunteer)

    page = client.get("/my/").text

    assert "清洁家园" in page
    assert f"/sign-ups/{SignUp.objects.get(shift=shift).pk}/giving-up/" in page


def test_my_calendar_is_read_by_whoever_knows_its_address_until_it_is_ended(
    client: Client,
) -> None:
    shift, volunteer = a_signed_up(world.a_village())
    client.force_login(volunteer)

    client.post("/my/calendar/key/")
    first = f"/calendars/{CalendarKey.objects.get().secret}.ics"
    assert first in client.get("/my/calendar/").text
    feed = Client().get(first)
    client.post("/my/calendar/key/")

    assert feed["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:清洁家园" in feed.text
    assert f"UID:shift-{shift.pk}@wenming" in feed.text
    assert "林阿妹" not in feed.text
    assert Client().get(first).status_code == 404
    client.post("/my/calendar/key/removal/")
    assert not CalendarKey.objects.exists()


# What is held ------------------------------------------------------------------------------------


def test_who_closes_the_account_frees_what_was_to_come_and_keeps_a_number_elsewhere() -> None:
    village = world.a_village()
    shift, volunteer = a_signed_up(village)
    earlier = a_shift(an_announced(village, held_on=clock.today() - timedelta(days=3)))
    SignUp.objects.create(
        shift=earlier, user=volunteer, stage="admitted", asked_at=clock.now(), moved_at=clock.now()
    )
    interests.keep(activity=shift.activity, by=volunteer)

    mine.erase(user=volunteer, by=volunteer)

    stages = dict(SignUp.objects.filter(user=volunteer).values_list("shift", "stage"))
    assert stages == {shift.pk: "given_up", earlier.pk: "admitted"}
    shift.refresh_from_db()
    assert shift.left == 1
    assert not Interest.objects.exists()
    assert not Notice.objects.exists()


def test_who_leaves_the_volunteers_frees_where_they_would_serve_not_what_they_attend() -> None:
    village = world.a_village()
    shift, volunteer = a_signed_up(village)
    concert = a_shift(an_announced(village), part=Shift.Part.ATTEND, hour=19)
    join(shift=concert, by=volunteer)

    volunteers.withdraw(volunteer=Volunteer.objects.get(user=volunteer), by=volunteer)

    stages = dict(SignUp.objects.values_list("shift", "stage"))
    assert stages == {shift.pk: "given_up", concert.pk: "admitted"}


def test_a_copy_of_my_data_has_my_sign_ups() -> None:
    _shift, volunteer = a_signed_up(world.a_village())

    copy = mine.take_away(user=volunteer, by=volunteer)

    assert [row["stage"] for row in copy["sign_ups"]] == ["admitted"]  # type: ignore[attr-defined]


def test_a_year_later_nobody_knows_who_did_not_come() -> None:
    village = world.a_village()
    shift, volunteer = a_signed_up(village)
    other = world.a_volunteer(village, world.a_resident("陈二")).user
    join(shift=shift, by=other)
    Invitation.objects.create(shift=shift, user=world.a_resident(), asked_at=clock.now())
    row = SignUp.objects.select_related("shift__activity__unit__town", "user").get(user=other)
    giving_up.give_up(row=row, by=other)

    with clock.at(shift.ends_at + timedelta(days=366)):
        forgetting.tidy()

    assert list(SignUp.objects.values_list("user", flat=True)) == [volunteer.pk]
    assert not Invitation.objects.exists()
