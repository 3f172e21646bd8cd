"""Shifts come, change and go; nobody who signed up is left standing (5.2)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from tests import world
from tests.together import while_open
from wenming.activities.actions import shifts
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.errors import DomainError, Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.signups.models import SignUp

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

TOLD: list[str] = []


def hear(activity_id: int, what: str) -> None:
    """A follower."""
    TOLD.append(what)


@pytest.fixture(autouse=True)
def followed(settings: Any) -> None:
    TOLD.clear()
    settings.ACTIVITY_FOLLOWERS = [f"{__name__}.hear"]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def give_away(shift: Shift, number: int) -> None:
    """As a sign-up does it."""
    Shift.objects.filter(pk=shift.pk).update(left=F("left") - number)


def change(village: world.Village, shift: Shift, **said: Any) -> None:
    stretch = replace(world.a_stretch(), **said)
    shifts.change(shift=shift, stretch=stretch, by=village.secretary)


def test_more_places_leave_as_many_taken_as_before(village: world.Village) -> None:
    shift = world.an_announcement(village).shifts.get()
    give_away(shift, 20)

    change(village, shift, places=25)

    assert (shift.places, shift.left) == (25, 5)


def test_fewer_than_were_given_away_is_refused_in_words(village: world.Village) -> None:
    shift = world.an_announcement(village).shifts.get()
    give_away(shift, 8)

    with pytest.raises(Impossible, match="已经有 8 个名额报出去了") as refused:
        change(village, shift, places=7)

    assert refused.value.field == "places"
    change(village, shift, places=8)
    assert (shift.places, shift.left) == (8, 0)


@pytest.mark.django_db(transaction=True)
def test_places_are_given_away_and_taken_back_at_the_same_moment(village: world.Village) -> None:
    shift = world.an_announcement(village).shifts.get()

    def admit(_number: int) -> int:
        try:
            return Shift.objects.filter(pk=shift.pk, left__gte=1).update(left=F("left") - 1)
        finally:
            connection.close()

    def lower(_number: int) -> int:
        try:
            change(village, Shift.objects.get(pk=shift.pk), places=12)
        except DomainError:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        admitted = pool.map(admit, range(15))
        lowered = pool.map(lower, range(3))
        taken, is_lowered = sum(admitted), sum(lowered) > 0

    shift.refresh_from_db()
    assert (shift.places, taken) == ((12, 12) if is_lowered else (20, 15))
    assert shift.places - (shift.left or 0) == taken


def test_who_changes_it_in_another_window_is_told(village: world.Village) -> None:
    shift = world.an_announcement(village).shifts.get()
    other_window = Shift.objects.select_related("activity").get(pk=shift.pk)
    change(village, shift, place="祠堂")

    with pytest.raises(Overtaken):
        change(village, other_window, place="广场")


@pytest.mark.django_db(transaction=True)
def test_another_time_is_told_to_whoever_follows_and_a_drafts_is_not(
    village: world.Village,
) -> None:
    published, draft = (world.an_announcement(village, publish_now=n) for n in (True, False))

    for activity in (draft, published):
        later = activity.shifts.get().starts_at + timedelta(minutes=30)
        change(village, activity.shifts.get(), starts_at=later)

    assert TOLD == ["rescheduled"]
    change(village, published.shifts.get(), starts_at=later, places=30)
    assert TOLD == ["rescheduled", "places"]


def test_the_activity_follows_its_first_shift_to_another_day(village: world.Village) -> None:
    activity = world.an_announcement(village)
    moved = world.a_stretch(12, place="祠堂")

    shifts.change(shift=activity.shifts.get(), stretch=moved, by=village.secretary)

    activity.refresh_from_db()
    assert (activity.held_on, activity.place) == (clock.today() + timedelta(days=12), "祠堂")
    told = Entry.objects.of(activity)[0]
    assert (told.verb, told.details["before"] != told.details["after"]) == (
        "activity.shift-changed",
        True,
    )


def test_what_changes_nothing_leaves_no_trace(village: world.Village) -> None:
    activity = world.an_announcement(village)

    change(village, activity.shifts.get())

    assert Entry.objects.of(activity)[0].verb == "activity.published"


def test_no_limit_can_become_one_only_while_it_is_a_draft(village: world.Village) -> None:
    without = world.a_stretch(places=None)
    draft = world.an_announcement(village, without, publish_now=False).shifts.get()
    published = world.an_announcement(village, without).shifts.get()

    change(village, draft, places=10)
    assert (draft.places, draft.left) == (10, 10)
    with pytest.raises(Impossible) as refused:
        change(village, published, places=10)
    assert refused.value.field == "places"


def test_a_limit_can_be_lifted(village: world.Village) -> None:
    shift = world.an_announcement(village).shifts.get()
    give_away(shift, 3)

    change(village, shift, places=None)

    assert (shift.places, shift.left) == (None, None)


def test_who_is_asked_to_come_stays_as_it_was_published(village: world.Village) -> None:
    shift = world.an_announcement(village).shifts.get()

    with pytest.raises(Impossible) as refused:
        change(village, shift, part="attend")

    assert refused.value.field == "part"


def test_a_shift_for_which_somebody_ever_signed_up_stays(village: world.Village) -> None:
    activity = world.an_announcement(village, world.a_stretch(7), world.a_stretch(8))
    first, second = activity.shifts.all()
    SignUp.objects.create(
        shift=first,
        user=world.a_resident(),
        stage="given_up",
        asked_at=clock.now(),
        moved_at=clock.now(),
    )

    with pytest.raises(Impossible, match="已经有人报过"):
        shifts.remove(shift=first, by=village.secretary)
    shifts.remove(shift=second, by=village.secretary)

    assert list(activity.shifts.all()) == [first]


def test_the_last_shift_stays(village: world.Village) -> None:
    activity = world.an_announcement(village)

    with pytest.raises(Impossible, match="至少要留一个班次"):
        shifts.remove(shift=activity.shifts.get(), by=village.secretary)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_removed_at_once_the_last_stays() -> None:
    village = world.a_village()
    activity = world.an_announcement(village, world.a_stretch(7), world.a_stretch(8))
    both = list(activity.shifts.select_related("activity__unit__town"))

    outcome = while_open(
        *(lambda shift=one: shifts.remove(shift=shift, by=village.secretary) for one in both)
    )

    assert outcome == "Impossible"
    assert activity.shifts.count() == 1


def test_another_village_changes_nothing(village: world.Village) -> None:
    activity = world.an_announcement(village)
    neighbour = world.a_village("杆头村").secretary

    with pytest.raises(Refused):
        shifts.add(activity=activity, stretch=world.a_stretch(), by=neighbour)
    with pytest.raises(Refused):
        shifts.remove(shift=activity.shifts.get(), by=neighbour)


def test_shifts_are_added_changed_and_removed_from_the_activitys_page(
    village: world.Village, client: Client
) -> None:
    client.force_login(village.secretary)
    activity = world.an_announcement(village)
    form = client.get(f"/desk/activities/{activity.pk}/shifts/new/").context["form"]
    sent = {name: value for name in form.fields if (value := form[name].value())}

    client.post(f"/desk/activities/{activity.pk}/shifts/new/", sent | {"shift_name": "搬运"})
    added = activity.shifts.get(name="搬运")
    wrong = client.post(f"/desk/activities/shifts/{added.pk}/", sent | {"ends": "07:00"})
    client.post(
        f"/desk/activities/shifts/{added.pk}/", sent | {"shift_name": "登记", "places": "5"}
    )

    assert list(wrong.context["form"].errors) == ["ends"]
    added.refresh_from_db()
    assert (added.name, added.places, added.left) == ("登记", 5, 5)
    client.post(f"/desk/activities/shifts/{added.pk}/removal/")
    assert Activity.objects.get().shifts.count() == 1
