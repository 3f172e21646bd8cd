"""Somebody orders a service from the menu: it goes first to whoever offers it (5.3-c, 5.3-d)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.menu.models import Service
from wenming.menu.permissions import may_order
from wenming.needs.actions import answering, dispatching
from wenming.needs.models import Dispatch, Need
from wenming.needs.ordering import in_words, moment_for, next_free
from wenming.needs.permissions import may_call_back

__all__ = ["ask_the_offerer", "call_back", "take_a_place", "taken"]

ORDERED = gettext_noop("您点的服务（%(number)s）收到了，正在问提供服务的人能不能去。")


def take_a_place(need: Need, service: Service, shown: date | None) -> None:
    """Let a need that is being asked order `service`; part of the action that asks.

    `shown` is the week or month that whoever asks was told. Raises `Impossible` at "unit" where
    nobody comes, at "service" if it cannot be ordered, at "service_on" if another time is next.
    """
    for unit, field in ((None, "service"), (need.unit, "unit")):
        if not (may := may_order(service, unit)):
            raise Impossible(may.reason, field=field)
    free = next_free(service)
    if free is None:
        raise Impossible(
            _("这项服务接下来都约满了。请直接说需要什么，会另外安排人。"), field="service"
        )
    if shown is not None and shown != free.on:
        raise Impossible(
            _("刚才显示的时间约满了，最早可以约%(when)s。可以的话，请再提交一次。")
            % {"when": in_words(service, free.on)},
            field="service_on",
        )
    need.service, need.service_on, need.service_place = service, free.on, free.place
    need.kind = service.kind


def taken() -> Impossible:
    """Somebody ordered in the same moment; the next place is free a moment later."""
    return Impossible(_("刚刚同时有人点了这项服务，请再提交一次。"), field="service_on")


def ask_the_offerer(need: Need, service: Service) -> None:
    """What an order asks for was verified when the service was let onto the menu: no second look.

    That is no answer yet: whoever offers it is asked first, and their yes is the answer. After a no
    or silence it waits on the board as any other need, and its answer is owed as any other's; part
    of the action that asks.
    """
    move(need, Need.Stage.VERIFIED, allowed=Need.NEXT)
    record(None, "need.ordered", need, town=need.town_id)
    answering.tell_asker(need, ORDERED)
    planned_at = moment_for(need, service)
    dispatching.offer(need=need, to=[service.offerer], planned_at=planned_at, by=None)


@transaction.atomic
def call_back(*, dispatch: Dispatch, by: User | None) -> None:
    """Who accepted is not there any more: the need waits again, for others to go."""
    may_call_back(by, dispatch).enforce()
    need = dispatch.need
    move(need, Need.Stage.VERIFIED, allowed=Need.NEXT, accepted_at=None)
    move(dispatch, Dispatch.Stage.RETRACTED, allowed=Dispatch.NEXT, moved_at=clock.now())
    dispatching.retract_others(dispatch, dispatching.NOT_NEEDED)
    record(by, "dispatch.called-back", dispatch, town=need.town_id)
    answering.tell_asker(need, dispatching.GIVEN_BACK)
