"""A shared computer keeps nothing of what somebody signed in has seen."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world

pytestmark = pytest.mark.django_db


def test_pages_of_somebody_signed_in_are_kept_by_no_cache(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)

    assert "no-store" in client.get("/desk/")["Cache-Control"]
    assert "no-store" in client.get("/")["Cache-Control"]


def test_pages_open_to_everybody_are_left_to_the_browser(client: Client) -> None:
    world.a_village()

    assert "no-store" not in client.get("/").get("Cache-Control", "")
