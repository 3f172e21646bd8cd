"""The public site: everybody reads it, signed in or not."""

from tests import the_plan
from tests.doors import VISITORS, Cast

OPEN = dict.fromkeys(VISITORS, 200)


def a_unit(cast: Cast) -> tuple[object, ...]:
    return (cast.village.unit.code,)


def a_clause(cast: Cast) -> tuple[object, ...]:
    """A clause of the plan that holds in the village's town."""
    the_plan.loaded()
    return ("3.1-c",)


ROWS = [
    ("portal:home", (), OPEN),
    ("portal:unit-list", (), OPEN),
    ("portal:unit", a_unit, OPEN),
    ("portal:unit", ("nowhere",), dict.fromkeys(VISITORS, 404)),
    ("portal:plan", (), OPEN),
    ("portal:clause", a_clause, OPEN),
    ("portal:clause", ("no-such-clause",), dict.fromkeys(VISITORS, 404)),
    ("portal:result-list", ("activities",), OPEN),
    ("portal:result-list", ("likes",), dict.fromkeys(VISITORS, 404)),
]
