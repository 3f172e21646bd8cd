"""Who belongs to a household that serves as one (2.2-c)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.organisation.actions import records
from wenming.organisation.permissions import may_change
from wenming.volunteers.models import Household, HouseholdMember, Volunteer
from wenming.volunteers.permissions import may_attend_to

__all__ = ["add_member", "leave", "leave_any", "withdraw"]

JOINED = gettext_noop(
    "您登记在志愿家庭“%(household)s”里，家里人可以和您一起报名。不对的话，可以自己退出。"
)


@transaction.atomic
def add_member(*, household: Household, volunteer: Volunteer, by: User | None) -> HouseholdMember:
    """A volunteer of the town, who is in no other household."""
    may_change(by, household).enforce()
    if volunteer.ended_on is not None or volunteer.town_id != household.town_id:
        raise Impossible(_("只有本镇的志愿者能加入志愿家庭。"), field="number")
    try:
        with transaction.atomic():
            member = HouseholdMember.objects.create(
                household=household, volunteer=volunteer, from_on=clock.today()
            )
    except IntegrityError as error:
        raise Impossible(_("这位志愿者已经在一个志愿家庭里。"), field="number") from error
    record(by, "household.joined", household, town=household.town_id, number=_number(member))
    if by is None or by.pk != volunteer.user_id:
        notices.tell(
            user=volunteer.user,
            key=f"household-{member.pk}-joined",
            text=JOINED,
            url=reverse("volunteers_own:volunteer"),
            by_phone=False,
            household=household.name,
        )
    return member


@transaction.atomic
def withdraw(*, row: Household, why: str, by: User | None) -> None:
    """It is no household after all: its members are free to be in another."""
    may_change(by, row).enforce()
    for member in row.members.filter(until_on__isnull=True).select_related("volunteer__user"):
        member.household = row
        leave(member=member, by=by)
    records.withdraw(row=row, why=why, by=by)


@transaction.atomic
def leave(*, member: HouseholdMember, by: User | None) -> None:
    """Somebody leaves the household: by themselves, or through whoever keeps its record."""
    own = may_attend_to(by, member.volunteer)
    (own or may_change(by, member.household)).enforce()
    still = HouseholdMember.objects.filter(pk=member.pk, until_on__isnull=True)
    if not still.update(until_on=clock.today()):
        raise Overtaken(_("已经不在这个志愿家庭里了，请刷新。"))
    household = member.household
    record(by, "household.left", household, town=household.town_id, number=_number(member))


@transaction.atomic
def leave_any(*, volunteer: Volunteer, by: User | None) -> None:
    """Whoever stops being a volunteer is in no household."""
    for member in volunteer.households.filter(until_on__isnull=True).select_related("household"):
        leave(member=member, by=by)


def _number(member: HouseholdMember) -> str:
    """The journal keeps the number, which outlives the name."""
    return member.volunteer.user.number
