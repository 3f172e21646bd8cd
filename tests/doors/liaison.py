"""Pairs, visits, reports: insiders read; offices tie, the unit and the leader write."""

from __future__ import annotations

from tests import world
from tests.doors import Cast
from tests.doors.organisation import GOVERN, OWN, READ, register_rows
from tests.packages.liaison.stage import a_draft, a_pair, a_visit
from wenming.liaison.actions import reports
from wenming.liaison.models import Visit

POSTED = OWN | {"insider": 302}


def a_pair_of(cast: Cast) -> tuple[object, ...]:
    return (a_pair(cast.village).pk,)


def a_leader(cast: Cast) -> tuple[object, ...]:
    return (a_pair(cast.village).leader.code,)


def a_report(cast: Cast) -> tuple[object, ...]:
    a_pair(cast.village)
    return (a_draft(cast.village).pk,)


def a_sent_report(cast: Cast) -> tuple[object, ...]:
    a_pair(cast.village)
    report = a_draft(cast.village)
    reports.send(report=report, by=cast.village.secretary)
    return (report.pk,)


def a_visit_here(village: world.Village) -> Visit:
    a_pair(village)
    return a_visit(village)


ROWS = [
    ("liaison:pair-list", (), READ),
    ("liaison:leader", a_leader, READ),
    ("liaison:unit", ("tangbian",), READ),
    ("liaison:pair-add", ("tangbian",), GOVERN),
    ("liaison:pair-add", ("tangbian",), GOVERN, "post", {}),
    ("liaison:pair-succession", a_pair_of, GOVERN),
    ("liaison:pair-succession", a_pair_of, GOVERN, "post", {}),
    ("liaison:pair-end", a_pair_of, GOVERN),
    ("liaison:pair-end", a_pair_of, GOVERN, "post", {}),
    *register_rows("liaison:visit", a_visit_here),
    ("liaison:report-list", (), READ),
    (
        "liaison:report-opening",
        (),
        POSTED,
        "post",
        {"unit": "tangbian", "quarter": "2022-3"},
    ),
    ("liaison:report", a_report, READ),
    ("liaison:report-editing", a_report, POSTED, "post", {"body": "改好的"}),
    ("liaison:report-sending", a_report, POSTED, "post", {"body": "改好的"}),
    # Whom it was sent to reads it; among the visitors nobody is.
    ("liaison:report-reading", a_sent_report, GOVERN, "post", {}),
    ("liaison:report-withdrawal", a_sent_report, OWN),
    ("liaison:report-withdrawal", a_sent_report, OWN | {"insider": 422}, "post", {}),
]
