"""What need not be kept goes: with the account, and a year after the activity."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.signups.actions import giving_up
from wenming.signups.models import CalendarKey, Interest, Invitation, SignUp
from wenming.volunteers.models import Volunteer

__all__ = ["forget", "leave", "tidy"]

KEPT: Final = timedelta(days=365)
CAME_TO_NOTHING: Final = (SignUp.Stage.GIVEN_UP, SignUp.Stage.LAPSED)


@transaction.atomic
def forget(*, user: User, by: User | None) -> None:
    """Somebody closes the account: places to come are free, the rest that only they used goes."""
    giving_up.give_up_all(user=user, by=by)
    Interest.objects.filter(user=user.pk).delete()
    Invitation.objects.filter(user=user.pk).delete()
    CalendarKey.objects.filter(user=user.pk).delete()


@transaction.atomic
def leave(*, volunteer: Volunteer, by: User | None) -> None:
    """Who is no volunteer any more serves in nothing that is to come; what they attend stays."""
    giving_up.give_up_all(
        user=volunteer.user, among=Shift.objects.filter(part=Shift.Part.SERVE), by=by
    )


@transaction.atomic
def tidy() -> None:
    """A year after the shift nobody needs to know who did not come, or was asked in vain."""
    before = clock.now() - KEPT
    Invitation.objects.filter(shift__ends_at__lt=before).delete()
    Interest.objects.filter(activity__held_on__lt=localdate(before)).delete()
    SignUp.objects.filter(shift__ends_at__lt=before, stage__in=CAME_TO_NOTHING).delete()
