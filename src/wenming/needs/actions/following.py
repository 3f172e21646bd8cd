"""Whoever asked follows their need: takes it back, says it was not done, rates it (5.3-d)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.needs.actions.answering import remark, tell_asker
from wenming.needs.actions.dispatching import retract_all
from wenming.needs.models import Need
from wenming.needs.permissions import may_answer, may_take_up
from wenming.needs.queries import attendants

__all__ = ["not_done", "rate", "withdraw"]

Stage = Need.Stage
# So few stars and it is not well done.
BAD = 2
OPEN_AGAIN = gettext_noop("%(unit)s有一件需求要重新办理：求助人说没有办好。")
TAKEN_BACK_FOR_YOU = gettext_noop("您的求助（%(number)s）按您说的撤回了；不是的话，请再求助一次。")
TAKEN_BACK = gettext_noop("%(unit)s的一件需求，求助人已经撤回，不用去了。")


@transaction.atomic
def withdraw(*, need: Need, by: User | None = None) -> None:
    """It is no longer needed. Whoever was asked or on the way is told.

    `by` is who heard it from whoever asked, and they are told that it was taken down.
    """
    if by is not None:
        may_answer(by, need).enforce()
    ended = {"ended_at": clock.now(), "service_place": None}
    move(need, Stage.WITHDRAWN, allowed=Need.NEXT, **ended)
    retract_all(need, TAKEN_BACK)
    record(by, "need.withdrawn", need, town=need.town_id)
    if by is not None:
        tell_asker(need, TAKEN_BACK_FOR_YOU)


@transaction.atomic
def not_done(*, need: Need, words: str = "", by: User | None = None) -> None:
    """Nobody came, or it was not what was needed: it is open again, and more pressing."""
    (may_take_up(need) if by is None else may_answer(by, need)).enforce()
    if need.stage not in (Stage.SERVED, Stage.CLOSED):
        raise Impossible(_("还没有登记为已服务，不用重新办理；有话可以写在补充里。"))
    _open_again(need)
    if words.strip():
        remark(need=need, words=words, by=by)
    record(by, "need.not-done", need, town=need.town_id)


@transaction.atomic
def rate(*, need: Need, stars: int, words: str = "", by: User | None = None) -> None:
    """Whoever asked says how it was, on the page or (`by`) aloud; badly done, it is open again."""
    if by is not None:
        may_answer(by, need).enforce()
    move(
        need, Stage.CLOSED, allowed=_RATED, ended_at=clock.now(), stars=stars, rating=words.strip()
    )
    record(by, "need.rated", need, town=need.town_id, stars=stars)
    if stars <= BAD:
        _open_again(need)


_RATED = {**dict.fromkeys(Need.Stage.values, frozenset[str]()), Stage.SERVED: frozenset({"closed"})}


def _open_again(need: Need) -> None:
    move(
        need,
        Stage.VERIFIED,
        allowed=Need.NEXT,
        accepted_at=None,
        served_at=None,
        ended_at=None,
        opened_again=need.opened_again + 1,
        priority=max(need.priority, Need.Priority.SOON),
    )
    for user in attendants(need):
        notices.tell(
            user=user,
            key=f"need-{need.pk}-again-{need.opened_again}",
            text=OPEN_AGAIN,
            url=need.get_absolute_url(),
            by_phone=False,
            unit=need.unit.name,
        )
