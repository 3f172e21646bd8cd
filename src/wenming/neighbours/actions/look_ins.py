"""A visit is noted in one tap; what came up stays until it is settled (3.2-c)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import hold
from wenming.neighbours.models import LookIn, Pairing
from wenming.neighbours.permissions import may_serve, may_settle
from wenming.neighbours.queries import tenders

__all__ = ["note", "settle"]


@transaction.atomic
def note(*, pairing: Pairing, on: date | None = None, words: str = "", by: User | None) -> LookIn:
    """Somebody was there: all was well, or `words` say what is to be followed up.

    One a day: noted again it is the same visit, and what came up later in the day is added.
    """
    may_serve(by, pairing).enforce()
    day = on or clock.today()
    assert pairing.from_on is not None
    if not pairing.from_on <= day <= clock.today():
        raise Impossible(_("日期要在结对以后，不能晚于今天。"), field="on")
    told = words.strip()
    made = _insert(pairing, day, told, by)
    if told:
        _tell_unit(made, by)
    return made


@transaction.atomic
def settle(*, look_in: LookIn, outcome: str, by: User | None) -> None:
    """What came up is done."""
    may_settle(by, look_in).enforce()
    if not outcome.strip():
        raise Impossible(_("请写明怎样办好的。"), field="outcome")
    still = LookIn.objects.unsettled().filter(pk=look_in.pk)
    if not still.update(settled_at=clock.now(), settled_by=by, outcome=outcome.strip()):
        raise Overtaken(_("这件事刚刚已经办结。"))
    record(by, "lookin.settled", look_in, town=look_in.pairing.posting.town_id)


def _insert(pairing: Pairing, day: date, told: str, by: User | None) -> LookIn:
    about = {"is_well": not told, "words": told or None, "noted_at": clock.now(), "noted_by": by}
    try:
        with transaction.atomic():
            made = LookIn.objects.create(pairing=pairing, on=day, **about)
    except IntegrityError:
        # Noted before on this day.
        return _add(LookIn.objects.get(pairing=pairing, on=day), told, by)
    record(by, "lookin.noted", made, town=pairing.posting.town_id)
    return made


def _add(found: LookIn, told: str, by: User | None) -> LookIn:
    """To the visit of that day; an open matter is never lost by a later tap."""
    hold(found)
    found.refresh_from_db()
    if not told or told in (found.words or ""):
        return found
    found.words = "\n".join(filter(None, (found.words, told)))
    found.is_well, found.settled_at, found.settled_by = False, None, None
    found.save(update_fields=["words", "is_well", "settled_at", "settled_by"])
    record(by, "lookin.added-to", found, town=found.pairing.posting.town_id)
    return found


def _tell_unit(made: LookIn, by: User | None) -> None:
    posting = made.pairing.posting
    notices.tell_all(
        users=[user for user in tenders(posting.unit) if by is None or user.pk != by.pk],
        # What is added later in the day is told too.
        key=f"neighbours.follow-up:{made.pk}:{len(made.words or '')}",
        text=gettext_noop("“%(unit)s”的一次探望有事要跟进。"),
        url=posting.get_absolute_url(),
        unit=posting.unit,
    )
