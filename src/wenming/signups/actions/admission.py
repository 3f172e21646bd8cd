"""Places are given out: never more than there are, in any rush, and everybody gets one answer.

Presses that wait in one process are admitted as a group, by the thread that has the turn, in one
transaction: one conditional statement on the guard `Shift.left` for each shift, one row for each
person, one entry in the journal for each row. Between processes the guard's statement decides;
that nobody has two rows, a unique constraint. Both hold on SQLite and on PostgreSQL.

Who asks while somebody waits who would fit does not go before them: the line moves up first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from wenming.accounts.models import User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.later import later
from wenming.base.models import Entry, entry
from wenming.base.turns import Turns
from wenming.signups.actions.telling import tell_party
from wenming.signups.models import SignUp, parties

__all__ = ["Answer", "Press", "admit", "free", "press", "take"]

# As many as one transaction may well hold; more wait for the next turn.
GROUP: Final = 200


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody asks for places in a shift: for one, or for members of a household as one party."""

    shift_id: int
    users: tuple[int, ...]
    by: User | None
    companions: int = 0
    is_entered: bool = False
    # It concerns others than whoever presses: members of the household, a guardian.
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it; no stage where the shift is no longer announced."""

    stage: str
    is_new: bool


def press(asked: Press) -> Answer:
    """One press, together with whatever else is pressed in this moment.

    Inside of somebody's transaction it is part of that, and waits for nobody.
    """
    if transaction.get_connection().in_atomic_block:
        return admit([asked])[0]
    return _RUSH.ask(asked)


@transaction.atomic
def admit(presses: Sequence[Press]) -> list[Answer]:
    """Who asked for a place gets one, in the order of asking, as long as there are any."""
    towns = _towns(presses)
    known = _known(presses)
    asking = [party for party in _newcomers(presses, known) if party.shift_id in towns]
    rows: list[SignUp] = []
    for shift_id in dict.fromkeys(party.shift_id for party in asking):
        here = [party for party in asking if party.shift_id == shift_id]
        given = _give(shift_id, [party.heads for party in here])
        now = clock.now()
        for party, is_admitted in zip(here, given, strict=True):
            rows += party.rows(SignUp.Stage.ADMITTED if is_admitted else SignUp.Stage.WAITING, now)
    SignUp.objects.bulk_create(rows)
    Entry.objects.bulk_create(_entries(rows, asking, towns))
    _have_told(rows, asking)
    new = {(row.shift_id, row.user_id): row.stage for row in rows}
    return [_answer(asked, new, known) for asked in presses]


def take(*, shift_id: int, heads: int) -> bool:
    """Take places out of those that are left, all or none."""
    some = Shift.objects.filter(pk=shift_id, left__gte=heads).update(left=F("left") - heads)
    return bool(some) or Shift.objects.filter(pk=shift_id, places__isnull=True).exists()


def free(*, shift_id: int, heads: int) -> None:
    """Give places back."""
    Shift.objects.filter(pk=shift_id, places__isnull=False).update(left=F("left") + heads)


# Parties -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Party:
    """Who of a press has not asked before."""

    asked: Press
    users: tuple[int, ...]

    @property
    def shift_id(self) -> int:
        return self.asked.shift_id

    @property
    def heads(self) -> int:
        return len(self.users) + self.asked.companions

    def rows(self, stage: str, now: datetime) -> list[SignUp]:
        """One a person; the children who come along are the first one's."""
        party = uuid4() if len(self.users) > 1 else None
        entered_by = self.asked.by.pk if self.asked.by and self.asked.is_entered else None
        return [
            SignUp(
                shift_id=self.shift_id,
                user_id=user,
                party=party,
                companions=0 if place else self.asked.companions,
                stage=stage,
                asked_at=now,
                moved_at=now,
                entered_by_id=entered_by,
            )
            for place, user in enumerate(self.users)
        ]


Known = Mapping[tuple[int, int], str]


def _towns(presses: Sequence[Press]) -> Mapping[int, int]:
    """The town of each shift that is still announced."""
    shifts = Shift.objects.announced().filter(pk__in={asked.shift_id for asked in presses})
    return dict(shifts.values_list("pk", "activity__town_id"))


def _known(presses: Sequence[Press]) -> Known:
    live = SignUp.objects.live().filter(
        shift__in={asked.shift_id for asked in presses},
        user__in={user for asked in presses for user in asked.users},
    )
    return {(shift, user): stage for shift, user, stage in live.values_list(*KEY, "stage")}


KEY: Final = ("shift_id", "user_id")


def _newcomers(presses: Sequence[Press], known: Known) -> Iterator[_Party]:
    """A second press by the same person, be it in the same moment, is the first one's."""
    seen = set(known)
    for asked in presses:
        users = tuple(u for u in dict.fromkeys(asked.users) if (asked.shift_id, u) not in seen)
        seen.update((asked.shift_id, user) for user in users)
        if users:
            yield _Party(asked, users)


def _answer(asked: Press, new: Known, known: Known) -> Answer:
    key = (asked.shift_id, asked.users[0])
    return Answer(new.get(key) or known.get(key, ""), key in new)


def _entries(
    rows: Sequence[SignUp], asking: Sequence[_Party], towns: Mapping[int, int]
) -> list[Entry]:
    by = {(party.shift_id, user): party.asked.by for party in asking for user in party.users}
    return [
        entry(
            by[row.shift_id, row.user_id],
            "sign-up.admitted" if row.stage == SignUp.Stage.ADMITTED else "sign-up.waiting",
            row,
            town=towns[row.shift_id],
            shift=row.shift_id,
            heads=row.heads,
        )
        for row in rows
    ]


def _have_told(rows: Sequence[SignUp], asking: Sequence[_Party]) -> None:
    """The worker tells those whom it concerns besides."""
    made = {(row.shift_id, row.user_id): row.pk for row in rows}
    for party in asking:
        if party.asked.is_told:
            later(tell_party, sign_up_id=made[party.shift_id, party.users[0]])


# The guard ---------------------------------------------------------------------------------------


def _give(shift_id: int, wanted: Sequence[int]) -> list[bool]:
    """Which of these parties get their places: each that still fits, in their order.

    If another process took some in between, the statement finds too few left and it is decided
    anew; what is left only gets less meanwhile, or somebody frees a place, so this ends.
    """
    while True:
        left = Shift.objects.values_list("left", flat=True).get(pk=shift_id)
        if left is None:
            return [True] * len(wanted)
        given = _fitting(0 if left and _somebody_fits(shift_id, left) else left, wanted)
        taken = sum(heads for heads, fits in zip(wanted, given, strict=True) if fits)
        if not taken or take(shift_id=shift_id, heads=taken):
            return given


def _fitting(left: int, wanted: Sequence[int]) -> list[bool]:
    given = []
    for heads in wanted:
        given.append(heads <= left)
        left -= heads if heads <= left else 0
    return given


def _somebody_fits(shift_id: int, left: int) -> bool:
    """Does a party wait that is no larger than what is left?"""
    waiting = SignUp.objects.in_line().filter(shift=shift_id)
    return any(party.heads <= left for party in parties(waiting))


_RUSH: Final = Turns(admit, most=GROUP)
