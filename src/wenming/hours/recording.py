"""What Decree 67 wants known of hours and training, for the tables that are handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Count, Max, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from wenming.engines.papers import Cell
from wenming.hours.models import Presence
from wenming.hours.queries import hours_in
from wenming.volunteers.models import Volunteer
from wenming.volunteers.recording import Field

__all__ = ["FIELDS", "values"]

FIELDS: Final = (
    Field("served_hours", _("服务时长（小时）"), 7, ("服务时间", "服务时长", "志愿服务时长")),
    Field("served_times", _("服务次数"), 7),
    Field("served_last", _("最近服务日期"), 7),
    Field("learned_hours", _("学习时长（小时）"), 8, ("学习时长", "培训时长")),
)


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
