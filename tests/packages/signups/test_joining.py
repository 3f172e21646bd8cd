"""Somebody signs up; every no says why, and what would help."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import world
from tests.packages.signups.stage import a_shift, an_announced, is_sound, join, stages
from wenming.accounts.models import Notice, User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Town
from wenming.signups.actions import joining
from wenming.signups.models import SignUp
from wenming.volunteers.actions import households, volunteers
from wenming.volunteers.models import Consent, Qualification, Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]


def a_place(village: world.Village, places: int = 5, **said: Any) -> Shift:
    """A shift for volunteers, a week from now."""
    return a_shift(an_announced(village, **said), places)


def a_minor(village: world.Village, age: int, name: str = "林小宝") -> User:
    """A child whose guardian agreed, entered by the village."""
    born_on = date(clock.today().year - age, 1, 1)
    profile = volunteers.Profile(
        unit=village.unit,
        sex=Volunteer.Sex.FEMALE,
        born_on=born_on,
        identity_kind=Volunteer.Identity.CARD,
        identity=world.an_identity(born_on, place=2 * Volunteer.objects.count() + 2),
    )
    agreement = volunteers.Agreement(
        how=Consent.How.PAPER, guardian_name="林大山", guardian_phone="13800138000"
    )
    found = volunteers.register(
        person=world.a_resident(name), profile=profile, agreement=agreement, by=village.secretary
    )
    return found.user


def why_not(shift: Shift, by: User, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        join(shift=shift, by=by, **said)
    return str(no.value)


# In two taps -------------------------------------------------------------------------------------


def test_a_volunteer_joins_with_the_one_button_of_the_page(client: Client) -> None:
    village = world.a_village()
    shift, volunteer = a_place(village), world.a_volunteer(village)
    client.force_login(volunteer.user)
    page = world.address(village.town, "activities_public:activity", shift.activity_id)

    before = client.get(page).text
    after = client.post(f"/shifts/{shift.pk}/joining/", follow=True).text

    assert "我要报名" in before
    assert "还有 5 个名额" in before
    assert "报上名了" in after
    assert "我不能来" in after
    assert stages(shift) == {"林阿妹": "admitted"}


def test_what_this_town_has_not_announced_takes_nobody(client: Client) -> None:
    village = world.a_village()
    client.force_login(world.a_volunteer(village).user)
    draft, elsewhere = a_place(village), a_place(world.a_village("别处村"))
    Activity.objects.filter(pk=draft.activity_id).update(stage=Activity.Stage.DRAFT)
    another = Town.objects.create(code="another", name="别处镇", name_en="Elsewhere")
    Activity.objects.filter(pk=elsewhere.activity_id).update(town=another)
    town = f"/t/{village.town.code}"

    told = [
        client.post(f"{town}/shifts/{number}/joining/").status_code
        for number in (draft.pk, elsewhere.pk, 999_999)
    ]

    assert told == [404, 404, 404]
    assert not SignUp.objects.exists()


def test_a_second_tap_does_no_harm(client: Client) -> None:
    village = world.a_village()
    shift, volunteer = a_place(village), world.a_volunteer(village)
    client.force_login(volunteer.user)

    client.post(f"/shifts/{shift.pk}/joining/")
    again = client.post(f"/shifts/{shift.pk}/joining/", follow=True).text

    assert "您已经报过名了" in again
    assert is_sound(shift)


def test_who_is_not_signed_in_is_led_there_and_back(client: Client) -> None:
    shift = a_place(world.a_village())

    page = client.get(f"/activities/{shift.activity_id}/").text

    assert f"/account/login/?next=/activities/{shift.activity_id}/" in page


def test_a_full_shift_offers_the_waiting_list(client: Client) -> None:
    village = world.a_village()
    shift = a_place(village, places=1)
    join(shift=shift, by=world.a_volunteer(village).user)
    late = world.a_volunteer(village, world.a_resident("陈来晚"))
    client.force_login(late.user)

    page = client.get(f"/activities/{shift.activity_id}/").text
    client.post(f"/shifts/{shift.pk}/joining/")

    assert "加入候补" in page
    assert stages(shift) == {"林阿妹": "admitted", "陈来晚": "waiting"}


def test_a_resident_attends_without_being_a_volunteer() -> None:
    shift = a_shift(an_announced(world.a_village()), part=Shift.Part.ATTEND)

    assert join(shift=shift, by=world.a_resident()).stage == SignUp.Stage.ADMITTED


def test_the_page_costs_the_same_however_many_shifts_there_are(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    village = world.a_village()
    activity = an_announced(village)
    for hour in range(8, 18):
        a_shift(activity, hour=hour)
    client.force_login(world.a_volunteer(village).user)
    client.get(f"/activities/{activity.pk}/")

    with django_assert_max_num_queries(24):
        client.get(f"/activities/{activity.pk}/")


# Why not -----------------------------------------------------------------------------------------


def test_who_is_not_registered_is_shown_where_to_register(client: Client) -> None:
    shift, resident = a_place(world.a_village()), world.a_resident()
    client.force_login(resident)

    page = client.get(f"/activities/{shift.activity_id}/").text

    assert "先登记为志愿者" in why_not(shift, resident)
    assert "先登记为志愿者" in page
    assert 'href="/volunteer/"' in page
    assert "我要报名" not in page


def test_a_volunteer_of_another_town_registers_here_first() -> None:
    elsewhere = world.a_village("外镇村", world.a_town("linzhen", "邻镇"))
    volunteer = world.a_volunteer(elsewhere)

    assert "先登记为志愿者" in why_not(a_place(world.a_village()), volunteer.user)


def test_who_is_too_young_is_told_from_which_age() -> None:
    village = world.a_village()

    told = why_not(a_place(village, least_age=16), a_minor(village, 15))

    assert "年满 16 周岁" in told


def test_nobody_under_age_goes_where_there_is_danger() -> None:
    village = world.a_village()
    shift = a_place(village, is_dangerous=True, insurance="意外险")

    assert "有危险" in why_not(shift, a_minor(village, 17))


def test_a_qualification_that_is_lacking_is_named() -> None:
    village = world.a_village()
    world.words(village.town, "skills", "first_aid")
    shift = a_shift(an_announced(village), skills=["first_aid"])

    assert "词:first_aid" in why_not(shift, world.a_volunteer(village).user)


def test_a_certificate_that_was_checked_and_is_valid_on_the_day_opens_the_shift() -> None:
    village = world.a_village()
    shift = a_shift(an_announced(village), skills=["first_aid"])
    volunteer = world.a_volunteer(village)
    certificate = Qualification(
        volunteer=volunteer, skill="first_aid", certificate="救护员证", told_at=clock.now()
    )
    certificate.valid_until = clock.today() + timedelta(days=6)
    certificate.checked_on, certificate.checked_by = clock.today(), village.secretary
    certificate.save()

    assert "资格" in why_not(shift, volunteer.user)
    Qualification.objects.update(valid_until=clock.today() + timedelta(days=7))

    assert join(shift=shift, by=volunteer.user).is_new


def test_a_clash_is_told_with_the_other_activity() -> None:
    village = world.a_village()
    volunteer = world.a_volunteer(village)
    join(shift=a_place(village, title="助老理发"), by=volunteer.user)
    overlapping = a_shift(an_announced(village), hour=10)
    after_it = a_shift(an_announced(village), hour=11)

    assert "助老理发" in why_not(overlapping, volunteer.user)
    assert join(shift=after_it, by=volunteer.user).is_new


def test_what_was_called_off_keeps_nobody_from_another() -> None:
    village = world.a_village()
    volunteer = world.a_volunteer(village)
    shift = a_place(village)
    join(shift=shift, by=volunteer.user)
    type(shift.activity).objects.update(stage="called_off", called_off_why="台风")

    assert join(shift=a_place(village), by=volunteer.user).is_new


def test_of_what_was_called_off_no_places_are_told(client: Client) -> None:
    told = {"stage": Activity.Stage.CALLED_OFF, "called_off_why": "台风"}
    shift = a_place(world.a_village(), **told)

    page = client.get(f"/activities/{shift.activity_id}/").text

    assert "台风" in page
    assert "名额" not in page


def test_a_popular_place_is_shared_until_near_its_time() -> None:
    village = world.a_village()
    volunteer = world.a_volunteer(village)
    day = clock.today() + timedelta(days=14 - clock.today().weekday())
    first, second = (
        a_place(village, weekly_most=1, held_on=day + timedelta(days=on)) for on in (1, 3)
    )
    join(shift=first, by=volunteer.user)

    told = why_not(second, volunteer.user)
    with clock.at(second.starts_at - timedelta(hours=47)):
        answer = join(shift=second, by=volunteer.user)

    assert "每周最多 1 次" in told
    assert "不再限次数" in told
    assert answer.is_new


def test_what_has_begun_or_is_over_says_so() -> None:
    village = world.a_village()
    shift, volunteer = a_place(village), world.a_volunteer(village)

    with clock.at(shift.starts_at + timedelta(minutes=1)):
        assert "已经开始" in why_not(shift, volunteer.user)
    with clock.at(shift.ends_at + timedelta(minutes=1)):
        assert "已经结束" in why_not(shift, volunteer.user)


# Together ----------------------------------------------------------------------------------------


def a_family(village: world.Village, age: int = 10) -> tuple[User, User]:
    """A mother and her child, in one household."""
    mother = world.a_volunteer(village)
    child = a_minor(village, age)
    household = world.a_household(village)
    for volunteer in (mother, Volunteer.objects.get(user=child)):
        households.add_member(household=household, volunteer=volunteer, by=village.secretary)
    return mother.user, child


@pytest.mark.clause("2.2-c")
def test_whom_one_wanted_to_bring_is_still_chosen_after_a_no(client: Client) -> None:
    village = world.a_village()
    mother, father = (world.a_volunteer(village, world.a_resident(n)) for n in ("林母", "林父"))
    household = world.a_household(village)
    for one in (mother, father):
        households.add_member(household=household, volunteer=one, by=village.secretary)
    shift = a_place(village)
    join(shift=a_place(village), by=father.user)
    client.force_login(mother.user)
    asked = {"members": father.user.pk, "companions": "2"}

    answer = client.post(f"/shifts/{shift.pk}/joining/", asked, follow=True)

    assert "时间冲突" in answer.text
    assert f'value="{father.user.pk}" checked' in answer.text
    assert '<option value="2" selected>' in answer.text
    assert "<details open>" in answer.text
    plain = client.get(f"/activities/{shift.activity_id}/?shift=x&members=-1&companions=²").text
    assert "<details>" in plain
    assert not SignUp.objects.filter(shift=shift).exists()


def test_a_household_signs_up_as_one_and_children_are_counted(client: Client) -> None:
    village = world.a_village()
    mother, child = a_family(village)
    shift = a_place(village)
    client.force_login(mother)

    page = client.get(f"/activities/{shift.activity_id}/").text
    client.post(f"/shifts/{shift.pk}/joining/", {"members": [child.pk], "companions": "1"})

    assert "林小宝" in page
    rows = SignUp.objects.filter(shift=shift)
    assert rows.values("party").distinct().count() == 1
    assert sorted(rows.values_list("user__name", "companions")) == [("林小宝", 0), ("林阿妹", 1)]
    shift.refresh_from_db()
    assert shift.left == 2


def test_a_child_of_ten_comes_with_an_adult_or_not_at_all() -> None:
    village = world.a_village()
    mother, child = a_family(village)

    assert "家里的成年人" in why_not(a_place(village), child)
    assert join(shift=a_place(village), members=[child], by=mother).is_new


def test_a_guardian_hears_where_a_minor_goes(
    django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    village = world.a_village()
    shift, child = a_place(village), a_minor(village, 15)

    with django_capture_on_commit_callbacks(execute=True):
        join(shift=shift, by=child)

    assert "138****8000" in caplog.text
    assert "林小宝" in caplog.text


def test_nobody_signs_up_a_stranger() -> None:
    village = world.a_village()
    shift, stranger = a_place(village), world.a_volunteer(village, world.a_resident("路人"))

    with pytest.raises(Impossible, match="自己家庭"):
        join(shift=shift, members=[stranger.user], by=world.a_volunteer(village).user)


def test_more_than_there_are_places_is_not_waited_for() -> None:
    village = world.a_village()

    with pytest.raises(Impossible, match="一共只有 2 个名额"):
        join(shift=a_place(village, places=2), companions=2, by=world.a_volunteer(village).user)


# Through a worker --------------------------------------------------------------------------------


def test_a_worker_signs_up_a_volunteer_without_a_phone_who_is_told(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    village = world.a_village()
    shift, volunteer = a_place(village), world.a_volunteer(village)
    client.force_login(village.secretary)

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            f"/desk/shifts/{shift.pk}/people/",
            {"number": volunteer.user.number, "companions": "0"},
            follow=True,
        )

    assert "已经报名" in page.text
    assert SignUp.objects.get().entered_by == village.secretary
    assert "替您报名了" in str(Notice.objects.of(volunteer.user).get())


def test_an_old_neighbour_attends_by_name_alone_and_only_once() -> None:
    village = world.a_village()
    shift = a_shift(an_announced(village), places=9, part=Shift.Part.ATTEND)

    joining.enter(shift=shift, person=Person("林阿公"), by=village.secretary)
    with pytest.raises(Impossible, match="已经报过名"):
        joining.enter(shift=shift, person=Person("林阿公"), by=village.secretary)

    assert stages(shift) == {"林阿公": "admitted"}


def test_the_desks_no_stands_at_the_form_and_what_was_typed_stays(client: Client) -> None:
    village = world.a_village()
    shift = a_place(village)
    client.force_login(village.secretary)

    page = client.post(
        f"/desk/shifts/{shift.pk}/people/", {"number": "0000000000", "companions": "0"}
    )

    assert page.status_code == 422
    assert "没有这个编号" in page.text
    assert "0000000000" in page.text


def test_another_villages_worker_may_not(client: Client) -> None:
    shift = a_place(world.a_village())

    with pytest.raises(Refused):
        joining.enter(shift=shift, person=Person("林阿公"), by=world.a_village("杆头村").secretary)
