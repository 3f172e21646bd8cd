"""What the desk does with an activity or a month plan beyond the register's own doors."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from wenming.accounts.models import User
from wenming.activities.actions import activities, month_plans
from wenming.activities.models import Activity, MonthPlan, Photo
from wenming.activities.permissions import may_publish
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request

__all__ = ["month_plan_publishing", "photo_removal", "photos_of", "publishing"]


def photos_of(activity: Activity, _user: User) -> Mapping[str, object]:
    """The photos, for the activity's page."""
    return {"photos": list(activity.photos.all())}


def publishing(plan: MonthPlan, user: User) -> Mapping[str, object]:
    """May it be hung out, for the plan's page."""
    return {"publishing": may_publish(user, plan)}


@require_POST
@insiders_only
def photo_removal(request: Request, pk: int) -> HttpResponse:
    """Take a photo away for good."""
    seen = Photo.objects.filter(activity__town=request.town).select_related("activity__unit")
    photo = get_object_or_404(seen, pk=pk)
    activities.remove_photo(photo=photo, by=request.user)
    return redirect(photo.activity)


@require_POST
@insiders_only
def month_plan_publishing(request: Request, pk: int) -> HttpResponse:
    """Hang a month's plan out."""
    plan = get_object_or_404(MonthPlan.objects.of(request.town).select_related("unit"), pk=pk)
    may_publish(request.user, plan).enforce()
    month_plans.publish(plan=plan, by=request.user)
    return redirect(plan)
