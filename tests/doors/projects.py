"""Projects: a register, the rounds of each, and what everybody may see."""

from tests import world
from tests.doors import VISITORS, Cast
from tests.doors.organisation import register_rows
from tests.packages.projects import stage

OPEN = dict.fromkeys(VISITORS, 200)
# Everybody at work in the town may read; the village changes what is its own.
READ = {"anonymous": 302, "resident": 404, "other": 200, "insider": 200, "stranger": 404}
OWN = {"anonymous": 302, "resident": 404, "other": 403, "insider": 302, "stranger": 404}


def a_project(cast: Cast) -> tuple[object, ...]:
    return (world.a_project(cast.village).pk,)


def a_round(cast: Cast) -> tuple[object, ...]:
    return (stage.a_round(cast.village).pk,)


def a_ready_round(cast: Cast) -> tuple[object, ...]:
    return (stage.a_round(cast.village, is_told=True).pk,)


def a_measure(cast: Cast) -> tuple[object, ...]:
    return (stage.a_measure(stage.a_round(cast.village), cast.village).pk,)


def a_link(cast: Cast) -> tuple[object, ...]:
    return (stage.a_link(stage.a_round(cast.village), cast.village).pk,)


def a_need(cast: Cast) -> tuple[object, ...]:
    return (stage.a_need_link(world.a_project(cast.village), cast.village).pk,)


def a_share(cast: Cast) -> tuple[object, ...]:
    return (stage.a_share(world.a_project(cast.village), cast.village).pk,)


def a_round_to_rate(cast: Cast) -> tuple[object, ...]:
    row = stage.a_round(cast.village)
    stage.a_visitor(row, cast.village)
    return (row.pk,)


ROWS = [
    *register_rows("projects:project", world.a_project),
    ("projects_public:project-list", (), OPEN),
    ("projects_public:project", a_project, OPEN),
    ("projects:round-beginning", a_project, OWN, "post"),
    ("projects:round", a_round, READ),
    ("projects:round", a_round, OWN, "post", {"aim": "热饭"}),
    ("projects:round-going-on", a_ready_round, OWN, "post"),
    ("projects:round-going-back", a_round, OWN | {"insider": 403}, "post", {"why": "早了"}),
    ("projects:raters-reminding", a_round_to_rate, OWN, "post"),
    ("projects:project-needs", a_project, READ),
    ("projects:project-needs", a_project, OWN | {"insider": 422}, "post", {}),
    ("projects:need-detaching", a_need, OWN, "post"),
    ("projects:protected-detaching", a_project, OWN, "post"),
    ("projects:project-money", a_project, READ),
    ("projects:project-money", a_project, OWN | {"insider": 422}, "post", {}),
    ("projects:money-detaching", a_share, OWN, "post"),
    ("projects:measure-taking", a_round, OWN | {"insider": 422}, "post", {}),
    ("projects:measure-dropping", a_measure, OWN, "post"),
    ("projects:activity-attaching", a_round, OWN | {"insider": 422}, "post", {}),
    ("projects:activity-detaching", a_link, OWN, "post"),
]
