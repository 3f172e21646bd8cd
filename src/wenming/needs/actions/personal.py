"""Somebody leaves: whose their needs were is forgotten too (PIPL 47), and others go in their place."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from wenming.accounts.models import User
from wenming.needs.actions import dispatching
from wenming.needs.actions.following import withdraw
from wenming.needs.actions.round import close, forget
from wenming.needs.models import Dispatch, Need
from wenming.volunteers.models import Volunteer

__all__ = ["forget_all", "leave"]

# As it is kept, in the language of the records.
HAS_LEFT: Final = "已经退出志愿者登记"


@transaction.atomic
def forget_all(*, user: User) -> None:
    """What is open is taken back; nothing tells any more whose any of it was."""
    for need in Need.objects.filter(asker=user.pk).select_related("unit__town", "asker"):
        if need.stage == Need.Stage.SERVED:
            close(need=need)
        elif need.stage in Need.OPEN:
            withdraw(need=need)
        forget(need=need)


@transaction.atomic
def leave(*, volunteer: Volunteer, by: User | None) -> None:
    """Who is no volunteer any more goes nowhere: what they accepted waits again, and it is told."""
    own = by if by is not None and by.pk == volunteer.user_id else None
    related = ("need__unit__town", "need__asker", "volunteer__user", "instead_of")
    for dispatch in volunteer.dispatches.live().select_related(*related):
        accepted = dispatch.stage == Dispatch.Stage.ACCEPTED
        end = dispatching.give_back if accepted else dispatching.decline
        end(dispatch=dispatch, why=HAS_LEFT, by=own)
