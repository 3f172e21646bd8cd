"""What the desk does with a month plan beyond the register's own doors."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from wenming.accounts.models import User
from wenming.activities.actions import month_plans
from wenming.activities.models import MonthPlan
from wenming.activities.months import by_week, shifts_in
from wenming.activities.permissions import may_publish
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request

__all__ = ["month_of", "month_plan_publishing"]


def month_of(plan: MonthPlan, user: User) -> Mapping[str, object]:
    """What the unit has announced for the month, and may it be hung out, for the plan's page."""
    shown = by_week(plan.month, shifts_in(plan))
    return {"publishing": may_publish(user, plan), "weeks": shown}


@require_POST
@insiders_only
def month_plan_publishing(request: Request, pk: int) -> HttpResponse:
    """Hang a month's plan out."""
    plan = get_object_or_404(MonthPlan.objects.of(request.town).select_related("unit"), pk=pk)
    may_publish(request.user, plan).enforce()
    month_plans.publish(plan=plan, by=request.user)
    return redirect(plan)
