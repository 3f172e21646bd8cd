"""Projects: a register."""

from tests import world
from tests.doors.organisation import register_rows

ROWS = [
    *register_rows("projects:project", world.a_project),
]
