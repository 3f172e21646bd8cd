"""Activities are open to all; the desk's doors to insiders, the writing ones to the unit."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import default_storage

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import OWN, register_rows
from tests.packages.activities.stage import a_picture, a_plan, an_activity, an_upload

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
    ("activities:photo-removal", a_photo, POSTED, "post", {}),
    ("activities:month-plan-publishing", a_draft, POSTED, "post", {}),
]
