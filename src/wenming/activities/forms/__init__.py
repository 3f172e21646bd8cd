"""Forms of activities, their announcements and shifts, of campaigns and month plans."""

from wenming.activities.forms.activity import ActivityForm
from wenming.activities.forms.announcement import AnnouncementForm
from wenming.activities.forms.campaign import CampaignForm
from wenming.activities.forms.gathering import CommonForm, GatheringForm, RepeatForm
from wenming.activities.forms.month import MonthPlanForm
from wenming.activities.forms.shift import ShiftForm
from wenming.activities.forms.steps import CallOffForm, CloseForm, ReportForm

__all__ = [
    "ActivityForm",
    "AnnouncementForm",
    "CallOffForm",
    "CampaignForm",
    "CloseForm",
    "CommonForm",
    "GatheringForm",
    "MonthPlanForm",
    "RepeatForm",
    "ReportForm",
    "ShiftForm",
]
