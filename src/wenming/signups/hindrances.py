"""Why somebody cannot take part in a shift, in plain words, and what would help.

The rules alone, on what is known of the person; nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.signups.models import SignUp
from wenming.volunteers.models import Volunteer
from wenming.volunteers.models.volunteer import CHILD, OF_AGE, age_on

__all__ = ["Hindrance", "Person", "hindrance", "week_of"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A no: why, what would help, and where that is."""

    code: str
    reason: str
    help: str = ""
    url: str = ""
    # What the person is not qualified for; a course may be known that would help.
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """What matters of somebody who would like to take part."""

    user: User
    volunteer: Volunteer | None
    # For which places are kept at other times, or the same.
    placed: Sequence[SignUp] = ()
    skills: frozenset[str] = frozenset()
    # Comes together with an adult of the same household.
    is_accompanied: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    def age_on(self, shift: Shift) -> int | None:
        """On the day of the shift, if it is known."""
        born_on = self.volunteer.born_on if self.volunteer else None
        return age_on(localdate(shift.starts_at), born_on) if born_on else None


Rule = Callable[[Shift, Person], Hindrance | None]


def hindrance(shift: Shift, person: Person) -> Hindrance | None:
    """The first thing that stands in the way, if there is one."""
    return next(filter(None, (rule(shift, person) for rule in RULES)), None)


def week_of(moment: datetime) -> tuple[datetime, datetime]:
    """Monday to Monday of the town around this moment."""
    day = localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = day - timedelta(days=day.weekday())
    return begin, begin + timedelta(days=7)


# The rules, in the order in which they are told --------------------------------------------------


def _is_open(shift: Shift, _person: Person) -> Hindrance | None:
    activity = shift.activity
    if activity.stage == Activity.Stage.CALLED_OFF:
        why = _("活动已经取消：%(why)s") % {"why": activity.called_off_why}
        return Hindrance("called-off", why)
    if shift.is_over or activity.stage in Activity.HAPPENED:
        return Hindrance("over", _("活动已经结束。"))
    if shift.has_begun:
        return Hindrance("begun", _("活动已经开始。"), _("可以直接到现场，向组织者签到。"))
    if activity.stage not in Activity.OPEN or activity.withdrawn_at is not None:
        return Hindrance("not-open", _("现在还不能报名。"))
    return None


def _is_registered(shift: Shift, person: Person) -> Hindrance | None:
    if shift.part == Shift.Part.ATTEND or person.volunteer is not None:
        return None
    own = reverse("volunteers_own:volunteer")
    return Hindrance("unregistered", _("先登记为志愿者，才能报名。"), _("登记为志愿者"), own)


def _is_of_age(shift: Shift, person: Person) -> Hindrance | None:
    age, least = person.age_on(shift), shift.activity.least_age
    if age is None:
        return None
    if least and age < least:
        return Hindrance("young", _("这项活动要年满 %(least)d 周岁。") % {"least": least})
    if shift.part == Shift.Part.ATTEND or age >= OF_AGE:
        return None
    if shift.activity.is_dangerous:
        return Hindrance("danger", _("这项活动可能有危险，未满 18 周岁不能参加。"))
    if age < CHILD and not person.is_accompanied:
        told = _("未满 14 周岁，要和家里的成年人一起报名。")
        return Hindrance("child", told, _("请家里的大人报名，同时勾选孩子。"))
    return None


def _is_qualified(shift: Shift, person: Person) -> Hindrance | None:
    lacking = tuple(code for code in shift.skills if code not in person.skills)
    if not lacking:
        return None
    named = _("、").join(person.words.get(code, code) for code in lacking)
    own = reverse("volunteers_own:volunteer")
    reason = _("要有审核过、没有过期的资格：%(skills)s。") % {"skills": named}
    return Hindrance("unqualified", reason, _("登记我的资格"), own, lacking)


def _is_free(shift: Shift, person: Person) -> Hindrance | None:
    for other in person.placed:
        elsewhere = other.shift
        if elsewhere.pk != shift.pk and _overlap(shift, elsewhere):
            reason = _("您已经报名“%(activity)s”（%(shift)s），时间冲突。")
            told = {"activity": elsewhere.activity, "shift": elsewhere}
            url = reverse("activities_public:activity", args=[elsewhere.activity_id])
            return Hindrance("clash", reason % told, _("去看那项活动"), url)
    return None


def _is_fair(shift: Shift, person: Person) -> Hindrance | None:
    most = shift.activity.weekly_most
    lifts_at = shift.starts_at - timedelta(hours=shift.activity.lifts_hours)
    if most is None or clock.now() >= lifts_at:
        return None
    begin, end = week_of(shift.starts_at)
    taken = sum(
        begin <= other.shift.starts_at < end
        and other.shift.activity.weekly_most is not None
        and other.shift.activity.unit_id == shift.activity.unit_id
        and other.shift_id != shift.pk
        for other in person.placed
    )
    if taken < most:
        return None
    reason = _("名额紧张，每人每周最多 %(most)d 次，您这一周已经有 %(taken)d 次。")
    lifts = date_format(localtime(lifts_at), "SHORT_DATETIME_FORMAT")
    told = _("%(when)s以后如果还有名额，就不再限次数。") % {"when": lifts}
    return Hindrance("weekly", reason % {"most": most, "taken": taken}, told)


def _overlap(one: Shift, other: Shift) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


RULES: Final[tuple[Rule, ...]] = (
    _is_open,
    _is_registered,
    _is_of_age,
    _is_qualified,
    _is_free,
    _is_fair,
)
