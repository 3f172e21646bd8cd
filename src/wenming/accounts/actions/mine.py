"""What a person does about their own data: correct it, take it away, have it erased."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from wenming.accounts import personal
from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.accounts.permissions import may_care_for, may_erase
from wenming.base import clock
from wenming.base.models import Entry, record, reference

__all__ = ["correct_name", "erase", "sign_out_everywhere", "take_away"]

# As it is kept, in the language of the records; pages show it as it is.
ERASED = "已注销用户"


@transaction.atomic
def correct_name(*, user: User, name: str, by: User | None) -> None:
    """A wrong name is put right (PIPL 46)."""
    may_care_for(by, user).enforce()
    users.rename(user=user, name=name, by=by)


@transaction.atomic
def take_away(*, user: User, by: User | None) -> dict[str, object]:
    """A copy of everything that is held about `user` (PIPL 45)."""
    may_care_for(by, user).enforce()
    copy = {"taken_at": clock.now(), **personal.copy(user)}
    record(by, "user.data-taken", user, town=None)
    return copy


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User | None) -> None:
    """Every device of `user` has to sign in again, this one too."""
    may_care_for(by, user).enforce()
    for session in UserSession.objects.filter(user=user.pk):
        session.end()
    record(by, "user.signed-out-everywhere", user, town=None)


@transaction.atomic
def erase(*, user: User, by: User | None) -> None:
    """Nobody can sign in as `user` again and no row names them; the records keep the number.

    What was done stays done: hours, visits and the journal point to a person without a name.
    """
    may_erase(by, user).enforce()
    personal.forget(user)
    sign_out_everywhere(user=user, by=by)
    Authenticator.objects.filter(user=user.pk).delete()
    _take_name_away(user)
    record(user if by else None, "user.erased", user, town=None)


def _take_name_away(user: User) -> None:
    users.drop_phone(user=user, by=None)
    user.name, user.is_active = ERASED, False
    user.set_unusable_password()
    user.save()
    # The one change the journal ever sees: the law takes the name out, the number stays.
    Entry.objects.filter(by_id=user.pk).update(by_name=ERASED)
    Entry.objects.filter(subject=reference(user), verb="user.renamed").update(details={})
    Entry.objects.filter(subject=reference(user), verb="user.phone-set").update(details={})
