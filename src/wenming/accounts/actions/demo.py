"""Who plays which role in a demonstration."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.db import transaction

from wenming.accounts import demo
from wenming.accounts.actions import users
from wenming.accounts.models import DemoSignIn, User
from wenming.base.models import record

__all__ = ["register"]


@transaction.atomic
def register(*, town_id: int, players: Mapping[str, User], by: User | None) -> None:
    """Let visitors of the made-up town be these users: with an invented number, or by one tap.

    All have the one open password, which takes long to hash and so is hashed once.
    """
    hashed = make_password(demo.PASSWORD)
    for role, user in players.items():
        _register(town_id, role, user, hashed, by)


def _register(town_id: int, role: str, user: User, hashed: str, by: User | None) -> None:
    number = demo.phone(town_id, role)
    if user.phone != number:
        for before in User.objects.with_phone(number):
            users.drop_phone(user=before, by=by)
        users.set_phone(user=user, phone=number, verified=True, by=by)
    users.keep_password(user=user, hashed=hashed, by=by)
    DemoSignIn.objects.update_or_create(town_id=town_id, role=role, defaults={"user": user})
    record(by, "demo.registered", user, town=town_id, role=role)
