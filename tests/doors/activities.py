"""Activities are open to all; the desk's doors to insiders, the writing ones to the unit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from tests import the_plan, world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import GOVERN, OWN, READ, register_rows
from tests.packages.activities.stage import a_picture, a_plan, an_activity, an_upload
from tests.packages.activities.test_campaigns import a_campaign
from wenming.activities.actions import activities
from wenming.activities.gathering import gathering_in
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.plans.actions import loading

OPEN = dict.fromkeys(VISITORS, 200) | {"stranger": 200}
POSTED = OWN | {"insider": 302}


def an_activity_of(cast: Cast) -> tuple[object, ...]:
    return (an_activity(cast.village).pk,)


def a_photo(cast: Cast) -> tuple[object, ...]:
    return (_with_photo(cast.village, shows_photos=False),)


def a_public_photo(cast: Cast) -> tuple[object, ...]:
    return (_with_photo(cast.village, shows_photos=True),)


def a_draft(cast: Cast) -> tuple[object, ...]:
    return (a_plan(cast.village).pk,)


def _with_photo(village: world.Village, *, shows_photos: bool) -> int:
    assert Path(default_storage.location).name == "media"  # type: ignore[attr-defined]
    activity = an_activity(village, photos=[an_upload(a_picture())], shows_photos=shows_photos)
    return activity.photos.get().pk


def an_announcement(cast: Cast) -> tuple[object, ...]:
    return (world.an_announcement(cast.village).pk,)


def an_unpublished_one(cast: Cast) -> tuple[object, ...]:
    return (world.an_announcement(cast.village, publish_now=False).pk,)


def one_that_has_begun(cast: Cast) -> tuple[object, ...]:
    now = clock.now()
    stretch = world.a_stretch(
        starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1)
    )
    return (world.an_announcement(cast.village, stretch).pk,)


def one_that_was_held(cast: Cast) -> tuple[object, ...]:
    (pk,) = one_that_has_begun(cast)
    activity = Activity.objects.get(pk=pk)
    activities.close(activity=activity, people=3, by=cast.village.secretary)
    return (pk,)


def a_shift(cast: Cast) -> tuple[object, ...]:
    activity = world.an_announcement(cast.village, world.a_stretch(7), world.a_stretch(8))
    return (activity.shifts.all()[0].pk,)


def a_month(cast: Cast) -> tuple[object, ...]:
    plan = a_plan(cast.village, publish_now=True)
    return (plan.unit.code, f"{plan.month:%Y-%m}")


def a_unit_that_gathered(cast: Cast) -> tuple[object, ...]:
    plan = the_plan.document()
    loading.load(document=plan, by=None)
    earlier = gathering_in(plan, clock.today().replace(day=1) - timedelta(days=1))
    assert earlier is not None
    an_activity(cast.village, held_on=earlier.on)
    return ("tangbian",)


def a_town_with_a_plan(cast: Cast) -> tuple[object, ...]:
    loading.load(document=the_plan.document(), by=None)
    return ()


def a_campaign_of(cast: Cast) -> tuple[object, ...]:
    return (a_campaign(cast.village.town).pk,)


ROWS = [
    ("activities_public:activity-list", (), OPEN),
    ("activities_public:activity", an_activity_of, OPEN),
    ("activities_public:photo", a_public_photo, OPEN),
    (
        "activities_public:photo",
        a_photo,
        OPEN | {"anonymous": 404, "resident": 404, "stranger": 404},
    ),
    ("activities_public:photo-small", a_public_photo, OPEN),
    *register_rows("activities:activity", an_activity),
    *register_rows("activities:month-plan", a_plan),
    ("activities_public:activity", an_announcement, OPEN),
    ("activities_public:activity", an_unpublished_one, dict.fromkeys(VISITORS, 404)),
    ("activities_public:calendar", (), OPEN),
    ("activities_public:calendar-feed", (), OPEN),
    ("activities_public:campaign-list", (), OPEN),
    ("activities_public:campaign", a_campaign_of, OPEN),
    ("activities:campaign-list", (), READ),
    ("activities:campaign-add", (), GOVERN),
    ("activities:campaign", a_campaign_of, READ),
    ("activities:campaign-correction", a_campaign_of, GOVERN),
    ("activities:campaign-withdrawal", a_campaign_of, GOVERN),
    ("activities_public:activity-code", an_announcement, OPEN),
    ("activities_public:activity-poster", an_announcement, OPEN),
    ("activities_public:month", a_month, OPEN),
    ("activities_public:month-poster", a_month, OPEN),
    ("activities:announcement-add", (), READ),
    ("activities:activity-repeating", an_announcement, OWN),
    ("activities:gathering", a_unit_that_gathered, OWN),
    ("activities:gathering-list", a_town_with_a_plan, READ | {"other": 302, "insider": 302}),
    ("activities:activity-publishing", an_unpublished_one, POSTED, "post", {}),
    ("activities:activity-opening", one_that_has_begun, POSTED, "post", {}),
    ("activities:activity-closing", one_that_has_begun, OWN),
    ("activities:activity-report", one_that_was_held, OWN),
    ("activities:activity-calling-off", an_announcement, OWN),
    ("activities:shift-add", an_announcement, OWN),
    ("activities:shift", a_shift, OWN),
    ("activities:shift-removal", a_shift, POSTED, "post", {}),
    ("activities:photo-removal", a_photo, POSTED, "post", {}),
    ("activities:month-plan-publishing", a_draft, POSTED, "post", {}),
]
