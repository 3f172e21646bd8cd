"""Rooms and surveys of the circle: registers."""

from tests import world
from tests.doors.organisation import register_rows

ROWS = [
    *register_rows("sites:room", world.a_room),
    *register_rows("sites:circle", world.a_survey),
]
