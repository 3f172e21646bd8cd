"""The office sorts needs, publishes a service list for the quarter and plans a month from it: made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

from wenming.accounts.models import User
from wenming.engines.likeness import Group
from wenming.groups.actions import service_lists, sorting, work_plans
from wenming.groups.drawing import drawn
from wenming.groups.models import ServiceList
from wenming.groups.planning import Item, places, weeks_of
from wenming.needs.models import Need
from wenming.needs.plan import KINDS
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import Stretch

__all__ = ["note_lists", "quarter_listed"]

# By then every unit that plans a month has its plan.
TWELFTH: Final = 12
# So many services are planned in a month.
PLANNED: Final = 8


def note_lists(scene: Scene) -> None:
    """At the beginning of a quarter the list, in the middle of a month its work plan."""
    last, month = scene.stretch.last, planned_month(scene.stretch)
    quarter = quarter_listed(scene.stretch)
    made: list[ServiceList] = []
    note = scene.diary.note
    note(quarter + timedelta(days=2), partial(_sort, scene), hour=14)
    note(quarter + timedelta(days=2), partial(_publish, scene, quarter, made), hour=15)
    note(
        last,
        partial(_draft, scene, (last.replace(day=1) + timedelta(days=32)).replace(day=1)),
        hour=20,
    )
    note(month + timedelta(days=TWELFTH - 1), partial(_plan, scene, month, made), hour=16)


def planned_month(stretch: Stretch) -> date:
    """The last month whose twelfth is over."""
    month = stretch.last.replace(day=1)
    return month if stretch.last.day >= TWELFTH else (month - timedelta(days=1)).replace(day=1)


def quarter_listed(stretch: Stretch) -> date:
    """The first day of the quarter that has a list."""
    month = planned_month(stretch)
    return month.replace(month=(month.month - 1) // 3 * 3 + 1)


def _sort(scene: Scene) -> None:
    """The largest group gets a name; the need that is least like it gets a group of its own."""
    groups = drawn(scene.town).grouping.groups
    if not groups:
        return
    by, name = scene.office(), _name(scene, groups[0])
    sorting.name(town=scene.town, group=groups[0].id, called=name, by=by)
    least = int(groups[0].members[-1].need)
    sorting.move(town=scene.town, needs=[least], group=groups[0].id, into=sorting.NEW, by=by)


def _name(scene: Scene, group: Group) -> str:
    """After the kind that most of its needs have."""
    rows = Need.objects.filter(pk__in=[int(one.need) for one in group.members])
    kind = Counter(rows.values_list("kind", flat=True)).most_common(1)[0][0]
    return f"{scene.words(KINDS).get(kind, kind)}（集中办）"


def _publish(scene: Scene, quarter: date, made: list[ServiceList]) -> None:
    by = scene.office()
    length = ServiceList.Length.QUARTER
    row = service_lists.draft(town=scene.town, first_on=quarter, length=length, by=by)
    service_lists.add_line(
        row=row,
        title="健康义诊进村",
        kind="health" if "health" in scene.words(KINDS) else "",
        is_common=True,
        households=60,
        units=scene.villages[:3],
        note="量血压、测血糖，行动不便的上门。",
        by=by,
    )
    service_lists.publish(row=row, by=by)
    made.append(row)


def _draft(scene: Scene, month: date) -> None:
    """Next month's waits to be put in order."""
    length = ServiceList.Length.MONTH
    service_lists.draft(town=scene.town, first_on=month, length=length, by=scene.office())


def _plan(scene: Scene, month: date, made: Sequence[ServiceList]) -> None:
    by = scene.office()
    for row in made:
        _write(row, month, by)


def _write(row: ServiceList, month: date, by: User) -> None:
    weeks = {week.number: week for week in weeks_of(month)}
    items = []
    for place in places(row, month)[:PLANNED]:
        team = next((team for team in place.teams if team.pk == place.team), None)
        if place.week is not None:
            items.append(Item(place.line, place.unit, weeks[place.week], team))
    work_plans.write(row=row, month=month, items=items, by=by)
