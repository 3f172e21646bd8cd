"""A team is registered with its head, passes to the next head, is given what it carries (3.1-a)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry, record
from wenming.organisation.actions import records
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Unit, UnitRecord
from wenming.organisation.permissions import may_change
from wenming.volunteers.models import Team
from wenming.volunteers.permissions import may_hand_over
from wenming.volunteers.queries import possible_heads

__all__ = ["add", "assign", "begin_with", "hand_over", "leave_headless"]


@transaction.atomic
def add(
    *,
    unit: Unit,
    head: User | Person | None = None,
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Team:
    """Register a team of `unit`; the same `ticket` again is the same team with the same head."""
    team = records.add(Team, unit=unit, ticket=ticket, by=by, **fields)
    if head is not None and team.head_id is None:
        _name(team, head, by)
    return team


@transaction.atomic
def hand_over(*, team: Team, head: User | Person, by: User | None) -> None:
    """Let the team have another head; the journal keeps the former one."""
    may_hand_over(by, team).enforce()
    _name(team, head, by)


@transaction.atomic
def leave_headless(*, user: User, by: User | None) -> None:
    """Whoever closes the account heads no team: its unit names another, nobody is asked meanwhile."""
    for team in Team.objects.filter(head=user.pk):
        Team.objects.filter(pk=team.pk, head=user.pk).update(head=None)
        _record(team, user, None, by)
    _take_name_out(user)


def begin_with(*, row: UnitRecord, teams: Iterable[Team]) -> None:
    """A record that was just made is these teams' work; part of the action that makes it.

    Raises `Impossible` at "teams" if one is of another town.
    """
    taken = _of_town(row, teams)
    if taken:
        row.teams.add(*taken)  # type: ignore[attr-defined]  # not every record has teams


@transaction.atomic
def assign(*, row: UnitRecord, teams: Iterable[Team], by: User | None) -> None:
    """Let a record that has `teams` (an activity, a project) be these teams' work from now on.

    Raises `Impossible` at "teams" if one is of another town; the journal keeps the former ones.
    """
    may_change(by, row).enforce()
    carried = row.teams  # type: ignore[attr-defined]  # not every record has teams
    before, after = set(carried.all()), set(_of_town(row, teams))
    if before == after:
        return
    carried.set(after)
    changes = {"teams": [_named(before), _named(after)]}
    record(by, f"{row._meta.model_name}.teams-set", row, town=row.town_id, changes=changes)


def _of_town(row: UnitRecord, teams: Iterable[Team]) -> list[Team]:
    taken = list(teams)
    if any(team.town_id != row.town_id for team in taken):
        raise Impossible(_("这支队伍不是本镇的。"), field="teams")
    return taken


def _named(teams: Iterable[Team]) -> str:
    return "、".join(sorted(team.name for team in teams))


def _name(team: Team, head: User | Person, by: User | None) -> None:
    among = possible_heads(team.unit)
    after, before = identify(person=head, unit=team.unit, among=among, by=by), team.head
    if after == before:
        return
    still = Team.objects.standing().filter(pk=team.pk, head=before)
    if not still.update(head=after):
        raise Overtaken(_("“%(team)s”的队长刚刚被别人改过，请刷新。") % {"team": team})
    team.head = after
    _record(team, before, after, by)


def _record(team: Team, before: User | None, after: User | None, by: User | None) -> None:
    """By name, as it is read; the numbers tell whose name goes with an account."""
    names = {"before": before.name if before else "", "after": after.name if after else ""}
    numbers = [one.number if one else "" for one in (before, after)]
    record(by, "team.headed", team, town=team.town_id, **names, numbers=numbers)


def _take_name_out(user: User) -> None:
    """The law takes the name out of the journal, the number stays (PIPL 47)."""
    for one in Entry.objects.filter(verb="team.headed"):
        # Without numbers are entries of before they were kept.
        told = zip(("before", "after"), one.details.get("numbers", ("", "")), strict=True)
        named = [what for what, number in told if number == user.number]
        if named:
            one.details |= dict.fromkeys(named, user.number)
            one.save(update_fields=["details"])
