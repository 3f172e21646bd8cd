"""What the clock does with needs: pass on, escalate, close what nobody rates, forget who it was."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.base.models import record
from wenming.base.stages import move
from wenming.needs import contacts
from wenming.needs.actions import dispatching
from wenming.needs.models import Dispatch, Need
from wenming.needs.proposing import MOST, moment_of, propose
from wenming.needs.queries import heads_of, offices_of, to_pass_on
from wenming.organisation.models import Town

__all__ = ["close", "escalate", "forget", "go_round", "pass_on", "tidy"]

LATE = gettext_noop("%(unit)s有一件需求超过期限还没有答复，请过问。")
# Whoever asked may say so long how it was; then it is closed.
SILENCE = timedelta(days=7)
# So long after the head was told, the offices are.
HEAD_HAS = timedelta(days=1)


def go_round() -> None:
    """Every few minutes: offers that nobody answered end, answers that are owed go further up."""
    for dispatch in Dispatch.objects.run_out(clock.now()).select_related("need__town"):
        try:
            dispatching.lapse(dispatch=dispatch)
        except DomainError:
            # Somebody answered in this very moment: their answer holds.
            continue
    for town in Town.objects.filter(pk__in=Need.objects.waiting().order_by().values("town")):
        pass_on(town=town)
    now = clock.now()
    late = Need.objects.overdue(now).filter(Q(escalated=0) | Q(escalated=1))
    for need in late.select_related("unit__town"):
        escalate(need=need)


def pass_on(*, town: Town) -> None:
    """Whoever can best go next is asked in place of who said no, or nothing (5.3-d)."""
    needs = list(to_pass_on(town)[:MOST])
    if not needs:
        return
    proposal = propose(town, needs)
    waiting = {str(need.pk): need for need in needs}
    for one in proposal.result.assignments:
        to, at = proposal.servers[one.team], moment_of(one.time)
        try:
            dispatching.offer(need=waiting[one.request], to=[to], planned_at=at, by=None)
        except DomainError:
            # An office was faster: what it asks holds.
            continue


@transaction.atomic
def escalate(*, need: Need) -> None:
    """An answer is overdue: the unit's head is told, a day later the town's offices."""
    step = need.escalated + 1
    if step > 1 and need.answer_by + HEAD_HAS > clock.now():
        return
    if not Need.objects.unanswered().filter(pk=need.pk, escalated=step - 1).update(escalated=step):
        return
    need.escalated = step
    told = heads_of(need.unit) if step == 1 else offices_of(need.town)
    _tell(need, told or offices_of(need.town))
    record(None, "need.escalated", need, town=need.town_id, step=step)


def tidy() -> None:
    """Every night: what nobody rated is closed, and whom it was about is forgotten in time."""
    silent = Need.objects.filter(stage=Need.Stage.SERVED, served_at__lt=clock.now() - SILENCE)
    for need in silent:
        close(need=need)
    kept = clock.now() - timedelta(days=settings.NEED_KEEP_DAYS)
    ended = Need.objects.filter(stage__in=Need.ENDED, ended_at__lt=kept, erased_at__isnull=True)
    for need in ended:
        forget(need=need)


@transaction.atomic
def close(*, need: Need) -> None:
    """Nobody complained."""
    move(need, Need.Stage.CLOSED, allowed=Need.NEXT, ended_at=clock.now())
    record(None, "need.closed", need, town=need.town_id)


@transaction.atomic
def forget(*, need: Need) -> None:
    """Nothing tells any more who it was; kind, unit, days and the digest of the household stay.

    Of a protected person the words go too; of others the numbers that stand in them.
    """
    need.name = need.phone = need.other = need.asker = None
    need.latitude = need.longitude = None
    need.phone_index = need.place = ""
    need.words = "" if need.is_protected else contacts.without_numbers(need.words)
    need.rating = contacts.without_numbers(need.rating)
    need.erased_at = clock.now()
    need.save()
    need.remarks.all().delete()
    record(None, "need.forgotten", need, town=need.town_id)


def _tell(need: Need, users: list[User]) -> None:
    for user in users:
        notices.tell(
            user=user,
            key=f"need-{need.pk}-late-{need.escalated}",
            text=LATE,
            url=need.get_absolute_url(),
            unit=need.unit.name,
        )
