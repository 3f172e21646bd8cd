"""Who has to confirm attendance is reminded before it is late (Decree 67, article 11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import world
from tests.packages.hours.stage import a_presence, a_shift, a_volunteer, an_activity, at, confirmed
from wenming.accounts.models import Notice, User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.hours.actions.reminding import remind

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

# The fifth of August is a Friday: ten working days later is the nineteenth.
DUE = date(2022, 8, 19)


def on(day: date) -> None:
    with clock.at(at(8, 10, day=day)):
        remind()


def reminded(user: User) -> int:
    return Notice.objects.of(user).filter(key__endswith=":due").count()


def test_three_days_before_it_is_due_the_unit_and_the_heads_of_teams_are_told_once() -> None:
    village = world.a_village()
    head = world.a_resident("队长")
    shift = a_shift(village)
    shift.activity.teams.add(world.a_team(village, head=head))
    a_presence(shift, a_volunteer(village), left=shift.ends_at)

    on(DUE - timedelta(days=4))
    early = [reminded(user) for user in (village.liaison_officer, head)]
    for day in (3, 2):
        on(DUE - timedelta(days=day))

    assert early == [0, 0]
    assert [reminded(user) for user in (village.liaison_officer, head)] == [1, 1]


def test_what_the_town_holds_reminds_who_entered_it() -> None:
    village, office = world.a_village(), world.an_office()
    activity = an_activity(village, recorded_by=office)
    Activity.objects.update(unit=world.the_town_unit(village.town))
    shift = a_shift(village, activity=activity)
    a_presence(shift, a_volunteer(village), left=shift.ends_at)

    on(DUE - timedelta(days=1))

    assert reminded(office) == 1


def test_what_is_confirmed_reminds_nobody() -> None:
    village = world.a_village()
    confirmed(village, a_volunteer(village))

    on(DUE - timedelta(days=1))

    assert not Notice.objects.filter(key__endswith=":due").exists()
