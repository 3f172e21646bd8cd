"""Whoever asked, and whoever was asked, hears of each change, and of what happens twice twice (5.3-d)."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.test import Client

from tests import world
from wenming.accounts.actions import mine
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.needs.actions import answering, dispatching, ordering
from wenming.needs.models import Dispatch, Need
from wenming.volunteers.actions import volunteers
from wenming.volunteers.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-d")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def asker() -> User:
    return world.a_resident("求助的人")


def accepted(village: world.Village, asker: User, to: Team | None = None) -> Dispatch:
    """Somebody with an account asked, and a volunteer or team has said yes."""
    need = world.a_need(village)
    need.asker = asker
    need.save()
    answering.verify(need=need, by=None)
    (made,) = dispatching.offer(need=need, to=[to or world.a_volunteer(village)], by=None)
    dispatching.accept(dispatch=made, by=None)
    return made


def stand_in(village: world.Village, dispatch: Dispatch) -> Dispatch:
    other = world.a_volunteer(village, world.a_resident("替班"))
    made = dispatching.hand_over(dispatch=dispatch, to=other, by=None)
    return Dispatch.objects.select_related("need__unit__town", "instead_of").get(pk=made.pk)


def told(user: User | None) -> list[str]:
    """The last first."""
    assert user is not None
    return [str(one) for one in Notice.objects.filter(user=user).order_by("-pk")]


def test_each_new_time_is_told(village: world.Village, asker: User) -> None:
    dispatch = accepted(village, asker)

    for days in (1, 2):
        at = clock.now() + timedelta(days=days)
        dispatching.reschedule(dispatch=dispatch, planned_at=at, by=None)

    assert [("改了时间" in one) for one in told(asker)] == [True, True, False, False]


def test_given_back_is_told_and_so_is_the_next_who_comes(
    village: world.Village, asker: User
) -> None:
    dispatch = accepted(village, asker)

    dispatching.give_back(dispatch=dispatch, why="病了", by=None)
    assert "正在另外安排人" in told(asker)[0]
    other = world.a_volunteer(village, world.a_resident("乙"))
    (again,) = dispatching.offer(need=dispatch.need, to=[other], by=None)
    dispatching.accept(dispatch=again, by=None)

    assert "已经有人接单" in told(asker)[0]


def test_another_who_comes_instead_is_told(village: world.Village, asker: User) -> None:
    dispatching.accept(dispatch=stand_in(village, accepted(village, asker)), by=None)

    assert "换了人去" in told(asker)[0]


@pytest.mark.parametrize("how", ["declined", "lapsed", "retracted"])
def test_who_asked_for_a_stand_in_hears_that_nobody_stands_in(
    village: world.Village, asker: User, how: str
) -> None:
    dispatch = accepted(village, asker)
    other = stand_in(village, dispatch)

    if how == "declined":
        dispatching.decline(dispatch=other, why="没空", by=None)
    elif how == "lapsed":
        dispatching.lapse(dispatch=other)
    else:
        dispatching.retract(dispatch=other, by=village.secretary)

    assert "还是由您去" in told(dispatch.answerer)[0]
    assert Dispatch.objects.get(pk=dispatch.pk).stage == "accepted"


def test_the_desk_takes_back_the_question_for_a_stand_in(
    village: world.Village, asker: User, client: Client
) -> None:
    other = stand_in(village, accepted(village, asker))
    client.force_login(village.secretary)
    address = f"/desk/dispatches/{other.pk}/retracting/"

    assert address in client.get(other.need.get_absolute_url()).text
    client.post(address)

    assert Dispatch.objects.get(pk=other.pk).stage == "retracted"
    assert "不用您去了" in told(other.answerer)[0]


def test_whoever_calls_takes_it_back_or_says_that_it_was_not_done(
    village: world.Village, asker: User, client: Client
) -> None:
    dispatch = accepted(village, asker)
    need = dispatch.need
    client.force_login(village.secretary)
    desk = need.get_absolute_url()

    early = client.post(f"{desk}reopening/")
    dispatching.finish(
        dispatch=dispatch, served_on=clock.today(), began=time(9), minutes=30, by=None
    )
    assert f"{desk}reopening/" in client.get(desk).text
    client.post(f"{desk}reopening/")
    assert f"{desk}withdrawal/" in client.get(desk).text
    client.post(f"{desk}withdrawal/")

    need.refresh_from_db()
    assert early.status_code == 422
    assert (need.stage, need.opened_again) == ("withdrawn", 1)
    assert "按您说的撤回了" in told(asker)[0]
    assert client.post(f"{desk}withdrawal/").status_code == 409


@pytest.mark.parametrize("who", ["himself", "a worker"])
def test_who_is_no_volunteer_any_more_goes_nowhere(
    village: world.Village, asker: User, who: str
) -> None:
    dispatch = accepted(village, asker)
    leaving = dispatch.volunteer
    assert leaving is not None
    (offer,) = dispatching.offer(need=world.a_verified_need(village), to=[leaving], by=None)

    volunteers.withdraw(
        volunteer=leaving, by=leaving.user if who == "himself" else village.secretary
    )

    stages = dict(Dispatch.objects.values_list("pk", "stage"))
    assert stages == {dispatch.pk: "given_back", offer.pk: "declined"}
    assert set(Need.objects.values_list("stage", flat=True)) == {"verified"}
    assert "正在另外安排人" in told(asker)[0]


def test_who_stood_in_is_named_nowhere_once_the_account_is_closed(
    village: world.Village, asker: User
) -> None:
    other = stand_in(village, accepted(village, asker))
    dispatching.accept(dispatch=other, by=None)
    assert other.answerer is not None

    mine.erase(user=other.answerer, by=other.answerer)

    kept = [f"{one} {one.why}" for one in Dispatch.objects.select_related("volunteer__user")]
    assert [one for one in kept if "替班" in one] == []


def test_called_back_from_a_team_that_is_gone_nobody_is_left_asked_to_stand_in_for_it(
    village: world.Village, asker: User
) -> None:
    brigade = world.a_brigade(village)
    dispatch = accepted(village, asker, to=brigade)
    other = stand_in(village, dispatch)
    Team.objects.filter(pk=brigade.pk).update(withdrawn_at=clock.now(), withdrawn_why="撤了")

    ordering.call_back(
        dispatch=Dispatch.objects.select_related("need__unit__town", "team").get(pk=dispatch.pk),
        by=village.secretary,
    )

    assert Need.objects.get().stage == "verified"
    assert not Dispatch.objects.live().exists()
    assert "不用您去了" in told(other.answerer)[0]
    assert "正在另外安排人" in told(asker)[0]
