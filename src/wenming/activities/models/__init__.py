"""Activities with their photos; month plans."""

from wenming.activities.models.activity import Activity
from wenming.activities.models.month_plan import MonthPlan
from wenming.activities.models.photo import Photo

__all__ = ["Activity", "MonthPlan", "Photo"]
