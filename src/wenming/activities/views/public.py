"""What everybody may see of activities: no account, no personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wenming.activities.models import Activity, Photo
from wenming.activities.permissions import may_see_photos
from wenming.organisation.access import public
from wenming.organisation.http import Request
from wenming.organisation.queries import vocabularies

__all__ = ["activity", "photo"]

WORDS: Final = (
    "activity_kinds",
    "five_tasks",
    "focus_groups",
    "themed_activities",
    "training_fields",
)


@public
def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: what is announced, or what was held."""
    town = request.town
    seen = Activity.objects.public().of(town).select_related("unit", "campaign")
    found = get_object_or_404(seen, pk=pk)
    known = vocabularies(town, *WORDS)
    context = {
        "activity": found,
        "page": request.build_absolute_uri(reverse("activities_public:activity", args=[pk])),
        "teams": _("、").join(str(team) for team in found.teams.all()),
        "photos": list(found.photos.all()) if found.shows_photos else [],
        "kind": _word(known, "activity_kinds", found.kind),
        "task": _word(known, "five_tasks", found.task),
        "theme": _word(known, "themed_activities", found.theme),
        "field": _word(known, "training_fields", found.field),
        "focus": _("、").join(_word(known, "focus_groups", code) for code in found.focus),
    }
    return render(request, "activities/public_activity.html", context)


@public
def photo(request: Request, pk: int, size: str) -> HttpResponse:
    """A photo as a picture and nothing else, whatever the browser might guess."""
    seen = Photo.objects.filter(activity__town=request.town).select_related("activity__town")
    found = get_object_or_404(seen, pk=pk)
    if not may_see_photos(request.user, found.activity):
        raise Http404
    stored: FieldFile = getattr(found, size)
    with stored.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{pk}.jpg"'
    kept = "public" if found.activity.shows_photos else "private"
    response["Cache-Control"] = f"{kept}, max-age=3600"
    return response


def _word(known: Mapping[str, Mapping[str, str]], vocabulary: str, code: str) -> str:
    return known[vocabulary].get(code, code)
