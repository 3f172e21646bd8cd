"""Somebody's account is erased: whose their needs were is forgotten too (PIPL 47)."""

from __future__ import annotations

from django.db import transaction

from wenming.accounts.models import User
from wenming.needs.actions.following import withdraw
from wenming.needs.actions.round import close, forget
from wenming.needs.models import Need

__all__ = ["forget_all"]


@transaction.atomic
def forget_all(*, user: User) -> None:
    """What is open is taken back; nothing tells any more whose any of it was."""
    for need in Need.objects.filter(asker=user.pk).select_related("unit__town", "asker"):
        if need.stage == Need.Stage.SERVED:
            close(need=need)
        elif need.stage in Need.OPEN:
            withdraw(need=need)
        forget(need=need)
