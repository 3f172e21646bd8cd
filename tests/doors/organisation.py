"""Posts, agendas, honours: insiders read, a unit's own people and the offices write."""

from __future__ import annotations

from collections.abc import Callable

from tests import world
from tests.doors import Cast
from wenming.organisation.models import Post, UnitRecord

READ = {"anonymous": 302, "resident": 404, "other": 200, "insider": 200, "stranger": 404}
OWN = READ | {"other": 403}
# The offices alone; among the visitors nobody is of an office.
GOVERN = READ | {"other": 403, "insider": 403}

Maker = Callable[[world.Village], UnitRecord]


def register_rows(name: str, make: Maker) -> list[tuple[object, ...]]:
    """The five doors of a register."""

    def args(cast: Cast) -> tuple[object, ...]:
        return (make(cast.village).pk,)

    return [
        (f"{name}-list", (), READ),
        (f"{name}-add", (), READ),
        (f"{name}-add", (), READ | {"other": 422, "insider": 422}, "post", {}),
        (name, args, READ),
        (f"{name}-correction", args, OWN),
        (f"{name}-correction", args, OWN | {"insider": 422}, "post", {}),
        (f"{name}-withdrawal", args, OWN),
        (f"{name}-withdrawal", args, OWN | {"insider": 422}, "post", {}),
    ]


def a_term(cast: Cast) -> tuple[object, ...]:
    return (Post.objects.get(holder=cast.village.secretary).pk,)


ROWS = [
    ("organisation:post-list", (), READ),
    ("organisation:unit-posts", ("tangbian",), READ),
    ("organisation:post-add", ("tangbian",), GOVERN),
    ("organisation:post-add", ("tangbian",), GOVERN, "post", {}),
    ("organisation:post-succession", a_term, GOVERN),
    ("organisation:post-succession", a_term, GOVERN, "post", {}),
    ("organisation:post-end", a_term, GOVERN),
    ("organisation:post-end", a_term, GOVERN, "post", {}),
    *register_rows("organisation:agenda", world.an_agenda),
    *register_rows("organisation:honour", world.an_honour),
]
