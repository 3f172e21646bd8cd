"""What people are told of their places: each thing once, in words that say what to do next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import messages, notices
from wenming.accounts.models import User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.organisation.http import address
from wenming.signups.models import SignUp
from wenming.volunteers.models import Consent
from wenming.volunteers.models.volunteer import OF_AGE, age_on

__all__ = ["ACTIVITY", "activity_page", "tell_party", "tell_row", "tell_user"]

ACTIVITY, ROLL = "shift__activity__unit__town", "signups_desk:roll"

SIGNED_UP = gettext_noop("“%(by)s”替您报名了“%(activity)s”，%(at)s。不能来的话，请在这里取消。")
ASK = gettext_noop(
    "您替没有手机的人报了名：“%(activity)s”（%(at)s）有空位了，"
    "请在%(by)s前问问本人，在名单上替他确认。"
)
PASS_ON = gettext_noop(
    "您替没有手机的人报了名：“%(activity)s”（%(at)s）有变化，请看名单，转告本人。"
)
ON_THE_LIST = gettext_noop(
    "“%(by)s”替您报名了“%(activity)s”，%(at)s。现在名额已满，您在候补名单上。"
)


def activity_page(activity: Activity) -> str:
    """Where the activity stands for all."""
    return address(activity.unit.town, "activities_public:activity", activity.pk)


def tell_user(
    user: User, shift: Shift, key: str, text: str, url: str = "", **about: object
) -> None:
    """Tell somebody something about a shift; a short message is of no use after it began."""
    ahead = shift.starts_at - clock.now()
    notices.tell(
        user=user,
        key=key,
        text=text,
        url=url or activity_page(shift.activity),
        by_phone=True,
        within=max(min(ahead, timedelta(hours=12)), timedelta(minutes=10)),
        activity=shift.activity,
        at=shift.starts_at,
        **about,
    )


def tell_row(row: SignUp, what: str, text: str, **about: Any) -> None:
    """Tell somebody something about their own sign-up, once."""
    key = f"sign-up:{row.pk}:{what}"
    tell_user(row.user, row.shift, key, text, **about)
    if row.entered_by is not None and not row.user.phone:
        roll = address(row.shift.activity.unit.town, ROLL, row.shift_id)
        ask = ASK if "by" in about else PASS_ON
        tell_user(row.entered_by, row.shift, f"{key}:pass-on", ask, url=roll, **about)


def tell_party(sign_up_id: int) -> None:
    """Those whom somebody else signed up are told, and the guardians of minors."""
    first = _whole(SignUp.objects.filter(pk=sign_up_id)).first()
    if first is None:
        return
    rows = [first] if first.party is None else list(_whole(_together(first)))
    for row in rows:
        if row.entered_by_id is not None or row.pk != first.pk:
            text = ON_THE_LIST if row.stage == SignUp.Stage.WAITING else SIGNED_UP
            tell_row(row, "by-another", text, by=row.entered_by or first.user)
        _tell_guardian(row)


def _whole(rows: QuerySet[SignUp]) -> QuerySet[SignUp]:
    return rows.select_related("user", "entered_by", ACTIVITY)


def _together(row: SignUp) -> QuerySet[SignUp]:
    return SignUp.objects.live().filter(party=row.party, shift=row.shift_id)


def _tell_guardian(row: SignUp) -> None:
    """A guardian agreed to the registration, and hears of each activity that a minor signed up for."""
    consent = Consent.objects.filter(
        volunteer__user=row.user_id,
        volunteer__town=row.shift.activity.town_id,
        volunteer__ended_on__isnull=True,
        withdrawn_on__isnull=True,
    )
    found = consent.select_related("volunteer").first()
    if found is None or not found.guardian_phone or not found.volunteer.born_on:
        return
    if age_on(localdate(row.shift.starts_at), found.volunteer.born_on) >= OF_AGE:
        return
    with translation.override(settings.LANGUAGE_CODE):
        messages.send(
            phone=found.guardian_phone, text=_guardian_text(row), within=timedelta(hours=12)
        )


def _guardian_text(row: SignUp) -> str:
    words = _("您的孩子%(name)s报名了“%(activity)s”，%(at)s，%(place)s。联系：%(contact)s。")
    activity = row.shift.activity
    return words % {
        "name": row.user.name,
        "activity": activity,
        "at": _moment(row.shift.starts_at),
        "place": row.shift.place or activity.place or activity.unit,
        "contact": activity.contact or activity.unit,
    }


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
