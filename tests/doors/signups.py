"""Sign-up is for whoever is signed in, each with their own rows; the lists are for the desk."""

from __future__ import annotations

from datetime import timedelta

from tests.doors import VISITORS, Cast
from tests.packages.signups.stage import a_shift, an_announced
from wenming.base import clock
from wenming.signups.actions import calendars
from wenming.signups.actions.admission import Press, admit
from wenming.signups.models import Interest, Invitation, SignUp

MEMBERS = dict.fromkeys(VISITORS, 302)
OWN = {"anonymous": 302, "resident": 302, "other": 404, "insider": 404, "stranger": 404}
# Insiders of another unit see that there is a list, and are told why it is not theirs.
DESK = {"anonymous": 302, "resident": 404, "other": 403, "insider": 200, "stranger": 404}
PAGE = {"anonymous": 302} | dict.fromkeys(VISITORS[1:], 200)


def an_activity(cast: Cast) -> tuple[object, ...]:
    return (a_shift(an_announced(cast.village)).activity_id,)


def one_followed(cast: Cast) -> tuple[object, ...]:
    activity = an_announced(cast.village)
    Interest.objects.create(activity=activity, user=cast.visitors["resident"], since_at=clock.now())
    return (activity.pk,)


def a_place(cast: Cast) -> tuple[object, ...]:
    return (a_shift(an_announced(cast.village), part="attend", places=9).pk,)


def a_sign_up(cast: Cast) -> tuple[object, ...]:
    return (_sign_up(cast).pk,)


def an_offer(cast: Cast) -> tuple[object, ...]:
    row = _sign_up(cast)
    until = clock.now() + timedelta(hours=1)
    SignUp.objects.filter(pk=row.pk).update(stage="offered", answer_by=until)
    return (row.pk,)


def an_invitation(cast: Cast) -> tuple[object, ...]:
    shift = a_shift(an_announced(cast.village), part="attend")
    user = cast.visitors["resident"]
    return (Invitation.objects.create(shift=shift, user=user, asked_at=clock.now()).pk,)


def a_feed(cast: Cast) -> tuple[object, ...]:
    user = cast.visitors["resident"]
    assert user is not None
    return (calendars.open_anew(by=user).secret,)


def _sign_up(cast: Cast) -> SignUp:
    shift = a_shift(an_announced(cast.village), part="attend")
    user = cast.visitors["resident"]
    assert user is not None
    admit([Press(shift.pk, (user,), user)])
    return SignUp.objects.get()


ROWS = [
    ("signups:interest", an_activity, MEMBERS | {"stranger": 302}, "post", {}),
    ("signups:interest-removal", one_followed, MEMBERS, "post", {}),
    ("signups:joining", a_place, MEMBERS, "post", {}),
    ("signups:confirmation", an_offer, OWN, "post", {}),
    ("signups:giving-up", a_sign_up, OWN, "post", {}),
    ("signups:invitation-acceptance", an_invitation, OWN, "post", {}),
    ("signups:invitation-refusal", an_invitation, OWN, "post", {}),
    ("signups:calendar", (), PAGE),
    ("signups:calendar-key", (), MEMBERS, "post", {}),
    ("signups:calendar-key-removal", (), MEMBERS, "post", {}),
    ("signups:feed", a_feed, dict.fromkeys(VISITORS, 200)),
    ("signups_desk:roll", a_place, DESK),
    ("signups_desk:confirmation", an_offer, DESK | {"insider": 302}, "post", {}),
    ("signups_desk:removal", a_sign_up, DESK),
    ("signups_desk:removal", a_sign_up, DESK | {"insider": 302}, "post", {"why": "来电说来不了"}),
]
