"""Teams, who heads them and who is in them; volunteers; households."""

from __future__ import annotations

from datetime import date

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import OWN, READ, register_rows
from wenming.volunteers.actions import (
    awards,
    households,
    intakes,
    memberships,
    own_tables,
    qualifications,
)
from wenming.volunteers.headings import Head


def a_team(cast: Cast) -> tuple[object, ...]:
    return (world.a_team(cast.village).pk,)


def a_volunteer(cast: Cast) -> tuple[object, ...]:
    return (world.a_volunteer(cast.village).pk,)


def a_household(cast: Cast) -> tuple[object, ...]:
    return (world.a_household(cast.village).pk,)


def a_member_of_a_household(cast: Cast) -> tuple[object, ...]:
    volunteer, household = world.a_volunteer(cast.village), world.a_household(cast.village)
    return (households.add_member(household=household, volunteer=volunteer, by=None).pk,)


def a_request(cast: Cast) -> tuple[object, ...]:
    team, volunteer = world.a_team(cast.village), world.a_volunteer(cast.village)
    return (memberships.ask(team=team, volunteer=volunteer, by=None).pk,)


def a_membership(cast: Cast) -> tuple[object, ...]:
    team, volunteer = world.a_team(cast.village), world.a_volunteer(cast.village)
    made = memberships.ask(team=team, volunteer=volunteer, by=None)
    memberships.accept(membership=made, by=None)
    return (made.pk,)


def a_certificate(cast: Cast) -> tuple[object, ...]:
    volunteer = world.a_volunteer(cast.village)
    told = qualifications.Certificate("driver", "驾驶证")
    return (qualifications.tell(volunteer=volunteer, told=told, by=None).pk,)


def an_upload(cast: Cast) -> tuple[object, ...]:
    told = {"name": "名单.xlsx", "digest": "0", "rows": {}}
    return (intakes.receive(town=cast.village.town, by=cast.village.secretary, **told).pk,)


def a_table(cast: Cast) -> tuple[object, ...]:
    head = Head(1, ("姓名",))
    made = own_tables.keep(town=cast.village.town, name="汇总表", data=b"", head=head, by=None)
    return (made.pk,)


def an_award(cast: Cast) -> tuple[object, ...]:
    volunteer = world.a_volunteer(cast.village)
    told = {"name": "优秀志愿者", "granted_on": date(2026, 1, 5), "granted_by": "市文明办"}
    return (awards.note(volunteer=volunteer, **told, by=None).pk,)


OPEN = dict.fromkeys(VISITORS, 200)
# One's own; in a town not one's own one may live, too.
MINE = OPEN | {"anonymous": 302}
NOT_YET = MINE | {"resident": 404, "other": 404, "insider": 404, "stranger": 404}
# Of the village alone; for others it does not exist.
VILLAGE = READ | {"other": 404}
# Nobody here is a volunteer.
NO_VOLUNTEER = dict.fromkeys(VISITORS, 403) | {"anonymous": 302}
# Who leads a team: its village here.
LEADING = dict.fromkeys(VISITORS, 404) | {"anonymous": 302, "insider": 302}

ROWS = [
    ("volunteers_own:volunteer", (), MINE),
    ("volunteers_own:volunteer", (), dict.fromkeys(VISITORS, 422) | {"anonymous": 302}, "post"),
    ("volunteers_own:correction", (), NOT_YET),
    ("volunteers_own:withdrawal", (), NOT_YET),
    ("volunteers_own:sharing", (), NOT_YET, "post"),
    ("volunteers_own:sharing-withdrawal", (), NOT_YET, "post"),
    ("volunteers_own:qualification-add", (), NOT_YET),
    ("volunteers_own:qualification", a_certificate, LEADING | {"insider": 200}),
    ("volunteers_own:qualification-removal", a_certificate, LEADING, "post"),
    ("volunteers_public:team-list", (), OPEN),
    ("volunteers_public:team-tree", (), OPEN),
    ("volunteers_public:team", a_team, OPEN),
    ("volunteers_public:team-joining", a_team, NO_VOLUNTEER, "post"),
    ("volunteers_public:team-invitation", a_team, NO_VOLUNTEER | {"insider": 422}, "post"),
    ("volunteers_public:team-admission", a_team, NO_VOLUNTEER | {"insider": 302}, "post"),
    ("volunteers_public:acceptance", a_request, LEADING, "post"),
    ("volunteers_public:refusal", a_request, LEADING, "post"),
    ("volunteers_public:leaving", a_membership, LEADING, "post"),
    ("volunteers:volunteer-list", (), READ),
    ("volunteers:volunteer-add", (), READ),
    ("volunteers:volunteer-add", (), READ | {"other": 422, "insider": 422}, "post"),
    ("volunteers:volunteer", a_volunteer, VILLAGE),
    ("volunteers:volunteer-correction", a_volunteer, VILLAGE),
    ("volunteers:volunteer-looking", a_volunteer, VILLAGE | {"insider": 422}, "post"),
    ("volunteers:volunteer-withdrawal", a_volunteer, VILLAGE),
    ("volunteers:qualification-add", a_volunteer, VILLAGE),
    ("volunteers:qualification-list", (), READ),
    ("volunteers:qualification-checking", a_certificate, LEADING | {"insider": 409}, "post"),
    ("volunteers:qualification-unchecking", a_certificate, LEADING | {"insider": 409}, "post"),
    ("volunteers:intake-list", (), READ),
    ("volunteers:intake-list", (), READ | {"other": 422, "insider": 422}, "post"),
    ("volunteers:intake-template", (), READ),
    ("volunteers:intake", an_upload, VILLAGE),
    ("volunteers:intake-taking", an_upload, LEADING, "post"),
    ("volunteers:intake-left", an_upload, VILLAGE),
    ("volunteers:handover-list", (), READ | {"other": 403, "insider": 403}),
    ("volunteers:handover-add", (), READ | {"other": 403, "insider": 403}),
    ("volunteers:own-table-list", (), READ | {"other": 403, "insider": 403}),
    ("volunteers:own-table-add", (), READ | {"other": 403, "insider": 403}),
    ("volunteers:own-table", a_table, READ | {"other": 403, "insider": 403}),
    ("volunteers:own-table-file", a_table, READ | {"other": 403, "insider": 403}),
    ("volunteers:own-table-removal", a_table, READ | {"other": 403, "insider": 403}, "post"),
    ("volunteers:award-add", a_volunteer, VILLAGE),
    ("volunteers:award-removal", an_award, LEADING, "post"),
    ("volunteers:volunteer-sharing", a_volunteer, LEADING, "post"),
    (
        "volunteers:volunteer-sharing-withdrawal",
        a_volunteer,
        LEADING | {"insider": 409},
        "post",
    ),
    *register_rows("volunteers:household", world.a_household),
    ("volunteers:household-members", a_household, OWN | {"insider": 302}, "post"),
    ("volunteers:member-leaving", a_member_of_a_household, OWN | {"insider": 302}, "post"),
    *register_rows("volunteers:team", world.a_team),
    ("volunteers:team-head", a_team, OWN),
    ("volunteers:team-head", a_team, OWN | {"insider": 422}, "post", {}),
]
