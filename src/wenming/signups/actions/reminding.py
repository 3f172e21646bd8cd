"""Reminders: the day before, and on the day whoever signed up long ago; each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop

from wenming.accounts.models import Notice
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.signups.actions.telling import ACTIVITY, tell_row
from wenming.signups.models import SignUp

__all__ = ["remind"]

DAY: Final = timedelta(hours=24)
SOON: Final = timedelta(hours=3)
# Who signed up this long ago may have forgotten; who did so within a day has not.
LONG_AGO: Final = timedelta(days=7)
# Nobody is woken.
FROM, UNTIL = 7, 21
# In one go; the next minute takes the next ones.
MOST: Final = 300

TOMORROW = gettext_noop("提醒：“%(activity)s”，%(at)s，%(place)s。不能来的话，请点“我不能来”。")
TODAY = gettext_noop("今天：“%(activity)s”，%(at)s，%(place)s。")


def remind() -> None:
    """Everybody whose reminder is due and not given yet."""
    if not FROM <= localtime(clock.now()).hour < UNTIL:
        return
    _give("day-before", TOMORROW, _due(DAY).filter(asked_at__lt=F("shift__starts_at") - DAY))
    _give("on-the-day", TODAY, _due(SOON).filter(asked_at__lt=F("shift__starts_at") - LONG_AGO))


def _due(ahead: timedelta) -> QuerySet[SignUp]:
    """Places in shifts that begin within that time."""
    now = clock.now()
    shifts = Shift.objects.announced().filter(starts_at__range=(now, now + ahead))
    rows = SignUp.objects.admitted().filter(shift__in=shifts)
    return rows.select_related("user", ACTIVITY)


def _give(what: str, text: str, rows: QuerySet[SignUp]) -> None:
    due = {f"sign-up:{row.pk}:{_named(what, row.shift.starts_at)}": row for row in rows}
    given = Notice.objects.filter(key__in=due, user__in={row.user_id for row in due.values()})
    known = set(given.values_list("key", flat=True))
    for row in [row for key, row in due.items() if key not in known][:MOST]:
        place = row.shift.place or row.shift.activity.place or row.shift.activity.unit
        tell_row(row, _named(what, row.shift.starts_at), text, place=place)


def _named(what: str, starts_at: datetime) -> str:
    """A shift that is moved is reminded of again."""
    return f"{what}:{starts_at:%Y%m%d%H%M}"
