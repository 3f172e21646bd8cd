"""A person has looked at a sign of bought hours and says what they found."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.hours.models import Look
from wenming.organisation.models import Town
from wenming.organisation.permissions import may_govern

__all__ = ["look"]


@transaction.atomic
def look(*, town: Town, sign: str, note: str, by: User | None) -> Look:
    """It is off the list; nothing else follows by itself."""
    may_govern(by, town).enforce()
    if not note.strip():
        raise Impossible(_("请写明看了以后的结论。"), field="note")
    told = {"note": note.strip(), "at": clock.now(), "by": by}
    try:
        with transaction.atomic():
            made = Look.objects.create(town=town, sign=sign, **told)
    except IntegrityError as error:
        raise Overtaken(_("别人刚刚看过这一条，请刷新。")) from error
    record(by, "sign.looked-at", made, town=town.pk, sign=sign, note=note.strip())
    return made
