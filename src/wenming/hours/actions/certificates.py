"""Certificates: issued to whoever asks, free; replaced when a record is corrected (Decree 67)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.hours.actions.books import turn_page
from wenming.hours.models import Certificate, Presence
from wenming.hours.permissions import may_certify, may_withdraw_certificate
from wenming.hours.queries import certifiable, recorder_of
from wenming.organisation.models import Town

__all__ = ["issue", "replace", "withdraw"]

Credit = Presence.Credit


@transaction.atomic
def issue(*, user: User, town: Town, from_on: date, until_on: date, by: User | None) -> Certificate:
    """What is final between the two days, service and learning, line by line."""
    may_certify(by, user).enforce()
    if from_on > until_on:
        raise Impossible(_("结束日期不能早于开始日期。"), field="until_on")
    turn_page(user.pk)
    found = list(certifiable(user, town, from_on, until_on))
    if not found:
        raise Impossible(_("这段时间还没有已经生效的时长，异议期过后才能开证明。"), field="from_on")
    made = Certificate.objects.create(
        user=user,
        town=town,
        from_on=from_on,
        until_on=until_on,
        lines=[_line(one) for one in found],
        minutes=_sum(found, Credit.SERVICE),
        learning_minutes=_sum(found, Credit.LEARNING),
        recorded_by=recorder_of(town),
        issued_at=clock.now(),
    )
    made.presences.set(found)
    record(by, "certificate.issued", made, town=town.pk, number=made.number)
    return made


@transaction.atomic
def replace(*, presence: Presence, why: str = "", by: User | None) -> None:
    """A record has changed: what was certified of it no longer holds.

    Part of an action that has turned the person's page: what is being issued meanwhile is seen.
    """
    town = presence.shift.activity.town_id
    for one in Certificate.objects.valid().filter(presences=presence):
        told = {"ended_at": clock.now(), "ended_why": why or _("证明里的记录已经更正。")}
        move(one, Certificate.Stage.REPLACED, allowed=Certificate.NEXT, **told)
        record(by, "certificate.replaced", one, town=town)


@transaction.atomic
def withdraw(*, certificate: Certificate, why: str, by: User | None) -> None:
    """An office takes it back, with the reason."""
    may_withdraw_certificate(by, certificate).enforce()
    if not why.strip():
        raise Impossible(_("请写明原因。"), field="why")
    told = {"ended_at": clock.now(), "ended_why": why.strip()}
    move(certificate, Certificate.Stage.WITHDRAWN, allowed=Certificate.NEXT, **told)
    record(by, "certificate.withdrawn", certificate, town=certificate.town_id, why=why.strip())


def _sum(presences: Iterable[Presence], credit: str) -> int:
    return sum(one.minutes or 0 for one in presences if one.credit == credit)


def _line(one: Presence) -> dict[str, object]:
    """As it will stand on the paper, whatever becomes of the record."""
    activity = one.shift.activity
    return {
        "on": localdate(one.came_at).isoformat(),
        "what": activity.title,
        "place": one.shift.place or activity.place,
        "unit": activity.unit.name,
        "credit": one.credit,
        "grade": one.grade,
        "minutes": one.minutes,
    }
