"""Who plays which role in a demonstration."""

from __future__ import annotations

from django.db import transaction

from wenming.accounts import demo
from wenming.accounts.actions import users
from wenming.accounts.models import DemoSignIn, User
from wenming.base.models import record

__all__ = ["register"]


@transaction.atomic
def register(
    *, town_id: int, role: str, user: User, password: str = demo.PASSWORD, by: User | None
) -> None:
    """Let visitors of the made-up town be `user`: with an invented number, or by one tap."""
    number = demo.phone(town_id, role)
    if user.phone != number:
        for before in User.objects.with_phone(number):
            users.drop_phone(user=before, by=by)
        users.set_phone(user=user, phone=number, verified=True, by=by)
    users.set_password(user=user, password=password, by=by)
    DemoSignIn.objects.update_or_create(town_id=town_id, role=role, defaults={"user": user})
    record(by, "demo.registered", user, town=town_id, role=role)
