"""Who signed up for what was announced: in the village first, then from round about; some cannot come."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import dice
from wenming.signups.actions import giving_up, line
from wenming.signups.actions.admission import Press, admit
from wenming.signups.models import SignUp

__all__ = ["let_lapse", "sign_up"]

# Of the places, so many are asked for: sometimes more than there are.
HOPEFUL: Final = (SignUp.Stage.WAITING, SignUp.Stage.OFFERED)
OTHERS: Final = 30
WANTED: Final = (0.4, 0.6, 0.8, 1.0, 1.2)


def sign_up(scene: Scene, unit: Unit, held: Sequence[Activity]) -> None:
    """People press one after the other; of a full shift, one gives the place back."""
    for activity in held:
        chance = dice(scene.town.code, unit.code, activity.held_on, "sign-up")
        for shift in activity.shifts.all():
            people = _people(scene, unit, chance)
            number = round((shift.places or len(people)) * chance.choice(WANTED))
            presses = [Press(shift.pk, (user,), user) for user in people[:number]]
            admit(presses)
            if shift.places and number > shift.places:
                _one_cannot_come(presses[0])


def let_lapse(held: Sequence[Activity]) -> None:
    """In the evening of the day nobody waits any more."""
    for activity in held:
        hopeful = SignUp.objects.filter(shift__activity=activity, stage__in=HOPEFUL)
        for shift_id in set(hopeful.order_by().values_list("shift", flat=True)):
            line.lapse(shift_id=shift_id)


def _people(scene: Scene, unit: Unit, chance: Random) -> list[User]:
    """The village's volunteers, then those of others, each in some order."""
    own = [one.user for one in scene.volunteers.get(unit.pk, [])]
    elsewhere = [home for home in scene.volunteers if home != unit.pk]
    homes = chance.choices(elsewhere, k=OTHERS) if elsewhere else []
    others = [chance.choice(scene.volunteers[home]).user for home in homes]
    return list(dict.fromkeys([*chance.sample(own, len(own)), *others]))


def _one_cannot_come(asked: Press) -> None:
    rows = SignUp.objects.admitted().filter(shift=asked.shift_id, user=asked.users[0].pk)
    for row in rows.select_related("user", "shift__activity__unit__town"):
        giving_up.give_up(row=row, by=row.user)
