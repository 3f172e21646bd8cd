"""A platform that calls: its token, and a need as it would send one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from tests import world
from wenming.base import clock
from wenming.exchange.actions import tokens
from wenming.exchange.models import Access
from wenming.needs.plan import FOCUS, KINDS
from wenming.organisation.models import Town

__all__ = ["a_platform", "a_town", "get", "post", "told"]


def a_town() -> world.Village:
    """A village in a town whose plan knows kinds of needs and protected groups."""
    village = world.a_village()
    world.words(village.unit.town, KINDS, "repair", "escort")
    world.words(village.unit.town, FOCUS, "elders")
    return village


def a_platform(town: Town, name: str = "示例云平台", *scopes: str) -> str:
    """Its token, good for a month and for everything unless told otherwise."""
    _access, token = tokens.issue(
        town=town,
        name=name,
        scopes=scopes or Access.Scope.values,
        until_on=clock.today() + timedelta(days=30),
        by=None,
    )
    return token


def told(village: world.Village, **said: Any) -> dict[str, Any]:
    """A need as a platform sends it."""
    about = {
        "number": "YPT-2022-0001",
        "unit": village.unit.code,
        "words": "下周要去医院复查，没有人陪",
        "name": "李伯",
        "phone": "13800002222",
        "kind": "escort",
    }
    return {**about, **said}


def post(client: Client, token: str, sent: object, place: str = "needs", **headers: str) -> Any:
    """What the interface answers."""
    return client.post(
        f"/api/v1/{place}", sent, "application/json", headers=_headers(token) | headers
    )


def get(client: Client, token: str, place: str) -> Any:
    """Likewise."""
    return client.get(f"/api/v1/{place}", headers=_headers(token))


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}
