"""Teams: a register, and who heads them."""

from __future__ import annotations

from tests import world
from tests.doors import Cast
from tests.doors.organisation import OWN, register_rows


def a_team(cast: Cast) -> tuple[object, ...]:
    return (world.a_team(cast.village).pk,)


ROWS = [
    *register_rows("volunteers:team", world.a_team),
    ("volunteers:team-head", a_team, OWN),
    ("volunteers:team-head", a_team, OWN | {"insider": 422}, "post", {}),
]
