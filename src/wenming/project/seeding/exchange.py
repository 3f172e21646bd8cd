"""A made-up upper platform sends a need to each village now and then."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from wenming.exchange.actions import sending, tokens
from wenming.exchange.models import Access
from wenming.needs.actions.asking import Asked
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene

__all__ = ["note_platform"]

NAME = "示例云平台"
AGO = (40, 12, 1)


def note_platform(scene: Scene) -> None:
    """A token last month, and some needs since; nobody knows the token."""
    last = scene.stretch.last
    scene.diary.note(last - timedelta(days=41), partial(_let_in, scene), hour=9)
    for unit in scene.villages[:4]:
        for ago in AGO:
            day = last - timedelta(days=ago)
            scene.diary.note(day, partial(_send, scene, unit, day), hour=10)


def _let_in(scene: Scene) -> None:
    tokens.issue(
        town=scene.town,
        name=NAME,
        scopes=Access.Scope.values,
        until_on=scene.stretch.last + timedelta(days=300),
        by=scene.office(),
    )


def _send(scene: Scene, unit: Unit, day: date) -> None:
    access = Access.objects.of(scene.town).get(name=NAME)
    number = f"YPT-{day:%Y%m%d}-{unit.code}"
    asked = Asked(
        unit=unit,
        words="示例：社保要在手机上办，想有人教一教",
        name="示例群众",
        phone="0595-80009999",
        kind="phone" if "phone" in scene.words("need_kinds") else "",
    )
    sending.send(access=access, number=number, asked=asked, told={"number": number})
    tokens.note_use(access)
