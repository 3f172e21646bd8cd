"""A service is written down, proposed, let onto the menu or sent back, paused, withdrawn (5.3-c)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.menu.models import Partner, Service
from wenming.menu.permissions import may_decide, may_offer, may_pause, may_propose, may_resume
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.organisation.queries import last_deed, offices_of
from wenming.volunteers.models import Team

__all__ = ["add", "approve", "correct", "pause", "propose", "resume", "send_back", "withdraw"]

Stage = Service.Stage
ON_MENU: Final = (Stage.PUBLISHED, Stage.PAUSED)
PROPOSED = gettext_noop("%(who)s提议一项服务“%(service)s”，请批准。")
CHANGED = gettext_noop("菜单上的服务“%(service)s”改了内容，请看一看。")
APPROVED = gettext_noop("服务“%(service)s”上菜单了，群众可以点了。")
SENT_BACK = gettext_noop("服务“%(service)s”退回来了，请改一改再交。")
PAUSED = gettext_noop("服务“%(service)s”暂停接单：%(why)s")
RESUMED = gettext_noop("服务“%(service)s”恢复接单了。")
WITHDRAWN = gettext_noop("服务“%(service)s”撤下了：%(why)s")


@transaction.atomic
def add(
    *,
    offerer: Team | Partner,
    area: Iterable[Unit] = (),
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Service:
    """A draft; the same `ticket` again is the same draft."""
    team = offerer if isinstance(offerer, Team) else None
    partner = offerer if isinstance(offerer, Partner) else None
    service = records.add(
        Service,
        unit=offerer.unit,
        team=team,
        partner=partner,
        ticket=ticket,
        may=may_offer,
        by=by,
        **fields,
    )
    service.area.set(_of_town(service, area))
    return service


@transaction.atomic
def correct(
    *,
    service: Service,
    area: Iterable[Unit],
    seen: int | None = None,
    by: User | None,
    **fields: Any,
) -> None:
    """Put it right, on the menu too; the journal keeps what it was, and the offices are told.

    Orders that were taken before go on as they were.
    """
    known = last_deed(service)
    records.correct(row=service, seen=seen, may=may_offer, by=by, **fields)
    before, after = set(service.area.all()), set(_of_town(service, area))
    if before != after:
        service.area.set(after)
        changes = {"area": [_named(before), _named(after)]}
        record(by, "service.area-set", service, town=service.town_id, changes=changes)
    if service.stage in ON_MENU and (deed := last_deed(service)) != known:
        _tell_offices(service, CHANGED, f"changed-{deed}", by)


@transaction.atomic
def propose(*, service: Service, by: User | None) -> None:
    """Ask the offices to let it onto the menu."""
    may_propose(by, service).enforce()
    move(service, Stage.PROPOSED, allowed=Service.NEXT, why="")
    record(by, "service.proposed", service, town=service.town_id)
    _tell_offices(service, PROPOSED, f"proposed-{clock.now().isoformat()}", by)


@transaction.atomic
def approve(*, service: Service, by: User | None) -> None:
    """It is on the menu from now on."""
    may_decide(by, service).enforce()
    move(service, Stage.PUBLISHED, allowed=Service.NEXT, why="", published_at=clock.now())
    record(by, "service.published", service, town=service.town_id)
    _tell(service, APPROVED)


@transaction.atomic
def send_back(*, service: Service, why: str, by: User | None) -> None:
    """Not yet, and why."""
    may_decide(by, service).enforce()
    move(service, Stage.DRAFT, allowed=Service.NEXT, why=_reason(why))
    record(by, "service.sent-back", service, town=service.town_id)
    _tell(service, SENT_BACK)


@transaction.atomic
def pause(*, service: Service, why: str, by: User | None) -> None:
    """No new orders for a while; those that were taken go on."""
    may_pause(by, service).enforce()
    move(service, Stage.PAUSED, allowed=Service.NEXT, why=_reason(why))
    record(by, "service.paused", service, town=service.town_id)
    _tell_others(service, PAUSED, by, service.why)


@transaction.atomic
def resume(*, service: Service, by: User | None) -> None:
    """It can be ordered again."""
    may_resume(by, service).enforce()
    move(service, Stage.PUBLISHED, allowed=Service.NEXT, why="")
    record(by, "service.resumed", service, town=service.town_id)
    _tell_others(service, RESUMED, by)


@transaction.atomic
def withdraw(*, service: Service, why: str, by: User | None) -> None:
    """It is no longer offered; orders that were taken go on, and what was done stays."""
    may_offer(by, service).enforce()
    was_listed = service.stage in ON_MENU
    ended = {"withdrawn_at": clock.now(), "withdrawn_by": by, "withdrawn_why": _reason(why)}
    move(service, Stage.WITHDRAWN, allowed=Service.NEXT, why="", **ended)
    record(by, "service.withdrawn", service, town=service.town_id, why=why.strip())
    if was_listed:
        _tell_others(service, WITHDRAWN, by, service.withdrawn_why)


def _of_town(service: Service, area: Iterable[Unit]) -> list[Unit]:
    units = list(area)
    if any(unit.town_id != service.town_id for unit in units):
        raise Impossible(_("这个村（社区）不在本镇。"), field="area")
    return units


def _named(units: Iterable[Unit]) -> str:
    return "、".join(sorted(unit.name for unit in units))


def _reason(why: str) -> str:
    if not why.strip():
        raise Impossible(_("请写一句原因，别人看得到。"), field="why")
    return why.strip()


def _tell_offices(service: Service, text: str, key: str, by: User | None) -> None:
    _tell_each(offices_of(service.town), service, text, key, by=by)


def _tell(service: Service, text: str) -> None:
    if service.answerer is not None:
        _tell_each([service.answerer], service, text, clock.now().isoformat())


def _tell_others(service: Service, text: str, by: User | None, why: str = "") -> None:
    """Of what is on the menu each of the two hears what the other did."""
    both = [*offices_of(service.town), *([service.answerer] if service.answerer else [])]
    key = f"{service.stage}-{clock.now().isoformat()}"
    _tell_each(both, service, text, key, by=by, why=why)


def _tell_each(
    users: Iterable[User],
    service: Service,
    text: str,
    key: str,
    *,
    by: User | None = None,
    why: str = "",
) -> None:
    notices.tell_all(
        users=[user for user in users if by is None or user.pk != by.pk],
        key=f"service-{service.pk}-{key}",
        text=text,
        url=service.get_absolute_url(),
        by_phone=False,
        service=service.title,
        who=str(service.offerer),
        why=why,
    )
