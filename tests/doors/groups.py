"""Groups and lists for the offices; the trend for who is at work in the town; lists for everybody."""

from __future__ import annotations

from tests import world
from tests.doors import VISITORS, Cast
from tests.packages.groups import stage
from wenming.groups.actions import service_lists, sorting

OPEN = dict.fromkeys(VISITORS, 200)
READ = {"anonymous": 302, "resident": 404, "other": 200, "insider": 200, "stranger": 404}
# The offices' alone; a village is told why not.
OFFICES = {"anonymous": 302, "resident": 404, "other": 403, "insider": 403, "stranger": 404}


def a_need(cast: Cast) -> tuple[object, ...]:
    return (world.a_need(cast.village).pk,)


def a_group(cast: Cast) -> tuple[object, ...]:
    return (stage.group_of(stage.lamps(cast.village)[0]),)


def a_decision(cast: Cast) -> tuple[object, ...]:
    lamps = stage.lamps(cast.village)
    here = stage.group_of(lamps[0])
    return (sorting.name(town=cast.village.town, group=here, called="照明", by=None).pk,)


def a_list(cast: Cast) -> tuple[object, ...]:
    return (stage.a_list(cast.village).pk,)


def a_published_list(cast: Cast) -> tuple[object, ...]:
    row = stage.a_list(cast.village)
    service_lists.publish(row=row, by=None)
    return (row.pk,)


def a_line(cast: Cast) -> tuple[object, ...]:
    return (stage.a_list(cast.village).lines.get().pk,)


def an_activity(cast: Cast) -> tuple[object, ...]:
    line = stage.a_list(cast.village).lines.get()
    held = world.an_announcement(cast.village)
    service_lists.attach(line=line, activity=held, by=None)
    return (line.pk, held.pk)


ROWS = [
    ("groups_public:service-list-list", (), OPEN),
    ("groups_public:service-list", a_published_list, OPEN),
    ("groups:group-list", (), OFFICES),
    ("groups:alone", (), OFFICES),
    ("groups:decision-list", (), OFFICES),
    ("groups:undoing", a_decision, OFFICES, "post"),
    ("groups:need-place", a_need, OFFICES),
    ("groups:need-place", a_need, OFFICES, "post"),
    ("groups:group", a_group, OFFICES),
    ("groups:moving", a_group, OFFICES, "post"),
    ("groups:naming", a_group, OFFICES, "post"),
    ("groups:merging", a_group, OFFICES, "post"),
    ("groups:trend", (), READ),
    # Of no season.
    ("groups:trend-records", (), dict.fromkeys(VISITORS, 404) | {"anonymous": 302}),
    ("groups:service-list-list", (), OFFICES),
    ("groups:service-list-list", (), OFFICES, "post"),
    ("groups:service-list", a_list, OFFICES),
    ("groups:list-remark", a_list, OFFICES, "post"),
    ("groups:line-add", a_list, OFFICES),
    ("groups:line-add", a_list, OFFICES, "post"),
    ("groups:publishing", a_list, OFFICES, "post"),
    ("groups:taking-down", a_published_list, OFFICES, "post"),
    ("groups:withdrawal", a_list, OFFICES),
    ("groups:withdrawal", a_list, OFFICES, "post"),
    ("groups:planning", a_published_list, OFFICES),
    ("groups:planning", a_published_list, OFFICES, "post"),
    ("groups:service-line", a_line, OFFICES),
    ("groups:service-line", a_line, OFFICES, "post"),
    ("groups:line-removal", a_line, OFFICES, "post"),
    ("groups:activity-attaching", a_line, OFFICES, "post"),
    ("groups:activity-detaching", an_activity, OFFICES, "post"),
]
