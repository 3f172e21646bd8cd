"""A volunteer asks to join a team or is invited; the other side answers; a member leaves (3.1-b)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry, entry, record
from wenming.base.stages import move
from wenming.volunteers.models import Membership, Team, Volunteer
from wenming.volunteers.permissions import (
    may_answer,
    may_attend_to,
    may_join,
    may_lead,
    may_leave,
)

__all__ = ["accept", "accept_all", "ask", "ask_all", "decline", "end_all", "invite", "leave"]

Stage = Membership.Stage


@transaction.atomic
def ask(*, team: Team, volunteer: Volunteer, by: User | None) -> Membership:
    """The volunteer would like to join; who is invited already has joined by asking."""
    may_attend_to(by, volunteer).enforce()
    may_join(volunteer, team).enforce()
    return _meet(team, volunteer, Stage.ASKED, by)


@transaction.atomic
def invite(*, team: Team, volunteer: Volunteer, by: User | None) -> Membership:
    """The team would like to have the volunteer; who has asked already has joined thereby."""
    may_lead(by, team).enforce()
    may_join(volunteer, team).enforce()
    return _meet(team, volunteer, Stage.INVITED, by)


@transaction.atomic
def accept(*, membership: Membership, by: User | None) -> None:
    """The other side says yes."""
    may_answer(by, membership).enforce()
    may_join(membership.volunteer, membership.team).enforce()
    _move(membership, Stage.JOINED, by)


@transaction.atomic
def ask_all(*, wishes: Sequence[tuple[Team, Volunteer]], by: User | None) -> list[Membership]:
    """Several would like to join, as `ask` has it for one; who is under way already is left there."""
    for team, volunteer in wishes:
        may_attend_to(by, volunteer).enforce()
        may_join(volunteer, team).enforce()
    under_way = Membership.objects.open().filter(
        team__in={team.pk for team, _volunteer in wishes},
        volunteer__in=[volunteer.pk for _team, volunteer in wishes],
    )
    known = set(under_way.values_list("team", "volunteer"))
    made = [
        Membership(
            team=team,
            volunteer=volunteer,
            stage=Stage.ASKED,
            since_on=clock.today(),
            moved_by=by,
        )
        for team, volunteer in wishes
        if (team.pk, volunteer.pk) not in known
    ]
    _insert(made)
    Entry.objects.bulk_create(
        entry(by, "membership.asked", one, town=one.team.town_id) for one in made
    )
    return made


@transaction.atomic
def accept_all(*, team: Team, by: User | None) -> int:
    """Everybody who has asked joins; how many that are."""
    may_lead(by, team).enforce()
    asked = list(Membership.objects.filter(team=team, stage=Stage.ASKED))
    told = {"stage": Stage.JOINED, "since_on": clock.today(), "moved_by": by}
    still = Membership.objects.filter(pk__in=[one.pk for one in asked], stage=Stage.ASKED)
    if still.update(**told) != len(asked):
        raise Overtaken(_("刚刚有变动，请刷新再看。"))
    Entry.objects.bulk_create(
        entry(by, "membership.joined", one, town=team.town_id) for one in asked
    )
    return len(asked)


@transaction.atomic
def decline(*, membership: Membership, by: User | None) -> None:
    """The other side says no, or a request is taken back."""
    if not (by and by.pk == membership.volunteer.user_id):
        may_answer(by, membership).enforce()
    _move(membership, Stage.DECLINED, by)


@transaction.atomic
def leave(*, membership: Membership, by: User | None) -> None:
    """The member leaves, and is no longer listed."""
    may_leave(by, membership).enforce()
    _move(membership, Stage.LEFT, by)


@transaction.atomic
def end_all(*, volunteer: Volunteer, by: User | None) -> None:
    """Whoever stops being a volunteer is in no team."""
    may_attend_to(by, volunteer).enforce()
    for membership in volunteer.memberships.open().select_related("team", "volunteer"):
        joined = membership.stage == Stage.JOINED
        _move(membership, Stage.LEFT if joined else Stage.DECLINED, by)


def _meet(team: Team, volunteer: Volunteer, stage: str, by: User | None) -> Membership:
    found = Membership.objects.open().filter(team=team, volunteer=volunteer).first()
    if found is None:
        return _begin(team, volunteer, stage, by)
    if {found.stage, stage} != {Stage.ASKED, Stage.INVITED}:
        raise Impossible(_("已经在这支队伍里，或者正在等答复。"), field="number")
    _move(found, Stage.JOINED, by)
    return found


def _insert(made: Sequence[Membership]) -> None:
    try:
        with transaction.atomic():
            Membership.objects.bulk_create(made)
    except IntegrityError as error:
        raise Overtaken(_("已经在这支队伍里，或者正在等答复。")) from error


def _begin(team: Team, volunteer: Volunteer, stage: str, by: User | None) -> Membership:
    told = {"stage": stage, "since_on": clock.today(), "moved_by": by}
    try:
        with transaction.atomic():
            made = Membership.objects.create(team=team, volunteer=volunteer, **told)
    except IntegrityError as error:
        raise Overtaken(_("已经在这支队伍里，或者正在等答复。")) from error
    verb = "membership.asked" if stage == Stage.ASKED else "membership.invited"
    record(by, verb, made, town=team.town_id)
    return made


def _move(membership: Membership, stage: str, by: User | None) -> None:
    move(membership, stage, allowed=Membership.NEXT, since_on=clock.today(), moved_by=by)
    ended = "membership.left" if stage == Stage.LEFT else "membership.declined"
    verb = "membership.joined" if stage == Stage.JOINED else ended
    record(by, verb, membership, town=membership.team.town_id)
