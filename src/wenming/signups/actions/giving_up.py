"""“I cannot come”: one tap, and the place finds somebody else."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock, stages
from wenming.base.errors import Impossible
from wenming.base.later import later
from wenming.base.models import record
from wenming.signups.actions import admission, cover, line
from wenming.signups.actions.telling import tell_row
from wenming.signups.hindrances import Person
from wenming.signups.models import SignUp
from wenming.signups.models.sign_up import PLACED
from wenming.signups.permissions import may_enter, may_give_up
from wenming.signups.queries import first_hindrance, with_all_known

__all__ = ["give_up", "give_up_all", "remove"]

SHORTEST_REASON = 2

REMOVED = gettext_noop("您报名的“%(activity)s”（%(at)s）已被取消：%(why)s")
GIVEN_UP = gettext_noop("“%(activity)s”（%(at)s）的报名，家里人已经取消。")


@transaction.atomic
def give_up(*, row: SignUp, with_party: bool = False, by: User | None) -> None:
    """I cannot come (Decree 685, article 22); or none of us can.

    The place goes to who waits; if nobody does, cover is looked for. A child is not left alone.
    """
    may_give_up(by, row).enforce()
    rows = [row, *_who_goes_too(row, with_party=with_party)]
    freed = [_end(one, "sign-up.given-up", by) for one in rows]
    for one in rows:
        if by is not None and one.user_id != by.pk:
            tell_row(one, "given-up", GIVEN_UP)
    _pass_on(row.shift, any(freed))


@transaction.atomic
def remove(*, row: SignUp, why: str, by: User) -> None:
    """Whoever runs the activity takes somebody off the list, and says why."""
    may_enter(by, row.shift.activity).enforce()
    may_give_up(by, row).enforce()
    if len(why.strip()) < SHORTEST_REASON:
        raise Impossible(_("请写明为什么取消，本人会看到。"), field="why")
    freed = _end(row, "sign-up.removed", by, why=why.strip())
    tell_row(row, "removed", REMOVED, why=why.strip())
    _pass_on(row.shift, freed)


@transaction.atomic
def give_up_all(*, user: User, among: QuerySet[Shift] | None = None, by: User | None) -> None:
    """Whoever closes the account, or leaves, frees all places that are still to come."""
    coming = SignUp.objects.live().filter(user=user.pk, shift__starts_at__gt=clock.now())
    if among is not None:
        coming = coming.filter(shift__in=among)
    for row in coming.select_related("user", "shift__activity__unit__town"):
        give_up(row=row, by=by)


def _end(row: SignUp, verb: str, by: User | None, **details: object) -> bool:
    """Whether this freed places."""
    had_place = row.stage in PLACED
    stages.move(
        row, SignUp.Stage.GIVEN_UP, allowed=SignUp.NEXT, moved_at=clock.now(), answer_by=None
    )
    record(by, verb, row, town=row.shift.activity.town_id, **details)
    if had_place:
        admission.free(shift_id=row.shift_id, heads=row.heads)
    return had_place


def _pass_on(shift: Shift, is_freed: bool) -> None:
    if is_freed:
        line.move_up(shift_id=shift.pk)
        later(cover.seek, shift_id=shift.pk)


def _who_goes_too(row: SignUp, *, with_party: bool) -> list[SignUp]:
    """The rest of the party; or of it those who may not come without an adult."""
    if row.party is None:
        return []
    live = SignUp.objects.live().filter(shift=row.shift_id, party=row.party).exclude(pk=row.pk)
    rest = list(live.select_related("user", "shift__activity__unit__town"))
    if with_party or not rest:
        return rest
    known = with_all_known([one.user for one in rest], row.shift.activity.unit.town, [row.shift])
    people = [known[one.user_id] for one in rest]
    return [one for one in rest if _is_left_alone(row.shift, known[one.user_id], people)]


def _is_left_alone(shift: Shift, child: Person, rest: list[Person]) -> bool:
    found = first_hindrance(shift, [child, *(one for one in rest if one is not child)])
    return found is not None and found[1].code == "child" and found[0].user.pk == child.user.pk
