"""Somebody asks for help: on a page, at the door, by telephone, with a card (5.3-a)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts import phones
from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.menu.models import Service
from wenming.needs import contacts
from wenming.needs.actions import ordering
from wenming.needs.models import Need
from wenming.needs.permissions import may_answer
from wenming.needs.places import coarse
from wenming.needs.plan import WORKDAYS, Answering, answering
from wenming.needs.queries import attendants
from wenming.organisation.almanac import workday_after
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_record

__all__ = ["ONLINE", "Asked", "ask", "correct", "examine", "lacking_agreements"]

# The channels that need nobody of the town.
ONLINE = ("online", "card")
# A phone waits for a network at most so long: what it says beyond that is not believed.
MOST_AGO = timedelta(days=7)
NEW_NEED = gettext_noop("%(unit)s有一件新的需求，请在%(day)s前答复。")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody who asks tells."""

    unit: Unit
    words: str
    name: str
    phone: str = ""
    kind: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    times: tuple[str, ...] = ()
    people: int = 1
    priority: int = Need.Priority.NORMAL
    is_for_other: bool = False
    other_agreed: bool = False
    other: str = ""
    focus: str = ""
    focus_agreed: bool = False
    # From the menu; `service_on` is the week or month that was shown, if one was.
    service: Service | None = None
    service_on: date | None = None


@transaction.atomic
def ask(
    *,
    asked: Asked,
    channel: str,
    ticket: UUID | None = None,
    asker: User | None = None,
    ago: timedelta = timedelta(),
    is_one_of_many: bool = False,
    by: User | None,
) -> Need:
    """Write a need down; the same form sent again is the same need.

    `by` is who wrote it down for somebody, None if they did it themselves; `ago`, how long it lay
    on a phone without network: the answer is owed from when it was told. Of `is_one_of_many`, who
    attends to it is told by whoever brings the many, unless it is urgent. Raises `Impossible` with
    the field at fault.
    """
    if channel not in ONLINE:
        may_record(by, asked.unit).enforce()
    if ticket and (known := Need.objects.filter(ticket=ticket).first()) is not None:
        return known
    ticket = ticket or uuid4()
    examine(asked)
    need = _new(asked, channel, ticket, clock.now() - min(ago, MOST_AGO))
    need.asker, need.entered_by = asker, by
    if asked.service is not None:
        ordering.take_a_place(need, asked.service, asked.service_on)
    try:
        with transaction.atomic():
            need.save(force_insert=True)
    except IntegrityError as error:
        # The same form a moment before; else the same place of a service in the same moment.
        if (known := Need.objects.filter(ticket=ticket).first()) is None:
            raise ordering.taken() from error
        return known
    record(by, "need.asked", need, town=need.town_id, channel=channel, kind=need.kind)
    if need.service is not None:
        ordering.ask_the_offerer(need, need.service)
    elif need.priority == Need.Priority.URGENT or not is_one_of_many:
        _tell(need)
    return need


@transaction.atomic
def correct(*, need: Need, kind: str, place: str, priority: int, by: User | None) -> None:
    """Whoever attends to it says what kind it is, where, and how pressing."""
    may_answer(by, need).enforce()
    before = (need.kind, need.priority)
    need.kind, need.place, need.priority = kind, place.strip(), priority
    need.save(update_fields=["kind", "place", "priority"])
    changes = {"kind": [before[0], kind], "priority": [before[1], priority]}
    record(by, "need.corrected", need, town=need.town_id, changes=changes)


def examine(asked: Asked) -> None:
    """`Impossible`, with the field at fault, if something must be told or agreed to first."""
    if not asked.words.strip():
        raise Impossible(_("请写需要什么帮助。"), field="words")
    if not asked.name.strip():
        raise Impossible(_("请写怎么称呼您。"), field="name")
    for field, reason in lacking_agreements(
        is_for_other=asked.is_for_other,
        other_agreed=asked.other_agreed,
        focus=asked.focus,
        focus_agreed=asked.focus_agreed,
    ):
        raise Impossible(reason, field=field)


def lacking_agreements(
    *, is_for_other: bool, other_agreed: bool, focus: str, focus_agreed: bool
) -> Iterator[tuple[str, str]]:
    """What must be agreed to first: the field and the reason."""
    if is_for_other and not other_agreed:
        yield "other_agreed", _("替别人求助，要先问过本人；本人同意了，请在这里打勾。")
    if focus and not focus_agreed:
        reason = _("写明属于哪类人，要本人（或者监护人）单独同意；不同意就不选，一样受理。")
        yield "focus_agreed", reason


def _new(asked: Asked, channel: str, ticket: UUID, told_at: datetime) -> Need:
    phone = asked.phone and contacts.normal(asked.phone)
    latitude, longitude = coarse(*asked.point) if asked.point else (None, None)
    return Need(
        town=asked.unit.town,
        unit=asked.unit,
        ticket=ticket,
        channel=channel,
        kind=asked.kind,
        words=asked.words.strip(),
        place=asked.place.strip(),
        latitude=latitude,
        longitude=longitude,
        times=list(asked.times),
        people=asked.people,
        priority=asked.priority,
        name=asked.name.strip(),
        phone=phone or None,
        phone_index=phones.blind(phone) if phone else "",
        household=contacts.household(phone, asked.unit.pk, asked.name.strip(), asked.place),
        is_for_other=asked.is_for_other,
        other_agreed=asked.is_for_other and asked.other_agreed,
        other=(asked.other.strip() or None) if asked.is_for_other else None,
        focus=asked.focus,
        focus_agreed_at=told_at if asked.focus else None,
        asked_at=told_at,
        answer_by=_answer_by(asked, told_at),
    )


def _answer_by(asked: Asked, now: datetime) -> datetime:
    """The evening of the last working day in which the plan wants an answer; at once if urgent."""
    told = answering(asked.unit.town).get(asked.kind, Answering(kind="other", workdays=WORKDAYS))
    workdays = 1 if asked.priority == Need.Priority.URGENT else told.workdays
    day = workday_after(timezone.localdate(now), workdays)
    return datetime.combine(day, time(18), timezone.get_default_timezone())


def _tell(need: Need) -> None:
    """Who attends to the unit's needs; by short message only if it is urgent. No name, no words."""
    urgent = need.priority == Need.Priority.URGENT
    notices.tell_all(
        users=attendants(need),
        key=f"need-{need.pk}-asked",
        text=NEW_NEED,
        url=need.get_absolute_url(),
        by_phone=urgent,
        unit=need.unit.name,
        day=timezone.localdate(need.answer_by).isoformat(),
    )
