"""The form of a project."""

from __future__ import annotations

from django import forms

from wenming.organisation.forms import DayInput, RecordForm
from wenming.projects.models import Project

__all__ = ["ProjectForm"]


class ProjectForm(RecordForm[Project]):
    """A project (5.4-a), perhaps a brand (5.4-c)."""

    vocabularies = {"focus": "focus_groups"}
    several = frozenset({"focus"})

    class Meta:
        model = Project
        fields = [
            "unit",
            "title",
            "focus",
            "content",
            "requirement",
            "started_on",
            "ended_on",
            "is_brand",
            "theme",
            "character",
            "effect",
        ]
        widgets = {
            "started_on": DayInput,
            "ended_on": DayInput,
            "content": forms.Textarea(attrs={"rows": 3}),
            "requirement": forms.Textarea(attrs={"rows": 3}),
            "character": forms.Textarea(attrs={"rows": 2}),
            "effect": forms.Textarea(attrs={"rows": 2}),
        }
