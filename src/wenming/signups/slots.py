"""What sign-up shows in pages of packages below: an activity's, one's own, the desk's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.activities.models.shift import SKILLS
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.organisation.models import Town
from wenming.organisation.queries import words
from wenming.signups.actions.joining import MOST_COMPANIONS
from wenming.signups.hindrances import Hindrance
from wenming.signups.models import Interest, Invitation, SignUp
from wenming.signups.permissions import may_see_who_comes
from wenming.signups.queries import (
    dates_of,
    first_hindrance,
    household_of,
    with_all_known,
)

__all__ = ["at_the_desk", "mine", "on_activity"]

# Nobody signs up for what was held or called off; that it was, the page says above.
CLOSED: Final = (*Activity.HAPPENED, Activity.Stage.CALLED_OFF)


Row = TypeVar("Row", SignUp, Invitation)


@dataclass(frozen=True, slots=True)
class Line:
    """One shift, as this visitor can take part in it."""

    shift: Shift
    waiting: int
    mine: SignUp | None = None
    together: int = 0
    hindrance: Hindrance | None = None
    # What one has to be qualified for, in words.
    needs: str = ""

    @property
    def is_full(self) -> bool:
        return self.shift.left == 0


def on_activity(request: HttpRequest, subject: object) -> Fill | None:
    """The shifts with their places, and the one button; or why not, and what would help."""
    assert isinstance(subject, Activity)
    shifts = list(_with_line(subject))
    if not shifts or subject.stage in CLOSED:
        return None
    user = request.user if isinstance(request.user, User) else None
    known = _for(user, subject, shifts) if user else {}
    follows = user is not None and Interest.objects.filter(activity=subject, user=user.pk).exists()
    context = {
        "activity": subject,
        "lines": _lines(subject, shifts, known),
        "household": household_of(user, subject.town) if user else [],
        "follows": follows,
        "is_open": subject.stage in Activity.OPEN and not all(shift.has_begun for shift in shifts),
        "companions": range(MOST_COMPANIONS + 1),
        **_asked(request),
    }
    return Fill("signups/on_activity.html", context)


def _asked(request: HttpRequest) -> Mapping[str, object]:
    """Whom one wanted to bring to which shift, where that was refused a moment ago."""
    told = request.GET
    numbers = [int(number) for number in told.getlist("members") if number.isdecimal()]
    shift, children = told.get("shift", ""), told.get("companions", "")
    return {
        "asked_shift": int(shift) if shift.isdecimal() else 0,
        "asked_members": numbers,
        "asked_children": int(children) if children.isdecimal() else 0,
    }


def mine(request: HttpRequest, subject: object) -> Asking:
    """My next dates, what I wait for, what is offered to me, who asks me to step in."""
    assert isinstance(subject, User)
    town: Town | None = getattr(request, "town", None)
    if town is None:
        return None
    found = yield Prepared(dates_of, subject, town)
    rows = _by_time(found["mine"])
    context = {
        "offers": [row for row in rows if row.stage == SignUp.Stage.OFFERED],
        "coming": [row for row in rows if row.stage == SignUp.Stage.ADMITTED],
        "waiting": [row for row in rows if row.stage == SignUp.Stage.WAITING],
        "invitations": _by_time(found["invitations"]),
    }
    return Fill("signups/mine.html", context)


def _by_time(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.shift.starts_at, row.pk))


def at_the_desk(request: HttpRequest, subject: object) -> Fill | None:
    """How many come to each shift, and the way to the list of names."""
    assert isinstance(subject, Activity)
    shifts = list(_with_line(subject))
    if not shifts or not isinstance(request.user, User):
        return None
    seeing = may_see_who_comes(request.user, subject)
    return Fill("signups/at_the_desk.html", {"shifts": shifts, "seeing": seeing})


def _with_line(activity: Activity) -> Sequence[Shift]:
    def number(stage: str) -> Count:
        return Count("sign_ups", filter=Q(sign_ups__stage=stage))

    shifts = activity.shifts.annotate(
        waiting=number(SignUp.Stage.WAITING), admitted=number(SignUp.Stage.ADMITTED)
    )
    found = list(shifts)
    for shift in found:
        shift.activity = activity
    return found


Known = tuple[SignUp | None, int, Hindrance | None]


def _lines(activity: Activity, shifts: Sequence[Shift], known: Mapping[int, Known]) -> list[Line]:
    named = words(activity.town, SKILLS) if any(shift.skills for shift in shifts) else {}
    return [
        Line(
            shift,
            shift.waiting,  # type: ignore[attr-defined]
            *known.get(shift.pk, (None, 0, None)),
            needs=_("、").join(named.get(code, code) for code in shift.skills),
        )
        for shift in shifts
    ]


def _for(user: User, activity: Activity, shifts: Sequence[Shift]) -> Mapping[int, Known]:
    """How this person stands to each shift: own sign-up, of how many together, what hinders."""
    rows = list(SignUp.objects.live().filter(shift__in=shifts, user=user.pk))
    parties = [row.party for row in rows if row.party]
    same = SignUp.objects.live().filter(party__in=parties) if parties else ()
    me = with_all_known([user], activity.town, shifts)[user.pk]
    found: dict[int, Known] = {}
    for shift in shifts:
        row = next((row for row in rows if row.shift_id == shift.pk), None)
        if row is not None:
            row.shift = shift
        together = sum(1 for one in same if row and one.party == row.party)
        no = first_hindrance(shift, [me])
        found[shift.pk] = (row, together, no[1] if no else None)
    return found
