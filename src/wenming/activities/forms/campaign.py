"""The form of a campaign."""

from __future__ import annotations

from django import forms

from wenming.activities.models import Campaign
from wenming.organisation.forms import DayInput, RecordForm

__all__ = ["CampaignForm"]


class CampaignForm(RecordForm[Campaign]):
    """What many units do under one name (5.1-b)."""

    vocabularies = {"theme": "themed_activities"}

    class Meta:
        model = Campaign
        fields = ["unit", "title", "theme", "from_on", "until_on", "about"]
        widgets = {
            "from_on": DayInput,
            "until_on": DayInput,
            "about": forms.Textarea(attrs={"rows": 4}),
        }
