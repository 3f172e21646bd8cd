"""The menu is open to all; a service is kept by who offers it, its unit and the offices."""

from __future__ import annotations

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import OWN, READ, register_rows
from tests.packages.menu.stage import a_draft, a_partner, a_service, a_team_with_a_head
from wenming.menu.actions import offering

OPEN = dict.fromkeys(VISITORS, 200)
POSTED = READ | {"other": 403, "insider": 302}
# An office lets services onto the menu; among the visitors nobody is of one.
DECIDED = READ | {"other": 403, "insider": 403}


def the_service(cast: Cast) -> tuple[object, ...]:
    return (a_service(a_team_with_a_head(cast.village)).pk,)


def the_draft(cast: Cast) -> tuple[object, ...]:
    return (a_draft(a_team_with_a_head(cast.village)).pk,)


def the_proposal(cast: Cast) -> tuple[object, ...]:
    service = a_draft(a_team_with_a_head(cast.village))
    offering.propose(service=service, by=None)
    return (service.pk,)


def the_pause(cast: Cast) -> tuple[object, ...]:
    service = a_service(a_team_with_a_head(cast.village))
    offering.pause(service=service, why="队员出门", by=None)
    return (service.pk,)


def the_partner(cast: Cast) -> tuple[object, ...]:
    return (a_partner(cast.village).pk,)


def a_brigade(cast: Cast) -> tuple[object, ...]:
    """The secretary heads it, and so may propose something."""
    world.a_brigade(cast.village)
    return ()


PROPOSING = dict.fromkeys(VISITORS, 404) | {"anonymous": 302, "insider": 200}

ROWS = [
    ("menu_public:service-list", (), OPEN),
    ("menu_public:service", the_service, OPEN),
    ("menu_public:poster", the_service, OPEN),
    ("menu_own:service-list", a_brigade, PROPOSING),
    ("menu_own:service-add", a_brigade, PROPOSING),
    ("menu_own:service-add", a_brigade, PROPOSING | {"insider": 422}, "post"),
    ("menu_own:service", the_service, READ),
    ("menu_own:correction", the_service, OWN),
    ("menu_own:correction", the_service, OWN | {"insider": 422}, "post"),
    ("menu_own:proposal", the_draft, POSTED, "post"),
    ("menu_own:approval", the_proposal, DECIDED, "post"),
    ("menu_own:sending-back", the_proposal, DECIDED, "post"),
    ("menu_own:pausing", the_service, OWN | {"insider": 422}, "post"),
    ("menu_own:resumption", the_pause, POSTED, "post"),
    ("menu_own:withdrawal", the_service, OWN | {"insider": 422}, "post"),
    *register_rows("menu:partner", a_partner),
    ("menu:partner-contact", the_partner, OWN),
    ("menu:partner-contact", the_partner, OWN | {"insider": 422}, "post"),
    ("menu:partner-contact-looking", the_partner, OWN | {"insider": 422}, "post"),
    ("menu:service-list", (), READ),
]
