"""What hours show in pages of packages below: an activity's, one's own, the desk's."""

from __future__ import annotations

from django.db.models import Count, Q, Sum
from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.hours.models import Presence
from wenming.hours.permissions import may_note
from wenming.hours.queries import (
    FEWEST_RATED,
    dues,
    hours_in,
    in_short,
    star_of,
    stars_given,
    summed,
)
from wenming.hours.queries import at_the_desk as at_the_desk_of
from wenming.hours.rules import EARLY, LATE
from wenming.organisation.models import Town
from wenming.organisation.permissions import is_insider, is_office

__all__ = ["at_the_desk", "desk", "home", "my", "on_activity", "report"]

MOST = 5


def my(request: HttpRequest, subject: object) -> Asking:
    """My hours in figures, and what is still asked of me."""
    assert isinstance(subject, User)
    town: Town | None = getattr(request, "town", None)
    if town is None:
        return None
    found = yield Prepared(in_short, subject, town)
    mine = summed(found["hours"])
    star, ahead = star_of(next(iter(found["plans"]), None), mine.service)
    context = {
        "totals": mine,
        "any": bool(found["hours"]),
        "forgotten": sorted(found["forgotten"], key=lambda one: one.came_at, reverse=True),
        "star": star,
        "ahead": ahead,
    }
    return Fill("hours/my.html", context)


def on_activity(request: HttpRequest, subject: object) -> Fill | None:
    """“I am here”, while it goes on; afterwards what those who were there thought of it."""
    assert isinstance(subject, Activity)
    now = clock.now()
    running: tuple[Shift, ...] = ()
    if subject.stage in Activity.OPEN and request.user.is_authenticated:
        running = tuple(subject.shifts.filter(starts_at__lte=now + EARLY, ends_at__gt=now - LATE))
    stars = stars_given(subject) if subject.stage in Activity.HAPPENED else {}
    mine = _mine(request, subject)
    leading = isinstance(request.user, User) and bool(may_note(request.user, subject))
    if not (running or stars or mine or leading):
        return None
    number = sum(stars.values())
    mean = sum(star * n for star, n in stars.items()) / number if number else 0
    context = {
        "activity": subject,
        "running": running,
        "leading": leading,
        "stars": sorted(stars.items(), reverse=True),
        "number": number,
        "fewest": FEWEST_RATED,
        "is_told": leading or number >= FEWEST_RATED,
        "mean": round(mean, 1),
        "mine": mine,
    }
    return Fill("hours/on_activity.html", context)


def at_the_desk(request: HttpRequest, subject: object) -> Fill | None:
    """The way to the list of who came."""
    assert isinstance(subject, Activity)
    user = request.user if isinstance(request.user, User) else None
    if user is None or not may_note(user, subject):
        return None
    rows = Presence.objects.live().filter(shift__activity=subject)
    waiting = rows.filter(Q(stage="here") | Q(stage="gone")).count()
    context = {"activity": subject, "came": rows.count(), "waiting": waiting}
    return Fill("hours/at_the_desk.html", context)


def report(_request: HttpRequest, subject: object) -> Fill | None:
    """A line for the draft of the report: how many served how long, and what they thought of it."""
    assert isinstance(subject, Activity)
    served = Presence.objects.serving().filter(shift__activity=subject).order_by()
    told = served.aggregate(people=Count("user", distinct=True), minutes=Sum("minutes"))
    if not told["people"]:
        return None
    hours = hours_in(told["minutes"])
    return Fill("hours/report.txt", {"people": told["people"], "hours": hours})


def home(_request: HttpRequest, _subject: object) -> Fill:
    """Whoever was handed a certificate checks it here."""
    return Fill("hours/home.html")


def desk(request: HttpRequest, subject: object) -> Asking:
    """Attendance that is to be confirmed, objections that are to be answered."""
    assert isinstance(subject, User)
    town: Town | None = getattr(request, "town", None)
    if town is None or not is_insider(subject, town):
        return None
    found = yield at_the_desk_of(subject, town)
    due = dues(found["due"])
    said = sorted(found["objections"], key=lambda one: (one.raised_at, one.pk), reverse=True)[:MOST]
    looks_at_signs = is_office(subject, town)
    if not due and not said and not looks_at_signs:
        return None
    context = {
        "signs": looks_at_signs,
        "due": due[:MOST],
        "more": len(due) - MOST,
        "objections": said,
        "today": clock.today(),
    }
    return Fill("hours/desk.html", context)


def _mine(request: HttpRequest, activity: Activity) -> Presence | None:
    if not isinstance(request.user, User):
        return None
    found = Presence.objects.live().filter(shift__activity=activity, user=request.user.pk)
    return found.select_related("shift").first()
