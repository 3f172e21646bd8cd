"""What Decree 67 wants known of how services were judged (article 10), for what is handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Avg, Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from wenming.engines.papers import Cell
from wenming.hours.models import Presence
from wenming.hours.recording import key_of
from wenming.needs.models import Need, Service
from wenming.volunteers.models import Volunteer
from wenming.volunteers.recording import Field, Per

__all__ = ["FIELDS", "lines", "values"]

FIELDS: Final = (
    Field("rated_stars", _("服务质量评价（平均几颗星）"), 10, ("服务质量评价", "评价", "星级评价")),
    Field("rated_times", _("评价次数"), 10),
    Field("rated_last", _("最近评价日期"), 10, ("评价日期",)),
    Field(
        "record_stars",
        _("本次服务质量评价（几颗星）"),
        10,
        ("服务质量评价", "评价", "星级评价"),
        Per.RECORD,
    ),
    Field("record_judged_on", _("本次评价日期"), 10, ("评价日期",), Per.RECORD),
)


def values(people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Cell]]:
    """Stars from those who were served, in one question for all; nothing of who they are.

    They are for whoever went last: what was not done well is open again, and judged once more.
    """
    judged = (
        _judged(people)
        .values_list("volunteer")
        .annotate(
            stars=Avg("service__need__stars"),
            times=Count("pk"),
            last=Max("service__need__ended_at"),
        )
    )
    return {
        volunteer: {
            "rated_stars": round(stars, 1),
            "rated_times": times,
            "rated_last": localdate(last),
        }
        for volunteer, stars, times, last in judged
    }


def lines(per: Per, people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Mapping[str, Cell]]]:
    """What those who were served said of a service whose hours are recorded."""
    if per is not Per.RECORD or not people:
        return {}
    found: dict[int, dict[str, Mapping[str, Cell]]] = defaultdict(dict)
    told = ("service__need__stars", "service__need__ended_at")
    recorded = Presence.objects.filter(
        shift__activity=OuterRef("service__activity"), user=OuterRef("volunteer__user")
    ).confirmed()
    rows = _judged(people).annotate(record=Subquery(recorded.values("pk")[:1]))
    for volunteer, record, stars, ended_at in rows.values_list("volunteer", "record", *told):
        if record is not None:
            judged = {"record_stars": stars, "record_judged_on": localdate(ended_at)}
            found[volunteer][key_of(record)] = judged
    return found


def _judged(people: Sequence[Volunteer]) -> QuerySet[Any]:
    """Who went, and was judged."""
    later = Service.objects.filter(need=OuterRef("service__need"), pk__gt=OuterRef("service"))
    return Service.volunteers.through.objects.filter(
        ~Exists(later),
        volunteer__in=[person.pk for person in people],
        service__need__stage=Need.Stage.CLOSED,
        service__need__stars__isnull=False,
    )
