"""Who is in a team: asked or invited, never put into it; who left is no longer listed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused, WrongStage
from wenming.base.models import Entry
from wenming.organisation.actions import records
from wenming.volunteers.actions import memberships, volunteers
from wenming.volunteers.models import Membership, Team, Volunteer
from wenming.volunteers.views import membership

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.1-b"), pytest.mark.clause("3.2-b")]

Stage = Membership.Stage


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def leader() -> User:
    """Holds no post: leading the team is enough."""
    return world.a_resident("队长甲")


@pytest.fixture
def team(village: world.Village, leader: User) -> Team:
    return world.a_team(village, head=leader)


@pytest.fixture
def volunteer(village: world.Village) -> Volunteer:
    return world.a_volunteer(village)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_volunteer_asks_and_the_leader_accepts(
    team: Team, volunteer: Volunteer, leader: User
) -> None:
    mine, leading = signed_in(volunteer.user), signed_in(leader)

    mine.post(f"/teams/{team.pk}/joining/")
    waiting = leading.get(f"/teams/{team.pk}/").text
    leading.post(f"/memberships/{Membership.objects.get().pk}/acceptance/")

    assert "同意加入：林阿妹" in waiting
    assert Membership.objects.get().stage == Stage.JOINED
    assert "林阿妹" in mine.get(f"/teams/{team.pk}/").text


def told(user: User) -> list[str]:
    return [str(notice) for notice in Notice.objects.of(user)]


def test_each_side_hears_what_the_other_did(team: Team, volunteer: Volunteer, leader: User) -> None:
    me = volunteer.user
    asked = memberships.ask(team=team, volunteer=volunteer, by=me)
    assert [text for text in told(leader) if "申请加入" in text]
    assert told(me) == []
    memberships.accept(membership=asked, by=leader)
    assert "您已经加入" in told(me)[0]
    memberships.leave(membership=asked, by=leader)
    assert "不再是" in told(me)[0]

    invited = memberships.invite(team=team, volunteer=volunteer, by=leader)
    assert "请您加入" in told(me)[0]
    memberships.accept(membership=invited, by=me)
    memberships.leave(membership=invited, by=me)
    assert "退出了" in told(leader)[0]
    assert not [text for text in told(leader) if me.name in text]


def test_many_who_join_at_once_are_told_and_the_leader_once(
    village: world.Village, team: Team, leader: User
) -> None:
    several = [world.a_volunteer(village, world.a_resident(name)) for name in "甲乙丙"]
    memberships.ask_all(wishes=[(team, one) for one in several], by=village.secretary)
    memberships.accept_all(team=team, by=leader)

    assert len(told(leader)) == 1
    assert all("您已经加入" in told(one.user)[0] for one in several)


def test_everybody_sees_how_many_and_only_members_see_who(
    client: Client, village: world.Village, team: Team, volunteer: Volunteer
) -> None:
    made = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    memberships.accept(membership=made, by=None)
    outside = world.a_volunteer(village, world.a_resident("外人"))

    for visitor in (client, signed_in(outside.user)):
        page = visitor.get(f"/teams/{team.pk}/").text
        assert "1 名队员" in page
        assert "林阿妹" not in page
    assert "1 名队员" in client.get("/teams/?unit=tangbian").text
    assert "队长甲" in signed_in(volunteer.user).get(f"/teams/{team.pk}/").text


def test_who_left_is_no_longer_listed_or_counted_and_may_ask_again(
    team: Team, volunteer: Volunteer, leader: User
) -> None:
    made = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    memberships.accept(membership=made, by=leader)

    signed_in(volunteer.user).post(f"/memberships/{made.pk}/leaving/")

    page = signed_in(leader).get(f"/teams/{team.pk}/").text
    assert "林阿妹" not in page
    assert "0 名队员" in page
    memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    assert Membership.objects.open().get().stage == Stage.ASKED


def test_an_invitation_is_the_volunteers_to_answer(
    team: Team, volunteer: Volunteer, leader: User
) -> None:
    leading, mine = signed_in(leader), signed_in(volunteer.user)
    leading.post(f"/teams/{team.pk}/invitations/", {"number": volunteer.user.number})
    made = Membership.objects.get()

    with pytest.raises(Refused, match="自己决定"):
        memberships.accept(membership=made, by=leader)
    assert "接受邀请" in mine.get("/volunteer/").text
    mine.post(f"/memberships/{made.pk}/acceptance/")

    made.refresh_from_db()
    assert (made.stage, made.moved_by) == (Stage.JOINED, volunteer.user)


def test_an_invitation_can_be_declined_and_a_request_turned_down_or_taken_back(
    village: world.Village, team: Team, volunteer: Volunteer, leader: User
) -> None:
    invited = memberships.invite(team=team, volunteer=volunteer, by=leader)
    memberships.decline(membership=invited, by=volunteer.user)
    taken_back = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    memberships.decline(membership=taken_back, by=volunteer.user)
    turned_down = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    signed_in(leader).post(f"/memberships/{turned_down.pk}/refusal/")

    assert set(Membership.objects.values_list("stage", flat=True)) == {Stage.DECLINED}


def test_asking_when_invited_joins_and_the_other_way_round(
    village: world.Village, team: Team, volunteer: Volunteer, leader: User
) -> None:
    other = world.a_team(village, kind="arts", name="文艺队")
    memberships.invite(team=team, volunteer=volunteer, by=leader)
    memberships.ask(team=other, volunteer=volunteer, by=volunteer.user)

    memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    memberships.invite(team=other, volunteer=volunteer, by=village.secretary)

    assert set(Membership.objects.values_list("stage", flat=True)) == {Stage.JOINED}


def test_nobody_is_in_a_team_twice_nor_accepted_twice(
    team: Team, volunteer: Volunteer, leader: User
) -> None:
    made = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    in_another_tab = Membership.objects.get()

    with pytest.raises(Impossible):
        memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    memberships.accept(membership=made, by=leader)
    with pytest.raises(Overtaken):
        memberships.accept(membership=in_another_tab, by=leader)
    with pytest.raises(WrongStage):
        memberships.decline(membership=made, by=leader)


def test_a_stranger_to_the_team_accepts_nobody_and_lets_nobody_go(
    village: world.Village, team: Team, volunteer: Volunteer
) -> None:
    made = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    other = world.a_village("杆头村").secretary

    for deed in (memberships.accept, memberships.decline, memberships.leave):
        with pytest.raises(Refused):
            deed(membership=made, by=other)
    with pytest.raises(Refused):
        memberships.invite(team=team, volunteer=volunteer, by=other)
    with pytest.raises(Refused):
        memberships.ask(team=team, volunteer=volunteer, by=other)


def test_who_is_no_volunteer_is_told_what_to_do_first(client: Client, team: Team) -> None:
    client.force_login(world.a_resident())

    assert "先登记为志愿者" in client.get(f"/teams/{team.pk}/").text
    assert client.post(f"/teams/{team.pk}/joining/").status_code == 403


def test_a_closed_team_takes_nobody_and_is_not_shown(
    village: world.Village, team: Team, volunteer: Volunteer
) -> None:
    records.correct(row=team, closed_on=world.PLAN_DAY, by=village.secretary)

    with pytest.raises(Refused, match="解散"):
        memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)
    with pytest.raises(Refused, match="解散"):
        memberships.invite(team=team, volunteer=volunteer, by=village.secretary)
    assert Client().get(f"/teams/{team.pk}/").status_code == 404


def test_a_volunteer_of_another_town_does_not_join(team: Team) -> None:
    elsewhere = world.a_village("外镇村", world.a_town("linzhen", "邻镇"))

    with pytest.raises(Refused, match="另一个镇"):
        memberships.ask(team=team, volunteer=world.a_volunteer(elsewhere), by=None)


def test_an_unknown_number_is_told_at_its_field(team: Team, leader: User) -> None:
    for number, words in (("123", "编号是 10 位数字"), ("0000000000", "没有这个编号")):
        answer = signed_in(leader).post(f"/teams/{team.pk}/invitations/", {"number": number})

        assert answer.status_code == 422
        assert words in answer.text


def test_who_stops_being_a_volunteer_is_in_no_team(
    village: world.Village, team: Team, volunteer: Volunteer, leader: User
) -> None:
    memberships.invite(team=team, volunteer=volunteer, by=leader)

    volunteers.withdraw(volunteer=volunteer, by=volunteer.user)

    assert not Membership.objects.open().exists()
    assert Membership.objects.get().since_on == clock.today()


def test_thirty_members_cost_no_more_queries_than_three(
    village: world.Village, team: Team, leader: User
) -> None:
    leading = signed_in(leader)

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            leading.get(path)
        return len(queries)

    def grow(number: int) -> None:
        for place in range(number):
            one = world.a_volunteer(village, world.a_resident(f"队员{place}"))
            made = memberships.ask(team=team, volunteer=one, by=None)
            memberships.accept(membership=made, by=None)

    places = (f"/teams/{team.pk}/", "/teams/")
    grow(2)
    few = [cost(place) for place in places]
    grow(10)

    assert [cost(place) for place in places] == few
    assert max(few) <= 15


def test_everybody_who_has_asked_is_accepted_with_one_button(
    village: world.Village, team: Team, leader: User
) -> None:
    for name in ("甲", "乙"):
        person = world.a_volunteer(village, world.a_resident(name))
        memberships.ask(team=team, volunteer=person, by=person.user)
    leading = signed_in(leader)

    assert "全部同意加入" in leading.get(f"/teams/{team.pk}/").text
    page = leading.post(f"/teams/{team.pk}/admission/", follow=True).text

    assert "2 人已经加入。" in page
    assert set(Membership.objects.values_list("stage", flat=True)) == {"joined"}
    assert Entry.objects.filter(verb="membership.joined").count() == 2


def test_several_ask_at_once_and_who_is_under_way_is_left_there(
    village: world.Village, team: Team, volunteer: Volunteer
) -> None:
    other = world.a_volunteer(village, world.a_resident("另一位"))
    before = memberships.ask(team=team, volunteer=volunteer, by=volunteer.user)

    made = memberships.ask_all(wishes=[(team, volunteer), (team, other)], by=None)

    assert [one.volunteer for one in made] == [other]
    assert set(Membership.objects.all()) == {before, *made}


def test_a_long_list_of_members_is_paged(
    village: world.Village, team: Team, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membership, "PAGE", 2)
    people = [world.a_volunteer(village, world.a_resident(name)) for name in ("甲", "乙", "丙")]
    memberships.ask_all(wishes=[(team, one) for one in people], by=None)
    memberships.accept_all(team=team, by=None)
    leading = signed_in(leader)

    first = leading.get(f"/teams/{team.pk}/").text
    second = leading.get(f"/teams/{team.pk}/?page=2").text

    assert "请出队伍：乙" in first
    assert "请出队伍：丙" not in first
    assert "请出队伍：丙" in second
