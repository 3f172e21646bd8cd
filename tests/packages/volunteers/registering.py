"""What one fills in to become a volunteer."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import world

__all__ = ["TODAY", "filled"]

TODAY = date(2022, 9, 1)


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    """The form of a grown woman, whole."""
    born = said.get("born_on", "1980-05-01")
    return {
        "sex": "female",
        "born_on": born,
        "identity_kind": "card",
        "identity": world.an_identity(date.fromisoformat(born)),
        "unit": village.unit.pk,
        "talents": ["technician"],
        "services": ["health"],
        "skills": "急救员证",
        "times": ["6-am", "7-pm"],
        "agreed": "on",
    } | said
