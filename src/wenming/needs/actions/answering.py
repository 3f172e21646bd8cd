"""Every need is answered: it is taken on, declined with the reason, or settled at once (5.3-a)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext as said
from django.utils.translation import gettext_noop

from wenming.accounts.actions import messages, notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.needs.models import Need, Remark
from wenming.needs.permissions import may_answer, may_look, may_take_up

__all__ = ["decline", "look", "remark", "settle", "tell_asker", "verify"]

Stage = Need.Stage
TAKEN_ON = gettext_noop("您的求助（%(number)s）已经受理，正在安排人。")
DECLINED = gettext_noop("您的求助（%(number)s）有答复了，请凭编号查看。")


@transaction.atomic
def verify(*, need: Need, answer: str = "", kind: str = "", by: User | None) -> None:
    """It is so, and it will be seen to; declined by mistake, it is taken up again.

    `kind` says of what kind it is, where whoever asked did not.
    """
    may_answer(by, need).enforce()
    if kind and not need.kind:
        need.kind = kind
        need.save(update_fields=["kind"])
    again = {"ended_at": None} if need.stage == Stage.DECLINED else {}
    move(need, Stage.VERIFIED, allowed=_ANSWERS, **_answered(need, answer), **again)
    record(by, "need.verified", need, town=need.town_id)
    tell_asker(need, TAKEN_ON)


@transaction.atomic
def decline(*, need: Need, answer: str, by: User | None) -> None:
    """It cannot be done, and this is why; the reason is for whoever asked."""
    may_answer(by, need).enforce()
    if not answer.strip():
        raise Impossible(_("请写明不能受理的原因，求助人会看到。"), field="answer")
    ended = {"ended_at": clock.now(), "service_place": None}
    move(need, Stage.DECLINED, allowed=_ANSWERS, **ended, **_answered(need, answer))
    record(by, "need.declined", need, town=need.town_id)
    tell_asker(need, DECLINED)


@transaction.atomic
def settle(*, need: Need, answer: str, by: User | None) -> None:
    """An answer was all that was needed."""
    may_answer(by, need).enforce()
    if not answer.strip():
        raise Impossible(_("请写给求助人的答复。"), field="answer")
    ended = {"ended_at": clock.now(), "service_place": None}
    move(need, Stage.CLOSED, allowed=_ANSWERS, **ended, **_answered(need, answer))
    record(by, "need.settled", need, town=need.town_id)
    tell_asker(need, DECLINED)


@transaction.atomic
def remark(*, need: Need, words: str, by: User | None) -> Remark:
    """Words for whoever attends to it, or (`by` is None) from whoever asked."""
    if not words.strip():
        raise Impossible(_("请写要补充的话。"), field="words")
    (may_take_up(need) if by is None else may_answer(by, need)).enforce()
    made = Remark.objects.create(need=need, words=words.strip(), written_at=clock.now(), by=by)
    record(by, "need.remarked", need, town=need.town_id)
    return made


@transaction.atomic
def look(*, need: Need, by: User) -> str:
    """The telephone number in full, to call; whoever asked sees that it was looked at."""
    may_look(by, need).enforce()
    record(by, "need.looked-at", need, town=need.town_id)
    return need.phone or ""


def tell_asker(need: Need, text: str) -> None:
    """On the page of an account, or by short message. The words name nobody."""
    if need.asker is not None:
        # What happens twice is told twice: given back, accepted by another, put off again.
        key = f"need-{need.pk}-{need.stage}-{clock.now().isoformat()}"
        notices.tell(user=need.asker, key=key, text=text, url=need.link, number=need.number)
    elif need.phone and need.phone.startswith("1"):
        messages.send(phone=need.phone, text=said(text) % {"number": need.number})


# What an answer may do; what was offered to a team already is not answered again.
_ANSWERS = {
    **Need.NEXT,
    Stage.VERIFIED: frozenset({Stage.CLOSED, Stage.DECLINED}),
    Stage.OFFERED: frozenset(),
    Stage.ACCEPTED: frozenset(),
    Stage.SERVED: frozenset(),
    Stage.CLOSED: frozenset(),
}


def _answered(need: Need, answer: str) -> dict[str, object]:
    told: dict[str, object] = {"answer": answer.strip() or need.answer}
    if need.answered_at is None:
        told["answered_at"] = clock.now()
    return told
