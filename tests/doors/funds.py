"""Money: a register."""

from tests import world
from tests.doors.organisation import register_rows

ROWS = [
    *register_rows("funds:budget", world.a_budget_line),
]
