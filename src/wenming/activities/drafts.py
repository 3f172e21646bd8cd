"""A report drafted from the records: a person puts it in order before it is kept."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from wenming.activities.models import Activity
from wenming.organisation.queries import vocabularies

__all__ = ["report_of"]


def report_of(activity: Activity, request: HttpRequest) -> str:
    """Who held what, where, with whom and for whom; packages above add what they know (hours).

    In Chinese, as the town's papers are."""
    with translation.override(settings.LANGUAGE_CODE):
        known = vocabularies(activity.town, "five_tasks", "focus_groups")
        context = {
            "activity": activity,
            "teams": "、".join(str(team) for team in activity.teams.all()),
            "task": known["five_tasks"].get(activity.task, activity.task),
            "focus": "、".join(known["focus_groups"].get(code, code) for code in activity.focus),
        }
        written = render_to_string("activities/report_draft.txt", context, request)
    return "\n".join(line.strip() for line in written.splitlines() if line.strip())
