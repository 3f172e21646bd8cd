"""What the desk does with a month plan beyond the register's own doors."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from wenming.accounts.models import User
from wenming.activities.actions import month_plans
from wenming.activities.models import MonthPlan
from wenming.activities.permissions import may_publish
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request

__all__ = ["month_plan_publishing", "publishing"]


def publishing(plan: MonthPlan, user: User) -> Mapping[str, object]:
    """May it be hung out, for the plan's page."""
    return {"publishing": may_publish(user, plan)}


@require_POST
@insiders_only
def month_plan_publishing(request: Request, pk: int) -> HttpResponse:
    """Hang a month's plan out."""
    plan = get_object_or_404(MonthPlan.objects.of(request.town).select_related("unit"), pk=pk)
    may_publish(request.user, plan).enforce()
    month_plans.publish(plan=plan, by=request.user)
    return redirect(plan)
