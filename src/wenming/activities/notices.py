"""What people must be told before they sign up, and what an announcement still leaves out.

GB/T 40143, 6.1: time, place, content, conditions, number, the way to apply, risks, protection. The
way to apply is the page itself; a time and a place every shift has.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wenming.activities.models import Activity, Shift

__all__ = ["lacks"]


def lacks(activity: Activity, shifts: Iterable[Shift]) -> list[Promise]:
    """The parts of a notice that nobody has written yet."""
    said: list[tuple[object, Promise]] = [
        (all(shift.place for shift in shifts), _("地点")),
        (activity.about, _("活动内容")),
        (activity.conditions, _("参加条件")),
        (activity.risks, _("可能的风险")),
        (activity.insurance or not activity.is_dangerous, _("保障（保险）")),
        (activity.contact, _("联系人和电话")),
    ]
    return [name for is_said, name in said if not is_said]
