"""Posts pass from one to the next without a gap; nobody's term is rewritten (2.1-b)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.organisation import holding
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Post, Unit
from wenming.organisation.permissions import may_govern

__all__ = ["appoint", "end", "succeed"]


@transaction.atomic
def appoint(
    *, unit: Unit, role: str, holder: User | Person, from_on: date, by: User | None
) -> Post:
    """Give `holder` the post from this day on. Raises `Impossible` if another has it."""
    may_govern(by, unit.town).enforce()
    _be_free(unit, role, from_on)
    user = identify(person=holder, unit=unit, by=by)
    try:
        with transaction.atomic():
            post = Post.objects.create(unit=unit, role=role, holder=user, from_on=from_on)
    except IntegrityError as error:
        raise Impossible(_("这个职务已经有人担任，请用“接任”。"), field="role") from error
    holding.forget(user.pk)
    record(by, "post.begun", post, town=unit.town_id, holder=user.name, role=role)
    return post


@transaction.atomic
def end(*, post: Post, until_on: date, by: User | None) -> None:
    """Let the term end with this day."""
    may_govern(by, post.unit.town).enforce()
    if until_on < post.from_on:
        raise Impossible(_("离任日期不能早于任职日期。"), field="until_on")
    open_still = Post.objects.filter(pk=post.pk, until_on__isnull=True)
    if not open_still.update(until_on=until_on):
        raise Overtaken(_("这一任期刚刚已经结束，请刷新。"))
    post.until_on = until_on
    holding.forget(post.holder_id)
    record(by, "post.ended", post, town=post.unit.town_id, holder=post.holder.name)


@transaction.atomic
def succeed(*, post: Post, holder: User | Person, from_on: date, by: User | None) -> Post:
    """`holder` follows on this day; the former holder's term ends the day before. No gap."""
    may_govern(by, post.unit.town).enforce()
    if from_on <= post.from_on:
        raise Impossible(_("接任日期要晚于前任的任职日期。"), field="from_on")
    end(post=post, until_on=from_on - timedelta(days=1), by=by)
    return appoint(unit=post.unit, role=post.role, holder=holder, from_on=from_on, by=by)


def _be_free(unit: Unit, role: str, from_on: date) -> None:
    """Nobody rewrites the term of who had the post on that day."""
    terms = Post.objects.filter(unit=unit, role=role, until_on__gte=from_on)
    last = terms.order_by("-until_on").first() if role in Post.ONE_AT_A_TIME else None
    if last is not None:
        words = _("%(holder)s担任到 %(until)s，任职日期要在这以后。")
        told = {"holder": last.holder, "until": last.until_on}
        raise Impossible(words % told, field="from_on")
