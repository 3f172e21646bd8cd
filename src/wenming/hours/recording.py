"""What Decree 67 wants known of hours and training, for the tables that are handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.activities.models import Activity
from wenming.engines.papers import Cell
from wenming.hours.models import Presence
from wenming.hours.queries import hours_in, recorder_of
from wenming.organisation.models import Post
from wenming.volunteers.models import Volunteer
from wenming.volunteers.recording import VOID, Field, Per

__all__ = ["FIELDS", "key_of", "lines", "values"]

FIELDS: Final = (
    Field(
        "served_hours",
        _("服务时长（小时）"),
        7,
        ("服务时间", "服务时长", "志愿服务时长", "累计时长", "累计服务时长"),
    ),
    Field("served_times", _("服务次数"), 7),
    Field("served_last", _("最近服务日期"), 7),
    Field("learned_hours", _("学习时长（小时）"), 8, ("学习时长", "培训时长")),
    *(
        Field(f"record_{code}", label, 7, also, Per.RECORD)
        for code, label, also in (
            ("number", _("记录编号"), ()),
            ("kind", _("服务或培训"), ("记录类别",)),
            ("name", _("活动名称"), ("项目名称", "服务项目", "培训名称", "名称")),
            ("on", _("服务日期"), ("活动日期", "培训日期", "日期")),
            ("span", _("起止时间"), ("活动时间",)),
            ("place", _("服务地点"), ("活动地点", "地点")),
            ("content", _("服务内容"), ("活动内容", "培训内容", "主要内容", "内容")),
            ("hours", _("本次时长（小时）"), ("服务时间", "服务时长", "学习时长", "时长", "工时")),
            ("organiser", _("活动组织单位"), ("组织单位", "主办单位", "举办单位")),
            ("leader", _("活动负责人"), ("负责人",)),
            ("recorder", _("记录单位"), ()),
            ("grade", _("凭据"), ()),
        )
    ),
)
LONGEST: Final = 500
Told = dict[str, Cell]


def values(people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Cell]]:
    """What is confirmed, hours entered afterwards included; two questions for all."""
    by_user = {person.user_id: person.pk for person in people}
    found: dict[int, dict[str, Cell]] = defaultdict(dict)
    mine = Presence.objects.filter(user__in=by_user).order_by()
    served = (
        mine.serving()
        .values_list("user")
        .annotate(minutes=Sum("minutes"), times=Count("pk"), last=Max("came_at"))
    )
    for user, minutes, times, last in served:
        told = {"served_hours": hours_in(minutes), "served_times": times}
        found[by_user[user]] |= {**told, "served_last": localdate(last)}
    learned = mine.learning().values_list("user").annotate(minutes=Sum("minutes"))
    for user, minutes in learned:
        found[by_user[user]]["learned_hours"] = hours_in(minutes)
    return found


def key_of(presence: int) -> str:
    """The number under which a record is told of, now and when it is mended."""
    return f"p{presence}"


def lines(per: Per, people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Told]]:
    """Each service and each training of these people, the earliest first; what is void says so."""
    if per is not Per.RECORD or not people:
        return {}
    by_user, town = {person.user_id: person.pk for person in people}, people[0].town
    rows = list(_recorded(Presence.objects.filter(user__in=by_user)))
    leaders, recorder = _leaders(rows), recorder_of(town)
    found: dict[int, dict[str, Told]] = defaultdict(dict)
    for row in rows:
        told = _told(row) | {"record_recorder": recorder}
        told["record_leader"] = leaders[row.shift.activity_id]
        found[by_user[row.user_id]][key_of(row.pk)] = told
    return found


def _recorded(mine: QuerySet[Presence]) -> QuerySet[Presence]:
    """What counts, and what no longer does but may have been told of."""
    rows = mine.filter(stage__in=(Presence.Stage.CONFIRMED, Presence.Stage.STRUCK))
    related = rows.select_related("shift__activity__unit__town")
    return related.prefetch_related("shift__activity__teams__head").order_by("came_at", "pk")


def _told(row: Presence) -> Told:
    activity, shift = row.shift.activity, row.shift
    counts = row.counts and row.credit != Presence.Credit.NONE
    told: Told = {
        "record_number": key_of(row.pk).upper(),
        "record_kind": str(row.get_credit_display()),
        "record_name": activity.title,
        "record_on": localdate(row.came_at),
        "record_span": _span(row),
        "record_place": shift.place or activity.place,
        "record_content": (shift.name or activity.about or activity.note)[:LONGEST],
        "record_hours": hours_in(row.minutes or 0),
        "record_organiser": str(activity.unit),
        "record_grade": str(row.get_grade_display()),
    }
    return told if counts else told | {VOID: True, "record_hours": 0.0}


def _span(row: Presence) -> str:
    left = f"{localtime(row.left_at):%H:%M}" if row.left_at else ""
    return f"{localtime(row.came_at):%H:%M}–{left}"


def _leaders(rows: Sequence[Presence]) -> Mapping[int, str]:
    """Activity → who answered for it: as told, else the heads of its teams, else of its unit then."""
    activities = {row.shift.activity_id: row.shift.activity for row in rows}
    named = {pk: activity.led_by or _heads(activity) for pk, activity in activities.items()}
    units = {activities[pk].unit_id for pk, names in named.items() if not names}
    held = Post.objects.filter(role__in=Post.HEADS, unit__in=units).order_by("pk")
    posts = list(held.select_related("holder"))
    return {pk: names or _head_then(activities[pk], posts) for pk, names in named.items()}


def _heads(activity: Activity) -> str:
    return _listed(team.head.name for team in activity.teams.all() if team.head is not None)


def _head_then(activity: Activity, posts: Sequence[Post]) -> str:
    """Who headed the unit on the day it was held."""
    day = activity.held_on
    then = (post for post in posts if post.from_on <= day <= (post.until_on or day))
    return _listed(post.holder.name for post in then if post.unit_id == activity.unit_id)


def _listed(names: Iterable[str]) -> str:
    return gettext("、").join(dict.fromkeys(names))
