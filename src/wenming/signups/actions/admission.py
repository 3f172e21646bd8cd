"""Places are given out: never more than there are, in any rush, and everybody gets one answer.

Presses that wait in one process are admitted as a group, by the thread that has the turn, in one
transaction: one conditional statement on the guard `Shift.left` for each shift, one row for each
person, one entry in the journal for each row. Between processes the guard's statement decides;
that nobody has two rows, a unique constraint; that nobody has two places at one time, `one_place`.

Who asks while somebody waits who would fit does not go before them: the line moves up first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from wenming.signups.actions.one_place import take_turns
from wenming.signups.actions.telling import tell_party
from wenming.signups.hindrances import Person
from wenming.signups.models import SignUp, parties
from wenming.signups.queries import first_hindrance, with_all_known

__all__ = ["Answer", "Press", "admit", "free", "press", "take"]

# As many as one transaction may well hold; more wait for the next turn.
GROUP: Final = 200


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody asks for places in a shift: for one, or for members of a household as one party."""

    shift_id: int
    users: tuple[User, ...]
    by: User | None
    companions: int = 0
    is_entered: bool = False
    # On whose public pages it was pressed; nothing where somebody is entered by a worker.
    town_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it; without a stage something stands in the way, and the people say what.

    In words it is put by whoever asked, in their own language: `first_hindrance(shift, people)`.
    `shift` is how the group found it; without one, there is none where it was pressed.
    """

    stage: str = ""
    is_new: bool = False
    shift: Shift | None = None
    people: Sequence[Person] = ()


def press(asked: Press) -> Answer:
    """One press, together with whatever else is pressed in this moment.

    Inside of somebody's transaction it is part of that, and waits for nobody.
    """
    if transaction.get_connection().in_atomic_block:
        return admit([asked])[0]
    return _RUSH.ask(asked)


@transaction.atomic
def admit(presses: Sequence[Press]) -> list[Answer]:
    """Who asked for a place and may have one gets it, in the order of asking, while there are any.

    The same number of statements however many ask for a shift.
    """
    users = (user.pk for asked in presses for user in asked.users)
    take_turns(users, (asked.shift_id for asked in presses))
    answers: dict[int, Answer] = {}
    targets = [(asked.shift_id, asked.town_id) for asked in presses]
    for target in dict.fromkeys(targets):
        places = [place for place, other in enumerate(targets) if other == target]
        here = [presses[place] for place in places]
        answers.update(zip(places, _admit_to(*target, here), strict=True))
    return [answers[place] for place in range(len(presses))]


def take(*, shift_id: int, heads: int) -> bool:
    """Take places out of those that are left, all or none."""
    some = Shift.objects.filter(pk=shift_id, left__gte=heads).update(left=F("left") - heads)
    return bool(some) or Shift.objects.filter(pk=shift_id, places__isnull=True).exists()


def free(*, shift_id: int, heads: int) -> None:
    """Give places back."""
    Shift.objects.filter(pk=shift_id, places__isnull=False).update(left=F("left") + heads)


# A group at one shift ----------------------------------------------------------------------------


def _admit_to(shift_id: int, town_id: int | None, presses: Sequence[Press]) -> list[Answer]:
    shift = _found(shift_id, town_id)
    if shift is None:
        return [Answer()] * len(presses)
    users = {user.pk: user for asked in presses for user in asked.users}
    stages = _live(shift, users)
    people = with_all_known(list(users.values()), shift.activity.unit.town, [shift])
    parties = [_Party(asked, [people[user.pk] for user in asked.users]) for asked in presses]
    asking = list(_newcomers(shift, parties, stages))
    rows = _rows(shift, asking)
    new = {row.user_id: row for row in rows}
    for party in asking:
        if party.is_told:
            later(tell_party, sign_up_id=new[party.newcomers[0].user.pk].pk)
    return [_answer(shift, party, new, stages) for party in parties]


def _found(shift_id: int, town_id: int | None) -> Shift | None:
    shifts = Shift.objects.filter(pk=shift_id).select_related("activity__unit__town")
    if town_id is not None:
        shifts = shifts.public().filter(activity__town=town_id)
    return shifts.first()


@dataclass(slots=True)
class _Party:
    """Who comes together, and who of them has not asked before."""

    asked: Press
    people: Sequence[Person]
    newcomers: Sequence[Person] = ()
    # What becomes of them; nothing if they may not come, or have asked before.
    stage: str = ""

    @property
    def heads(self) -> int:
        return len(self.newcomers) + self.asked.companions

    @property
    def is_told(self) -> bool:
        """It concerns others than whoever presses: members of the household, a guardian."""
        minors = any(one.volunteer and one.volunteer.is_minor for one in self.newcomers)
        return minors or self.asked.is_entered or len(self.newcomers) > 1


def _live(shift: Shift, users: Iterable[int]) -> Mapping[int, str]:
    """Who of these has signed up before, and how it stands with them."""
    rows = SignUp.objects.live().filter(shift=shift, user__in=users)
    return dict(rows.values_list("user_id", "stage"))


def _newcomers(
    shift: Shift, parties: Iterable[_Party], stages: Mapping[int, str]
) -> Iterator[_Party]:
    """A second press by the same person, be it in the same moment, is the first one's."""
    seen = set(stages)
    for party in parties:
        party.newcomers = [one for one in party.people if one.user.pk not in seen]
        if party.newcomers and not first_hindrance(shift, party.people):
            seen.update(one.user.pk for one in party.newcomers)
            yield party


