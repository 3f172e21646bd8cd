"""The person says that a record is not right; whoever leads answers (Decree 67, articles 12 and 13)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.hours.actions import confirming
from wenming.hours.models import Objection, Presence
from wenming.hours.permissions import may_answer, may_object

__all__ = ["answer", "put_right", "raise_objection"]

Stage = Objection.Stage
ANSWERED: Final = gettext_noop("您对“%(activity)s”到场记录的异议有了答复。")


@transaction.atomic
def raise_objection(*, presence: Presence, text: str, by: User | None) -> Objection:
    """“I came at two, not at three.” One at a time."""
    may_object(by, presence).enforce()
    if not text.strip():
        raise Impossible(_("请写明哪里不对。"), field="text")
    told = {"text": text.strip(), "raised_at": clock.now()}
    try:
        with transaction.atomic():
            made = Objection.objects.create(presence=presence, **told)
    except IntegrityError as error:
        raise Impossible(_("您已经提出异议，正在等答复。"), field="text") from error
    record(by, "objection.raised", made, town=presence.shift.activity.town_id)
    return made


@transaction.atomic
def answer(*, objection: Objection, words: str, by: User | None) -> None:
    """The record stays as it is, and this is why."""
    _close(objection, Stage.DECLINED, words, by)
    record(by, "objection.declined", objection, town=objection.presence.shift.activity.town_id)


@transaction.atomic
def put_right(
    *, objection: Objection, came_at: datetime, left_at: datetime, words: str, by: User | None
) -> None:
    """The person was right: the times become these."""
    _close(objection, Stage.UPHELD, words, by)
    presence = objection.presence
    times = {"came_at": came_at, "left_at": left_at}
    confirming.correct(presence=presence, **times, why=words, is_answer=True, by=by)
    record(by, "objection.upheld", objection, town=presence.shift.activity.town_id)


def _close(objection: Objection, stage: str, words: str, by: User | None) -> None:
    may_answer(by, objection).enforce()
    if not words.strip():
        raise Impossible(_("请写明理由。"), field="words")
    told = {"answer": words.strip(), "answered_at": clock.now(), "answered_by": by}
    move(objection, stage, allowed=Objection.NEXT, **told)
    presence = objection.presence
    notices.tell(
        user=presence.user,
        key=f"hours.objection:{objection.pk}:answered",
        text=ANSWERED,
        url=presence.get_absolute_url(),
        activity=presence.shift.activity.title,
    )
