"""The menu and pieces are open to all; orders are the unit's to place and the lecturer's to answer."""

from __future__ import annotations

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import READ, register_rows
from tests.packages.learning.stage import a_lecture, a_lecturer, a_piece, an_order, soon
from wenming.learning.actions import orders

OPEN = dict.fromkeys(VISITORS, 200)
# The lecturer here has no phone: the own unit answers.
OWN_UNIT = dict.fromkeys(VISITORS, 404) | {"anonymous": 302, "insider": 200}
POSTED = READ | {"other": 403, "insider": 302}


def the_piece(cast: Cast) -> tuple[object, ...]:
    return (a_piece(cast.village).pk,)


def the_order(cast: Cast) -> tuple[object, ...]:
    lecturer = a_lecturer(cast.village, world.a_resident("无手机的老师"))
    return (an_order(cast.village, a_lecture(cast.village, lecturer)).pk,)


def a_proposal(cast: Cast) -> tuple[object, ...]:
    order = an_order(cast.village)
    orders.propose(order=order, at=soon(20), by=order.lecture.lecturer.user)
    return (order.pk,)


ROWS = [
    ("learning_public:lecture-list", (), OPEN),
    ("learning_public:piece-list", (), OPEN),
    ("learning_public:piece", the_piece, OPEN),
    ("learning_own:order", the_order, OWN_UNIT),
    ("learning_own:acceptance", the_order, OWN_UNIT | {"insider": 422}, "post"),
    ("learning_own:proposal", the_order, OWN_UNIT | {"insider": 422}, "post"),
    ("learning_own:refusal", the_order, OWN_UNIT | {"insider": 302}, "post"),
    *register_rows("learning:lecturer", a_lecturer),
    *register_rows("learning:lecture", a_lecture),
    *register_rows("learning:order", an_order),
    ("learning:order-agreement", a_proposal, POSTED, "post"),
    ("learning:order-refusal", a_proposal, POSTED, "post"),
    *register_rows("learning:piece", a_piece),
    ("learning:coverage", (), READ),
]
