"""After signing in one arrives at work, or at one's own page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from tests.packages.accounts import people
from wenming.accounts.actions import users
from wenming.accounts.models import User

pytestmark = pytest.mark.django_db


def arrival(user: User, client: Client) -> str:
    users.set_phone(user=user, phone=people.PHONE, verified=True, by=None)
    users.set_password(user=user, password=people.PASSWORD, by=None)
    return str(people.with_password(client)["Location"])


def test_whoever_holds_a_post_in_the_town_comes_to_the_desk(client: Client) -> None:
    assert arrival(world.a_village().secretary, client) == "/desk/"


def test_everybody_else_comes_to_their_own_page(client: Client) -> None:
    world.a_village()

    assert arrival(world.a_resident(), client) == "/my/"
