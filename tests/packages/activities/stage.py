"""What the tests of activities begin with: an activity, a plan, a form filled in, a picture."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import world
from wenming.activities.actions import activities, month_plans
from wenming.activities.models import Activity, MonthPlan

__all__ = ["a_picture", "a_plan", "an_activity", "an_upload", "filled"]

HELD_ON = date(2022, 8, 5)


def an_activity(village: world.Village, **said: Any) -> Activity:
    """A concentrated service in the branch's name, as the village's secretary entered it."""
    about: dict[str, Any] = {
        "title": "八月五日清洁家园",
        "held_on": HELD_ON,
        "kind": "concentrated",
        "task": "customs",
        "in_branch_name": True,
        "people": 32,
    }
    return activities.hold(unit=village.unit, by=village.secretary, **about | said)


def a_plan(village: world.Village, **said: Any) -> MonthPlan:
    """The plan of August, a draft."""
    about: dict[str, Any] = {
        "month": date(2022, 8, 1),
        "theme": "移风易俗",
        "body": "5 日 清洁家园\n20 日 宣讲",
    }
    return month_plans.draft(unit=village.unit, by=village.secretary, **about | said)


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    """The form of an activity as somebody fills it in."""
    return {
        "unit": village.unit.pk,
        "title": "八月五日清洁家园",
        "held_on": "2022-08-05",
        "kind": "concentrated",
        "task": "customs",
        "people": "32",
        "ticket": str(uuid4()),
    } | said


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **more: Any) -> bytes:
    """The bytes of a picture, red above and blue below."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    file = BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def an_upload(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")