def _rows(shift: Shift, asking: Sequence[_Party]) -> Sequence[SignUp]:
    """What is written down: a row a person, and an entry a row."""
    given = _give(shift, [party.heads for party in asking])
    now = clock.now()
    rows: list[SignUp] = []
    for party, is_admitted in zip(asking, given, strict=True):
        party.stage = SignUp.Stage.ADMITTED if is_admitted else SignUp.Stage.WAITING
        rows += _rows_of(shift, party, now)
    SignUp.objects.bulk_create(rows)
    by = {one.user.pk: party.asked.by for party in asking for one in party.newcomers}
    Entry.objects.bulk_create(_entry(shift, row, by[row.user_id]) for row in rows)
    return rows


def _entry(shift: Shift, row: SignUp, by: User | None) -> Entry:
    verb = "sign-up.admitted" if row.stage == SignUp.Stage.ADMITTED else "sign-up.waiting"
    town = shift.activity.town_id
    return entry(by, verb, row, town=town, shift=shift.pk, heads=row.heads)


def _rows_of(shift: Shift, party: _Party, now: datetime) -> Iterator[SignUp]:
    """One a person; the children who come along are the first one's."""
    asked, together = party.asked, uuid4() if len(party.newcomers) > 1 else None
    for place, one in enumerate(party.newcomers):
        yield SignUp(
            shift=shift,
            user_id=one.user.pk,
            party=together,
            companions=0 if place else asked.companions,
            stage=party.stage,
            asked_at=now,
            moved_at=now,
            entered_by_id=asked.by.pk if asked.by and asked.is_entered else None,
        )


def _answer(
    shift: Shift, party: _Party, new: Mapping[int, SignUp], stages: Mapping[int, str]
) -> Answer:
    if party.stage:
        return Answer(party.stage, is_new=True, shift=shift)
    if party.newcomers:
        return Answer(shift=shift, people=party.people)
    first = party.people[0].user.pk
    return Answer(stages.get(first) or new[first].stage, shift=shift)


# The guard ---------------------------------------------------------------------------------------


def _give(shift: Shift, wanted: Sequence[int]) -> list[bool]:
    """Which of these parties get their places: each that still fits, in their order.

    If another process took some in between, the statement finds too few left and it is decided
    anew; what is left only gets less meanwhile, or somebody frees a place, so this ends.
    """
    left = shift.left
    while wanted:
        if left is None:
            break
        given = _fitting(0 if left and _somebody_fits(shift.pk, left) else left, wanted)
        taken = sum(heads for heads, fits in zip(wanted, given, strict=True) if fits)
        if not taken or take(shift_id=shift.pk, heads=taken):
            return given
        left = Shift.objects.values_list("left", flat=True).get(pk=shift.pk)
    return [True] * len(wanted)


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
