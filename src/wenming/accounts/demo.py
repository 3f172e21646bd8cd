"""Signing in to a demonstration: a fixed list of roles, invented numbers, one open password.

Offered only where the town of the address is made up; nothing here opens a real town.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from wenming.accounts.http import town_of
from wenming.accounts.models import DemoSignIn, User

__all__ = ["PASSWORD", "ROLES", "offered", "phone", "player", "sign_ins"]

ROLES: Sequence[str] = DemoSignIn.Role.values
PASSWORD = "wenming2026"  # noqa: S105  (shown on purpose: the data is made up)


def phone(town_id: int, role: str) -> str:
    """19900000001 and so on: one for each role of each town."""
    place = ROLES.index(role) + 1
    return f"199{(town_id - 1) * 10 + place:08d}"


def sign_ins(town_id: int) -> list[tuple[str, str, str]]:
    """Role, phone and password of each role that is played in the town."""
    return [
        (row.get_role_display(), row.user.phone or "", PASSWORD)
        for row in _rows(town_id).select_related("user")
    ]


def offered(request: object) -> list[tuple[str, str]]:
    """Code and name of the roles that this address offers; none in a real town."""
    town = town_of(request)
    if town is None or not town.is_demo:
        return []
    return [(row.role, row.get_role_display()) for row in _rows(town.pk)]


def player(request: object, role: str) -> User | None:
    """Who plays the role here, if this is a demonstration."""
    town = town_of(request)
    if town is None or not town.is_demo:
        return None
    row = _rows(town.pk).filter(role=role, user__is_active=True).select_related("user").first()
    return row.user if row else None


def _rows(town_id: int) -> QuerySet[DemoSignIn]:
    return DemoSignIn.objects.filter(town_id=town_id)
