"""Somebody signs up: alone, with the household, or through a worker."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base.errors import Impossible, Refused
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Town
from wenming.signups.actions import admission, line
from wenming.signups.actions.admission import Answer, Press
from wenming.signups.hindrances import Person as Known
from wenming.signups.models import SignUp
from wenming.signups.permissions import may_enter
from wenming.signups.queries import first_hindrance, household_of

__all__ = ["MOST_COMPANIONS", "enter", "join"]

MOST_COMPANIONS = 5


def join(
    *, shift_id: int, town: Town, members: Sequence[User] = (), companions: int = 0, by: User
) -> Answer:
    """`by` signs up, with members of the household and children who come along.

    Not one transaction, on purpose: the place is given together with those who press at the same
    time, in a transaction of all of them, which also looks the shift up, once. Raises `Refused` with
    what stands in the way, `Impossible` where more is asked than there can be, `Shift.DoesNotExist`
    where the town has announced none of this number.
    """
    others = {user.pk for user in household_of(by, town)} if members else set()
    if any(member.pk not in others for member in members):
        raise Impossible(_("只能替自己家庭的成员报名。"), field="members")
    return _ask(Press(shift_id, (by, *members), by, companions, town_id=town.pk))


@transaction.atomic
def enter(*, shift: Shift, person: User | Person, companions: int = 0, by: User | None) -> Answer:
    """A worker signs up somebody who asked for it in person or by telephone.

    For a shift of volunteers somebody who is registered; to attend, anybody by name.
    """
    may_enter(by, shift.activity).enforce()
    here = User.objects.get_queryset().filter(sign_ups__shift__activity=shift.activity_id)
    user = identify(person=person, unit=shift.activity.unit, among=here.distinct(), by=by)
    answer = _ask(Press(shift.pk, (user,), by, companions, is_entered=True))
    if not answer.is_new:
        raise Impossible(_("“%(name)s”已经报过名了。") % {"name": user.name}, field="name")
    return answer


def _ask(asked: Press) -> Answer:
    _be_countable(asked)
    answer = admission.press(asked)
    if answer.shift is None:
        raise Shift.DoesNotExist
    if not answer.stage:
        raise Refused(_why_not(answer.shift, answer.people, asked.by))
    if answer.is_new and answer.stage == SignUp.Stage.WAITING and _has_places(answer.shift):
        # Somebody before them could have had a place: now all of the line is looked at.
        line.move_up(shift_id=asked.shift_id)
    return answer


def _has_places(shift: Shift) -> bool:
    # In a rush nobody looks twice at what was full before.
    return bool(shift.left) and Shift.objects.filter(pk=shift.pk, left__gt=0).exists()


def _be_countable(asked: Press) -> None:
    if not 0 <= asked.companions <= MOST_COMPANIONS:
        most = _("最多带 %(most)d 个孩子。") % {"most": MOST_COMPANIONS}
        raise Impossible(most, field="companions")
    heads = len(asked.users) + asked.companions
    if heads == 1:
        return
    few = Shift.objects.filter(pk=asked.shift_id, places__lt=heads).first()
    if few is not None:
        told = _("这个班次一共只有 %(places)d 个名额。") % {"places": few.places}
        raise Impossible(told, field="companions")


def _why_not(shift: Shift, people: Sequence[Known], by: User | None) -> str:
    """What stood in the way a moment ago, in the language of whoever asked."""
    found = first_hindrance(shift, people)
    if found is None:
        return _("刚刚有变动，请刷新再看。")
    person, hindrance = found
    is_own = by is not None and person.user.pk == by.pk
    reason = hindrance.reason if is_own else f"{person.user.name}：{hindrance.reason}"
    return reason if hindrance.url else f"{reason}{hindrance.help}"
