"""What Decree 67 wants known of how services were judged (article 10), for what is handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Avg, Count, Exists, Max, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from wenming.engines.papers import Cell
from wenming.needs.models import Need, Service
from wenming.volunteers.models import Volunteer
from wenming.volunteers.recording import Field

__all__ = ["FIELDS", "values"]

FIELDS: Final = (
    Field("rated_stars", _("服务质量评价（平均几颗星）"), 10, ("服务质量评价", "评价", "星级评价")),
    Field("rated_times", _("评价次数"), 10),
    Field("rated_last", _("最近评价日期"), 10, ("评价日期",)),
)


def values(people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Cell]]:
    """Stars from those who were served, in one question for all; nothing of who they are.

    They are for whoever went last: what was not done well is open again, and judged once more.
    """
    later = Service.objects.filter(need=OuterRef("service__need"), pk__gt=OuterRef("service"))
    went = Service.volunteers.through.objects.filter(
        ~Exists(later),
        volunteer__in=[person.pk for person in people],
        service__need__stage=Need.Stage.CLOSED,
        service__need__stars__isnull=False,
    )
    judged = went.values_list("volunteer").annotate(
        stars=Avg("service__need__stars"), times=Count("pk"), last=Max("service__need__ended_at")
    )
    return {
        volunteer: {
            "rated_stars": round(stars, 1),
            "rated_times": times,
            "rated_last": localdate(last),
        }
        for volunteer, stars, times, last in judged
    }
