"""One's own hours; attendance for who leads; a code for whoever is there."""

from __future__ import annotations

from datetime import date

from tests import world
from tests.doors import VISITORS, Cast
from tests.packages.hours.stage import a_presence, a_shift, a_volunteer, an_activity, confirmed
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.hours.actions import certificates, confirming, objections
from wenming.hours.models import Certificate

OWN = dict.fromkeys(VISITORS, 200) | {"anonymous": 302}
# Of this village's people and the offices; others are told why not.
LED = dict.fromkeys(VISITORS, 403) | {"anonymous": 302, "insider": 200}
LED_DEED = LED | {"insider": 302}
# A record: by whoever works in the town; the person's own is tried in the tests of the page.
SEEN = dict.fromkeys(VISITORS, 404) | {"anonymous": 302, "other": 200, "insider": 200}
NOT_OTHERS = SEEN | {"other": 403, "insider": 403}
SET_RIGHT = SEEN | {"other": 403}


def a_shift_of(cast: Cast) -> tuple[object, ...]:
    return (a_shift(cast.village).pk,)


def a_coded_shift(cast: Cast) -> tuple[object, ...]:
    return (a_shift(cast.village).pk, "123456")


def an_activity_of(cast: Cast) -> tuple[object, ...]:
    return (a_shift(cast.village).activity_id,)


def a_record(cast: Cast) -> tuple[object, ...]:
    return (confirmed(cast.village, a_volunteer(cast.village)).pk,)


def a_struck_record(cast: Cast) -> tuple[object, ...]:
    presence = confirmed(cast.village, a_volunteer(cast.village))
    confirming.strike(presence=presence, why="不是本人", by=cast.village.secretary)
    return (presence.pk,)


def an_open_record(cast: Cast) -> tuple[object, ...]:
    return (a_presence(a_shift(cast.village), a_volunteer(cast.village)).pk,)


def an_objection(cast: Cast) -> tuple[object, ...]:
    mei = a_volunteer(cast.village)
    presence = confirmed(cast.village, mei)
    with clock.at(world.moment(date(2022, 8, 6))):
        return (objections.raise_objection(presence=presence, text="少了", by=mei).pk,)


def a_past_activity(cast: Cast) -> tuple[object, ...]:
    return (an_activity(cast.village, stage=Activity.Stage.REPORTED, people=9).pk,)


def a_certificate(cast: Cast) -> tuple[object, ...]:
    return (_certificate(cast).pk,)


def a_number(cast: Cast) -> tuple[object, ...]:
    return (_certificate(cast).number,)


def _certificate(cast: Cast) -> Certificate:
    mei = a_volunteer(cast.village)
    confirmed(cast.village, mei)
    span = {"from_on": date(2022, 1, 1), "until_on": date(2022, 12, 31)}
    with clock.at(world.moment(date(2022, 9, 1))):
        return certificates.issue(user=mei, town=cast.village.town, by=mei, **span)


# The person's own, and the offices'.
NOT_YOURS = dict.fromkeys(VISITORS, 404) | {"anonymous": 302}
OFFICES = NOT_YOURS | {"other": 403, "insider": 403}

ROWS = [
    ("hours:mine", (), OWN),
    ("hours:presence", a_record, SEEN),
    ("hours:objection", a_record, NOT_OTHERS, "post", {}),
    ("hours:leaving", an_open_record, SET_RIGHT | {"insider": 302}, "post", {"left_at": "16:00"}),
    ("hours:rating", a_record, NOT_OTHERS, "post", {}),
    ("hours:correction", a_record, SET_RIGHT),
    ("hours:striking", a_record, SET_RIGHT),
    ("hours:restoring", a_struck_record, SET_RIGHT),
    ("hours:answer", an_objection, SET_RIGHT | {"insider": 302}, "post", {"words": "照签退算的"}),
    ("hours:attendance", an_activity_of, LED),
    ("hours:closing", an_activity_of, LED_DEED, "post", {}),
    ("hours:back-entry", a_past_activity, LED),
    ("hours:list", a_shift_of, LED),
    ("hours:tap", a_shift_of, LED | {"insider": 422}, "post", {}),
    ("hours:code", a_shift_of, LED),
    ("hours:poster", a_shift_of, LED),
    ("hours:here", a_shift_of, OWN),
    ("hours:certificate-list", (), OWN),
    ("hours:certificate", a_certificate, NOT_YOURS),
    ("hours:paper", a_certificate, NOT_YOURS),
    ("hours:certificate-withdrawal", a_certificate, NOT_YOURS, "post", {"why": "不实"}),
    ("hours:check-form", (), dict.fromkeys(VISITORS, 200)),
    ("hours:check", a_number, dict.fromkeys(VISITORS, 200)),
    ("hours:sign-list", (), OFFICES),
    ("hours:looking", (), NOT_YOURS, "post", {"sign": "x", "note": "看过"}),
    ("hours:scan", a_coded_shift, dict.fromkeys(VISITORS, 302)),
]
