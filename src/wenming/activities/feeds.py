"""Shifts as a calendar that a phone can subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from django.utils.translation import gettext as _

from wenming.activities.models import Activity, Shift
from wenming.base import clock

__all__ = ["calendar"]


def calendar(shifts: Iterable[Shift]) -> bytes:
    """A calendar of these shifts, each with its activity and unit at hand."""
    # Loaded when somebody asks for a feed, not by every page process.
    made = import_module("icalendar").Calendar()
    made.add("prodid", "-//Wenming//activities//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("文明实践"))
    for shift in shifts:
        made.add_component(_event(shift))
    text: bytes = made.to_ical()
    return text


def _event(shift: Shift) -> object:
    activity = shift.activity
    event = import_module("icalendar").Event()
    event.add("uid", f"shift-{shift.pk}@wenming")
    event.add("dtstamp", clock.now())
    event.add("dtstart", shift.starts_at)
    event.add("dtend", shift.ends_at)
    event.add("summary", f"{activity.title} {shift.name}".strip())
    event.add("location", shift.place or activity.place or str(activity.unit))
    event.add("status", "CANCELLED" if activity.stage == Activity.Stage.CALLED_OFF else "CONFIRMED")
    return event
