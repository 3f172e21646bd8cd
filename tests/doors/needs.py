"""Asking and following for all; the inbox for who attends to it; offers for whoever is asked."""

from __future__ import annotations

from datetime import timedelta

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import READ
from tests.packages.menu.stage import a_service, a_team_with_a_head, an_order
from wenming.base import clock
from wenming.needs import numbers
from wenming.needs.actions import cards, dispatching, intakes
from wenming.needs.models import Dispatch
from wenming.volunteers.models import Team

OPEN = dict.fromkeys(VISITORS, 200)


def a_link(cast: Cast) -> tuple[object, ...]:
    number = world.a_need(cast.village).number
    return (number, numbers.key(number))


def a_need(cast: Cast) -> tuple[object, ...]:
    return (world.a_need(cast.village).pk,)


def an_offer_to_the_village(cast: Cast) -> tuple[object, ...]:
    """To the secretary, who is a volunteer too."""
    volunteer = world.a_volunteer(cast.village, cast.village.secretary)
    return (world.a_dispatch(cast.village, volunteer).pk,)


def an_upload(cast: Cast) -> tuple[object, ...]:
    """Of the secretary."""
    told = {"name": "走访.xlsx", "digest": "0", "rows": {2: {"name": "李伯"}}}
    return (intakes.receive(town=cast.village.town, by=cast.village.secretary, **told).pk,)


def a_card(cast: Cast) -> tuple[object, ...]:
    """For one street."""
    (made,) = cards.issue(unit=cast.village.unit, places=["中山街"], by=None)
    return (made.pk,)


def a_code(cast: Cast) -> tuple[object, ...]:
    """What is printed on it."""
    (made,) = cards.issue(unit=cast.village.unit, places=["中山街"], by=None)
    return (made.code,)


def an_ordered_service(cast: Cast) -> tuple[object, ...]:
    service = a_service(a_team_with_a_head(cast.village))
    an_order(cast.village, service)
    return (service.pk,)


def an_order_of_a_closed_team(cast: Cast) -> tuple[object, ...]:
    an_ordered_service(cast)
    dispatch = Dispatch.objects.get()
    dispatching.accept(dispatch=dispatch, by=None)
    Team.objects.update(closed_on=clock.today() - timedelta(days=1))
    return (dispatch.pk,)


# Of the village alone; for others it does not exist.
VILLAGE = READ | {"other": 404}
ASKED = dict.fromkeys(VISITORS, 404) | {"anonymous": 302, "insider": 200}

ROWS = [
    ("needs_public:ask", (), OPEN),
    ("needs_public:ask", (), dict.fromkeys(VISITORS, 422), "post"),
    ("needs_public:card", a_code, dict.fromkeys(VISITORS, 302)),
    ("needs_public:card", ("2222222222",), dict.fromkeys(VISITORS, 404)),
    ("needs_public:order-list", an_ordered_service, OPEN),
    ("needs_public:follow", (), OPEN),
    ("needs_public:follow", (), dict.fromkeys(VISITORS, 422), "post"),
    ("needs_public:need", a_link, OPEN),
    ("needs_public:remark", a_link, dict.fromkeys(VISITORS, 422), "post"),
    # Taken back once; the others come too late.
    ("needs_public:withdrawal", a_link, dict.fromkeys(VISITORS, 409) | {"anonymous": 302}, "post"),
    ("needs_public:not-done", a_link, dict.fromkeys(VISITORS, 422), "post"),
    ("needs_public:rating", a_link, dict.fromkeys(VISITORS, 422), "post"),
    ("needs_own:dispatch", an_offer_to_the_village, ASKED),
    ("needs_own:acceptance", an_offer_to_the_village, ASKED | {"insider": 302}, "post"),
    ("needs_own:refusal", an_offer_to_the_village, ASKED | {"insider": 422}, "post"),
    ("needs_own:giving-back", an_offer_to_the_village, ASKED | {"insider": 422}, "post"),
    ("needs_own:rescheduling", an_offer_to_the_village, ASKED | {"insider": 422}, "post"),
    ("needs_own:handing-over", an_offer_to_the_village, ASKED | {"insider": 422}, "post"),
    ("needs_own:finishing", an_offer_to_the_village, ASKED | {"insider": 422}, "post"),
    ("needs:need-list", (), READ),
    ("needs:need-add", (), READ),
    ("needs:need-add", (), READ | {"other": 422, "insider": 422}, "post"),
    ("needs:intake-list", (), READ),
    ("needs:intake-list", (), READ | {"other": 422, "insider": 422}, "post"),
    ("needs:intake-template", (), READ),
    ("needs:intake", an_upload, VILLAGE),
    ("needs:intake-taking", an_upload, VILLAGE | {"insider": 302}, "post"),
    ("needs:intake-left", an_upload, VILLAGE),
    ("needs:card-list", (), READ),
    ("needs:card-add", (), READ),
    ("needs:card-add", (), READ | {"other": 422, "insider": 422}, "post"),
    # Nothing to print yet.
    ("needs:card-sheet", (), READ | {"other": 422, "insider": 422}),
    ("needs:card", a_card, VILLAGE),
    ("needs:card", a_card, VILLAGE | {"insider": 422}, "post"),
    ("needs:dispatch-board", (), READ),
    ("needs:dispatch-board", (), READ, "post"),
    ("needs:order-tally", (), READ),
    ("needs:calling-back", an_order_of_a_closed_team, VILLAGE | {"insider": 302}, "post"),
    ("needs:service-list", (), READ),
    ("needs:service-list", (), READ | {"other": 302, "insider": 302}, "post"),
    ("needs:waiting-times", (), READ),
    ("needs:retracting", an_offer_to_the_village, VILLAGE | {"insider": 302}, "post"),
    ("needs:need", a_need, VILLAGE),
    ("needs:need-looking", a_need, VILLAGE, "post"),
    ("needs:need-correction", a_need, VILLAGE | {"insider": 422}, "post"),
    ("needs:need-verification", a_need, VILLAGE | {"insider": 302}, "post"),
    ("needs:need-refusal", a_need, VILLAGE | {"insider": 422}, "post"),
    ("needs:need-settlement", a_need, VILLAGE | {"insider": 422}, "post"),
    ("needs:need-rating", a_need, VILLAGE | {"insider": 422}, "post"),
    ("needs:need-withdrawal", a_need, VILLAGE | {"insider": 302}, "post"),
    ("needs:need-reopening", a_need, VILLAGE | {"insider": 422}, "post"),
]
