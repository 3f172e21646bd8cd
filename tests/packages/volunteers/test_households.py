"""A household with honours serves as one (2.2-c)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from wenming.accounts.models import Notice
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.volunteers.actions import households, volunteers
from wenming.volunteers.models import Household, HouseholdMember, Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.2-c")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def household(village: world.Village) -> Household:
    return world.a_household(village)


@pytest.fixture
def volunteer(village: world.Village) -> Volunteer:
    return world.a_volunteer(village)


@pytest.fixture
def desk(client: Client, village: world.Village) -> Client:
    client.force_login(village.secretary)
    return client


def test_a_household_shows_its_honours_and_its_members(
    desk: Client, household: Household, volunteer: Volunteer
) -> None:
    place = f"/desk/households/{household.pk}/"

    page = desk.post(f"{place}members/", {"number": volunteer.user.number}, follow=True).text

    for words in ("林阿妹家庭", "词:civilised_family", volunteer.user.number):
        assert words in page
    mine = Client()
    mine.force_login(volunteer.user)
    assert "林阿妹家庭" in mine.get("/volunteer/").text


def test_one_leaves_by_oneself_and_is_no_longer_listed(
    desk: Client, household: Household, volunteer: Volunteer
) -> None:
    member = households.add_member(household=household, volunteer=volunteer, by=None)
    mine = Client()
    mine.force_login(volunteer.user)

    mine.post(f"/desk/household-members/{member.pk}/leaving/")

    assert volunteer.user.number not in desk.get(f"/desk/households/{household.pk}/").text
    assert "林阿妹家庭" not in mine.get("/volunteer/").text
    with pytest.raises(Overtaken):
        households.leave(member=member, by=volunteer.user)


def test_a_volunteer_is_in_one_household_at_a_time(
    village: world.Village, household: Household, volunteer: Volunteer
) -> None:
    households.add_member(household=household, volunteer=volunteer, by=village.secretary)

    with pytest.raises(Impossible, match="已经在一个志愿家庭"):
        households.add_member(
            household=world.a_household(village), volunteer=volunteer, by=village.secretary
        )


def test_only_volunteers_of_the_town_belong_to_it(
    village: world.Village, household: Household, volunteer: Volunteer
) -> None:
    elsewhere = world.a_volunteer(world.a_village("外镇村", world.a_town("linzhen", "邻镇")))
    volunteers.withdraw(volunteer=volunteer, by=None)

    for one in (elsewhere, volunteer):
        with pytest.raises(Impossible, match="本镇的志愿者"):
            households.add_member(household=household, volunteer=one, by=village.secretary)


def test_an_unknown_number_is_refused_in_words(desk: Client, household: Household) -> None:
    place = f"/desk/households/{household.pk}/members/"

    assert "没有这个编号" in desk.post(place, {"number": "12"}, follow=True).text
    assert not HouseholdMember.objects.exists()


def test_another_village_changes_nothing(household: Household, volunteer: Volunteer) -> None:
    other = world.a_village("杆头村").secretary
    member = households.add_member(household=household, volunteer=volunteer, by=None)

    with pytest.raises(Refused):
        households.leave(member=member, by=other)
    with pytest.raises(Refused):
        households.add_member(household=household, volunteer=volunteer, by=other)


def test_a_household_that_was_withdrawn_sets_its_members_free(
    village: world.Village, desk: Client, household: Household, volunteer: Volunteer
) -> None:
    households.add_member(household=household, volunteer=volunteer, by=village.secretary)

    desk.post(f"/desk/households/{household.pk}/withdrawal/", {"why": "登记重复"})

    household.refresh_from_db()
    assert household.withdrawn_why == "登记重复"
    other = world.a_household(village)
    member = households.add_member(household=other, volunteer=volunteer, by=village.secretary)
    assert list(volunteer.households.filter(until_on=None)) == [member]


def test_who_was_put_into_a_household_by_others_hears_of_it(
    village: world.Village, household: Household, volunteer: Volunteer
) -> None:
    households.add_member(household=household, volunteer=volunteer, by=village.secretary)

    (notice,) = Notice.objects.of(volunteer.user).filter(key__startswith="household-")
    assert household.name in str(notice)
    assert "可以自己退出" in str(notice)
