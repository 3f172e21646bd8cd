"""A volunteer asks to join a team or is invited; the other side answers; a member leaves (3.1-b)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
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
# To the volunteer, where the team acts; to who heads the team, where the volunteer does. No names:
# whoever leaves for good leaves none.
TO_VOLUNTEER: Final = {
    Stage.INVITED: gettext_noop("“%(team)s”请您加入，去不去由您决定，请答复。"),
    Stage.JOINED: gettext_noop("您已经加入“%(team)s”。"),
    Stage.DECLINED: gettext_noop("“%(team)s”这次没有同意您的申请。"),
    Stage.LEFT: gettext_noop("您不再是“%(team)s”的队员。有疑问请找队长。"),
}
TO_HEAD: Final = {
    Stage.ASKED: gettext_noop("有人申请加入“%(team)s”，请答复。"),
    Stage.JOINED: gettext_noop("有志愿者接受邀请，加入了“%(team)s”。"),
    Stage.DECLINED: gettext_noop("有志愿者不加入“%(team)s”。"),
    Stage.LEFT: gettext_noop("有队员退出了“%(team)s”。"),
}


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
    for one in {one.team_id: one for one in made}.values():
        _tell_head(one, by)
    return made


@transaction.atomic
def accept_all(*, team: Team, by: User | None) -> int:
    """Everybody who has asked joins; how many that are."""
    may_lead(by, team).enforce()
    waiting = Membership.objects.filter(team=team, stage=Stage.ASKED)
    asked = list(waiting.select_related("volunteer__user"))
    told = {"stage": Stage.JOINED, "since_on": clock.today(), "moved_by": by}
    still = Membership.objects.filter(pk__in=[one.pk for one in asked], stage=Stage.ASKED)
    if still.update(**told) != len(asked):
        raise Overtaken(_("刚刚有变动，请刷新再看。"))
    Entry.objects.bulk_create(
        entry(by, "membership.joined", one, town=team.town_id) for one in asked
    )
    notices.tell_all(
        users=[one.volunteer.user for one in asked],
        key=f"team:{team.pk}:joined:{clock.now().isoformat()}",
        text=TO_VOLUNTEER[Stage.JOINED],
        url=_page(team),
        by_phone=False,
        team=team,
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
        _move(membership, Stage.LEFT if joined else Stage.DECLINED, by, is_told=False)


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
    _tell(made, by)
    return made


def _move(membership: Membership, stage: str, by: User | None, *, is_told: bool = True) -> None:
    move(membership, stage, allowed=Membership.NEXT, since_on=clock.today(), moved_by=by)
    ended = "membership.left" if stage == Stage.LEFT else "membership.declined"
    verb = "membership.joined" if stage == Stage.JOINED else ended
    record(by, verb, membership, town=membership.team.town_id)
    if is_told:
        _tell(membership, by)


def _tell(membership: Membership, by: User | None) -> None:
    """The other side hears what became of it; an invitation is waited for, and sent to the phone."""
    user, team = membership.volunteer.user, membership.team
    if membership.stage == Stage.ASKED or (by is not None and by.pk == user.pk):
        _tell_head(membership, by)
        return
    notices.tell(
        user=user,
        key=f"membership:{membership.pk}:{membership.stage}",
        text=TO_VOLUNTEER[Stage(membership.stage)],
        url=_page(team),
        by_phone=membership.stage == Stage.INVITED,
        team=team,
    )


def _tell_head(membership: Membership, by: User | None) -> None:
    head, team = membership.team.head, membership.team
    if head is not None and head != by:
        notices.tell(
            user=head,
            key=f"membership:{membership.pk}:{membership.stage}:head",
            text=TO_HEAD[Stage(membership.stage)],
            url=_page(team),
            by_phone=False,
            team=team,
        )


def _page(team: Team) -> str:
    return reverse("volunteers_public:team", args=[team.pk])
