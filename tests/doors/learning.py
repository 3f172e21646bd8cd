"""The menu and pieces are open to all; orders are the unit's to place and the lecturer's to answer."""

from __future__ import annotations

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import OWN, READ, register_rows
from tests.packages.learning.stage import (
    a_file,
    a_lecture,
    a_lecturer,
    a_piece,
    a_training,
    an_order,
    held,
    soon,
    with_a_test,
)
from wenming.learning.actions import orders, results, trainings
from wenming.learning.models import Result

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


def a_talk(cast: Cast) -> tuple[object, ...]:
    return (world.an_announcement(cast.village, kind="lecture").pk,)


def the_training(cast: Cast) -> tuple[object, ...]:
    return (a_training(cast.village).pk,)


def a_held_training(cast: Cast) -> tuple[object, ...]:
    return (held(a_training(cast.village)).pk,)


def a_handout(cast: Cast) -> tuple[object, ...]:
    about = {"title": "讲义", "file": a_file(), "by": None}
    return (trainings.add_material(activity=a_training(cast.village), **about).pk,)  # type: ignore[arg-type]


def a_question(cast: Cast) -> tuple[object, ...]:
    return (with_a_test(a_training(cast.village)).questions.all()[0].pk,)


def a_test(cast: Cast) -> tuple[object, ...]:
    return (with_a_test(a_training(cast.village)).activity_id,)


def a_certificate(cast: Cast) -> tuple[object, ...]:
    user = world.a_volunteer(cast.village).user
    activity = held(a_training(cast.village, user))
    results.note(activity=activity, passed=[user], by=None)
    return (Result.objects.get().number,)


def a_result(cast: Cast) -> tuple[object, ...]:
    a_certificate(cast)
    return (Result.objects.get().pk,)


def someone_elses_certificate(cast: Cast) -> tuple[object, ...]:
    a_certificate(cast)
    return (Result.objects.get().course.activity_id,)


ROWS = [
    ("learning_public:material", a_handout, dict.fromkeys(VISITORS, 404) | {"insider": 200}),
    # On to the page where all certificates are checked.
    ("learning_public:certificate-check", a_certificate, dict.fromkeys(VISITORS, 301)),
    ("learning_own:certificate", someone_elses_certificate, OWN_UNIT | {"insider": 404}),
    ("learning_own:skills", someone_elses_certificate, OWN_UNIT | {"insider": 404}, "post"),
    ("learning_own:test", a_test, OPEN | {"anonymous": 302}),
    ("learning_own:test", a_test, dict.fromkeys(VISITORS, 403) | {"anonymous": 302}, "post"),
    ("learning:briefing-list", (), READ),
    ("learning:training", the_training, READ),
    ("learning:training-setting", the_training, OWN | {"insider": 422}, "post"),
    ("learning:material-add", the_training, OWN | {"insider": 422}, "post"),
    ("learning:material-removal", a_handout, POSTED, "post"),
    ("learning:question-add", the_training, OWN | {"insider": 422}, "post"),
    ("learning:question-removal", a_question, POSTED, "post"),
    ("learning:result-noting", a_held_training, POSTED, "post"),
    ("learning:result-removal", a_result, OWN),
    ("learning:talk", a_talk, OWN),
    ("learning_public:lecture-list", (), OPEN),
    ("learning_public:piece-list", (), OPEN),
    ("learning_public:piece", the_piece, OPEN),
    ("learning_own:order", the_order, OWN_UNIT),
    ("learning_own:acceptance", the_order, OWN_UNIT | {"insider": 422}, "post"),
    ("learning_own:proposal", the_order, OWN_UNIT | {"insider": 422}, "post"),
    ("learning_own:refusal", the_order, OWN_UNIT | {"insider": 302}, "post"),
    # Nothing is agreed that anybody could step back from.
    ("learning_own:stepping-back", the_order, OWN_UNIT | {"insider": 403}, "post"),
    *register_rows("learning:lecturer", a_lecturer),
    *register_rows("learning:lecture", a_lecture),
    *register_rows("learning:order", an_order),
    ("learning:order-agreement", a_proposal, POSTED, "post"),
    ("learning:order-refusal", a_proposal, POSTED, "post"),
    *register_rows("learning:piece", a_piece),
    ("learning:coverage", (), READ),
]
