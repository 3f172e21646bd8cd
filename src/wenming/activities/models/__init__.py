"""Activities with their shifts and photos; campaigns; month plans."""

from wenming.activities.models.activity import Activity
from wenming.activities.models.campaign import Campaign
from wenming.activities.models.month_plan import MonthPlan
from wenming.activities.models.photo import Photo
from wenming.activities.models.shift import Shift

__all__ = ["Activity", "Campaign", "MonthPlan", "Photo", "Shift"]
