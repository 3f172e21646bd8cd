"""Neighbourly watch: numbers for all; names for who looks in and for the unit."""

from __future__ import annotations

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import READ
from tests.packages.neighbours.stage import a_pair, a_posting
from wenming.neighbours.actions import look_ins, pairings, postings

OPEN = dict.fromkeys(VISITORS, 200)
MINE = OPEN | {"anonymous": 302}
# Of the unit alone; for others it does not exist.
UNIT = dict.fromkeys(VISITORS, 404) | {"anonymous": 302, "insider": 200}
DONE = UNIT | {"insider": 302}
FAULTY = UNIT | {"insider": 422}
# Nobody here is a volunteer.
NO_VOLUNTEER = dict.fromkeys(VISITORS, 403) | {"anonymous": 302}


def a_request(cast: Cast) -> tuple[object, ...]:
    return (a_posting(cast.village).pk,)


def an_unconfirmed_request(cast: Cast) -> tuple[object, ...]:
    told = postings.Told("elders", "买菜", "老伯", "后街")
    by = world.a_resident("女儿")
    return (postings.ask(unit=cast.village.unit, told=told, consent="spoken", by=by).pk,)


def a_residents_request(cast: Cast) -> tuple[object, ...]:
    told = postings.Told("elders", "买菜", "老伯", "后街")
    by = cast.visitors["resident"]
    return (postings.ask(unit=cast.village.unit, told=told, consent="spoken", by=by).pk,)


def an_offer(cast: Cast) -> tuple[object, ...]:
    volunteer = world.a_volunteer(cast.village)
    posting = a_posting(cast.village)
    return (pairings.offer(posting=posting, volunteer=volunteer, by=volunteer.user).pk,)


def the_pair(cast: Cast) -> tuple[object, ...]:
    return (a_pair(cast.village).pk,)


def an_open_matter(cast: Cast) -> tuple[object, ...]:
    pair = a_pair(cast.village)
    return (look_ins.note(pairing=pair, words="灯坏了", by=pair.volunteer.user).pk,)


ROWS = [
    ("neighbours_public:home", (), OPEN),
    ("neighbours_own:asking", (), MINE),
    ("neighbours_own:asking", (), dict.fromkeys(VISITORS, 422) | {"anonymous": 302}, "post"),
    (
        "neighbours_own:request-ending",
        a_residents_request,
        UNIT | {"insider": 404, "resident": 200},
    ),
    ("neighbours_own:wanted", (), MINE),
    ("neighbours_own:offer", a_request, NO_VOLUNTEER, "post"),
    ("neighbours_own:pair", the_pair, UNIT),
    ("neighbours_own:acceptance", an_offer, DONE, "post"),
    ("neighbours_own:refusal", an_offer, DONE, "post"),
    ("neighbours_own:look-in", the_pair, DONE, "post"),
    ("neighbours_own:pause", the_pair, DONE, "post"),
    ("neighbours_own:handing-over", the_pair, FAULTY, "post"),
    ("neighbours_own:ending", the_pair, DONE, "post"),
    ("neighbours_own:settlement", an_open_matter, FAULTY, "post"),
    ("neighbours:posting-list", (), READ),
    ("neighbours:posting-add", (), READ),
    ("neighbours:posting-add", (), READ | {"other": 422, "insider": 422}, "post"),
    ("neighbours:posting", a_request, UNIT),
    ("neighbours:posting-correction", a_request, UNIT),
    ("neighbours:posting-confirming", an_unconfirmed_request, DONE, "post"),
    ("neighbours:posting-closing", a_request, UNIT),
    ("neighbours:posting-invitation", a_request, FAULTY, "post"),
    ("neighbours:posting-looking", a_request, FAULTY, "post"),
]
