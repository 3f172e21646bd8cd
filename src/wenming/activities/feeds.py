"""Calendar feeds: shifts as a phone's or a computer's own calendar takes them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wenming.activities.models import Activity, Shift
from wenming.base import clock

__all__ = ["KIND", "calendar"]

KIND = "text/calendar; charset=utf-8"


def calendar(
    shifts: Iterable[Shift], *, name: str = "", link: Callable[[Shift], str] | None = None
) -> bytes:
    """One event a shift, with its activity selected; what is called off says so.

    `link` gives the address of a shift's activity.
    """
    ical = _icalendar()
    feed = ical.Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//Wenming//activities//ZH")
    feed.add("x-wr-calname", name or _("文明实践活动"))
    for shift in shifts:
        feed.add_component(_event(ical, shift, link))
    feed.add_missing_timezones()
    written: bytes = feed.to_ical()
    return written


def _event(ical: Any, shift: Shift, link: Callable[[Shift], str] | None) -> Any:
    activity = shift.activity
    event = ical.Event()
    event.add("uid", f"shift-{shift.pk}@wenming")
    event.add("dtstamp", activity.published_at or clock.now())
    event.add("dtstart", timezone.localtime(shift.starts_at))
    event.add("dtend", timezone.localtime(shift.ends_at))
    event.add("summary", " · ".join(filter(None, (str(activity), shift.name))))
    event.add("location", " ".join(filter(None, (str(activity.unit), shift.place))))
    is_off = activity.stage == Activity.Stage.CALLED_OFF
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if activity.about:
        event.add("description", activity.about)
    if link is not None:
        event.add("url", link(shift))
    return event


@cache
def _icalendar() -> Any:
    """Loaded with the first feed: a page process that serves none goes without."""
    return import_module("icalendar")
