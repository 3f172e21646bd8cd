"""The desk and the town's view: for insiders of the town, once it has a plan."""

from __future__ import annotations

from tests import the_plan
from tests.doors import Cast
from tests.doors.organisation import READ


def with_a_plan(*args: object) -> object:
    def made(_cast: Cast) -> tuple[object, ...]:
        the_plan.loaded()
        return args

    return made


ROWS = [
    ("desk:home", (), READ),
    ("desk:home", with_a_plan(), READ),
    ("desk:standing-list", (), READ),
    ("desk:standing-list", with_a_plan(), READ),
    ("desk:matrix", with_a_plan(), READ),
    ("desk:late", with_a_plan(), READ),
    ("desk:unit-list", with_a_plan(), READ),
    ("desk:unit", with_a_plan("tangbian"), READ),
    ("desk:leader-list", with_a_plan(), READ),
    ("desk:office-list", with_a_plan(), READ),
    ("desk:clause", with_a_plan("3.1-c"), READ),
    ("desk:support", with_a_plan("5.4-a", "tangbian"), READ),
    ("desk:cell", with_a_plan("the-fifth", "tangbian"), READ),
    (
        "desk:standing",
        with_a_plan("the-fifth", "unit:tangbian", "1999-01-01"),
        {**READ, "other": 404, "insider": 404},
    ),
    ("plans:plan-list", (), READ),
    ("plans:plan-list", (), {**READ, "other": 403, "insider": 403}, "post", {}),
]
