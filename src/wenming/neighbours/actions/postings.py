"""A request is made with consent, confirmed, put right, and ended; then it names nobody (3.2-c)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts import phones
from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import move
from wenming.neighbours.actions import pairings
from wenming.neighbours.models import LookIn, Posting
from wenming.neighbours.permissions import may_close, may_tend
from wenming.neighbours.queries import tenders
from wenming.organisation.models import Unit

__all__ = ["SHORTEST_REASON", "Told", "ask", "close", "confirm", "correct", "look"]

Stage = Posting.Stage
SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What is asked for, and for whom."""

    watch: str
    wish: str
    name: str
    address: str
    phone: str = ""
    focus: str = ""
    every_days: int = 7


@transaction.atomic
def ask(
    *,
    unit: Unit,
    told: Told,
    consent: str,
    consented_on: date | None = None,
    person: User | None = None,
    ticket: UUID | None = None,
    by: User | None,
) -> Posting:
    """Ask for a neighbour, with the consent of whom it is for; the same form again is the same.

    What the unit enters is open at once; what anybody else asks for, the unit confirms first
    (Decree 685, article 13). `person` is the user whom it is for, if they have an account.
    """
    if ticket and (known := Posting.objects.filter(ticket=ticket).first()):
        return known
    day = consented_on or clock.today()
    if day > clock.today():
        raise Impossible(_("同意日期不能晚于今天。"), field="consented_on")
    is_units = person is None and bool(may_tend(by, unit))
    posting = Posting(
        town=unit.town,
        unit=unit,
        person=person,
        consent=consent,
        consented_on=day,
        asked_at=clock.now(),
        asked_by=by,
        is_units=is_units,
        stage=Stage.OPEN if is_units else Stage.ASKED,
        **({"ticket": ticket} if ticket else {}),
    )
    _take_over(posting, told)
    _insert(posting)
    record(by, "posting.asked", posting, town=posting.town_id)
    if not is_units:
        _tell_unit(posting)
    return posting


@transaction.atomic
def confirm(*, posting: Posting, by: User | None) -> None:
    """The unit has spoken with whom it is for: volunteers may offer."""
    may_tend(by, posting.unit).enforce()
    move(posting, Stage.OPEN, allowed=Posting.NEXT)
    record(by, "posting.confirmed", posting, town=posting.town_id)


@transaction.atomic
def correct(*, posting: Posting, told: Told, by: User | None) -> None:
    """Put right what was told; the journal says which fields, not what was there."""
    may_tend(by, posting.unit).enforce()
    if not Posting.objects.filter(pk=posting.pk).exclude(stage=Stage.CLOSED).exists():
        raise Overtaken(_("这条互助需求已经结束。"))
    before = _fields(posting)
    _take_over(posting, told)
    changed = sorted(name for name, value in _fields(posting).items() if value != before[name])
    posting.save(update_fields=list(before))
    if changed:
        record(by, "posting.corrected", posting, town=posting.town_id, fields=changed)


@transaction.atomic
def close(*, posting: Posting, why: str, by: User | None) -> None:
    """It is over: the pair ends, and nothing that names a person is kept."""
    may_close(by, posting).enforce()
    pairings.end_those_of(posting=posting, by=by)
    over = {"closed_on": clock.today(), "closed_why": why}
    nobody = {"name": None, "phone": None, "address": None, "wish": "", "person": None}
    move(posting, Stage.CLOSED, allowed=Posting.NEXT, **over, **nobody)
    told = LookIn.objects.filter(pairing__posting=posting)
    told.unsettled().update(settled_at=clock.now(), settled_by=by)
    told.update(words=None, outcome=None)
    record(by, "posting.closed", posting, town=posting.town_id, why=why)


@transaction.atomic
def look(*, posting: Posting, why: str, by: User) -> str:
    """The phone number in full, for a reason that stays in the journal."""
    may_tend(by, posting.unit).enforce()
    if len(why.strip()) < SHORTEST_REASON:
        raise Impossible(_("请写明为什么要看，例如“联系老人核实需求”。"), field="why")
    record(by, "posting.looked-at", posting, town=posting.town_id, why=why.strip())
    return posting.phone or ""


def _take_over(posting: Posting, told: Told) -> None:
    if not told.name.strip() or not told.wish.strip():
        field = "wish" if told.name.strip() else "name"
        raise Impossible(_("请写明需要什么帮助，为谁。"), field=field)
    posting.watch, posting.focus, posting.every_days = told.watch, told.focus, told.every_days
    posting.wish, posting.name = told.wish.strip(), told.name.strip()
    posting.phone = phones.normal(told.phone) if told.phone.strip() else None
    posting.address = told.address.strip() or None


def _fields(posting: Posting) -> dict[str, object]:
    names = ("watch", "focus", "every_days", "wish", "name", "phone", "address")
    return {name: getattr(posting, name) for name in names}


def _insert(posting: Posting) -> None:
    try:
        with transaction.atomic():
            posting.save(force_insert=True)
    except IntegrityError as error:
        raise Overtaken(_("这张表刚才已经交过，请刷新。")) from error


def _tell_unit(posting: Posting) -> None:
    for user in tenders(posting.unit):
        notices.tell(
            user=user,
            key=f"neighbours.asked:{posting.pk}",
            text=gettext_noop("“%(unit)s”有人请邻居帮忙，请联系本人核实。"),
            url=posting.get_absolute_url(),
            unit=posting.unit,
        )
