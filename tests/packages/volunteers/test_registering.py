"""One becomes a volunteer in one page, of one's own will; the consent is noted and taken back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from tests import world
from tests.packages.volunteers.registering import TODAY, filled
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.volunteers.actions import households, memberships, volunteers
from wenming.volunteers.models import Consent, HouseholdMember, Membership, Offer, Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def me(client: Client) -> User:
    user = world.a_resident("林阿妹", phone="13805950000")
    client.force_login(user)
    return user


def test_a_resident_registers_on_one_page(client: Client, village: world.Village, me: User) -> None:
    page = client.get("/volunteer/").text
    answer = client.post("/volunteer/", filled(village), follow=True)

    made = Volunteer.objects.get()
    assert "保存到您退出为止" in page
    assert answer.redirect_chain == [("/volunteer/", 302)]
    assert (made.user, made.unit, made.town) == (me, village.unit, village.town)
    for words in (me.number, "词:technician", "词:health", "急救员证", "周六 上午", "138****0000"):
        assert words in answer.text
    assert made.consents.get().how == Consent.How.SELF
    assert Entry.objects.of(made).get().verb == "volunteer.registered"


def test_without_consent_nothing_is_kept(client: Client, village: world.Village, me: User) -> None:
    answer = client.post("/volunteer/", filled(village, agreed=""))

    assert answer.status_code == 422
    assert "要同意才能登记" in answer.text
    assert not Volunteer.objects.exists()


def test_the_identity_number_is_kept_encrypted_and_shown_masked(
    client: Client, village: world.Village, me: User
) -> None:
    number = world.an_identity()
    client.post("/volunteer/", filled(village))

    with connection.cursor() as cursor:
        cursor.execute("select * from volunteers_volunteer")
        rows = repr(cursor.fetchall())
    page = client.get("/volunteer/").text
    assert number not in rows
    assert number not in page
    assert f"0{'*' * 15}{number[-2:]}" in page
    assert number not in repr(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"identity": world.an_identity()[:-1] + "0"}, "身份证号码不对"),
        ({"sex": "male"}, "不一致"),
        ({"identity": world.an_identity(date(1981, 5, 1))}, "不一致"),
        ({"identity_kind": "passport", "identity": "E1"}, "请照证件上的号码填写"),
        ({"born_on": "1880-05-01"}, "请核对出生日期"),
        ({"born_on": "2099-05-01"}, "请核对出生日期"),
        ({"unit": ""}, "这个字段"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    client: Client, village: world.Village, me: User, said: dict[str, str], words: str
) -> None:
    answer = client.post("/volunteer/", filled(village, **said))

    assert answer.status_code == 422
    assert words in answer.text or words == "这个字段"
    assert "field__error" in answer.text
    assert not Volunteer.objects.exists()


def test_full_width_figures_and_a_small_x_are_understood(village: world.Village) -> None:
    made = world.a_volunteer(
        village, identity=world.an_identity().translate(str.maketrans("0123", "０１２３")).lower()
    )

    assert made.identity == world.an_identity()


def test_nobody_else_registers_with_the_same_number(village: world.Village) -> None:
    world.a_volunteer(village, identity=world.an_identity())

    with pytest.raises(Impossible, match="已经登记过"):
        world.a_volunteer(village, world.a_resident("别人"), identity=world.an_identity())


def test_who_is_a_volunteer_does_not_become_one_again(village: world.Village) -> None:
    made = world.a_volunteer(village)

    with pytest.raises(Impossible, match="已经是志愿者"):
        world.a_volunteer(village, made.user)


def test_the_same_person_in_the_same_moment_is_one_volunteer(
    village: world.Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = world.a_volunteer(village)
    nobody = Volunteer.objects.none()
    monkeypatch.setattr(Volunteer.objects, "filter", lambda **_: nobody)

    with pytest.raises(Overtaken, match="刚刚已经登记"):
        world.a_volunteer(village, made.user, identity=world.an_identity(place=8))


# Minors ------------------------------------------------------------------------------------------


def test_under_14_a_guardian_comes_along(client: Client, village: world.Village, me: User) -> None:
    with clock.at(world.moment(TODAY)):
        child = filled(
            village, born_on="2008-09-02", guardian_name="林大", guardian_phone="13800000001"
        )
        answer = client.post("/volunteer/", child)

    assert answer.status_code == 422
    assert "由监护人带到村（社区）登记" in answer.text


@pytest.mark.parametrize("missing", ["guardian_name", "guardian_phone"])
def test_under_18_a_guardian_must_be_named(
    client: Client, village: world.Village, me: User, missing: str
) -> None:
    guardian = {"guardian_name": "林大", "guardian_phone": "13800000001"} | {missing: ""}
    with clock.at(world.moment(TODAY)):
        answer = client.post("/volunteer/", filled(village, born_on="2004-09-02", **guardian))

    assert answer.status_code == 422
    assert not Volunteer.objects.exists()


def test_on_the_eighteenth_birthday_no_guardian_is_needed(
    client: Client, village: world.Village, me: User
) -> None:
    with clock.at(world.moment(TODAY)):
        client.post("/volunteer/", filled(village, born_on="2004-09-01", guardian_name="林大"))

    assert Consent.objects.get().guardian_name == ""


def test_a_worker_enters_a_child_with_the_guardians_consent(
    client: Client, village: world.Village
) -> None:
    client.force_login(village.liaison_officer)
    told = filled(village, born_on="2010-01-01", name="林小妹", how="spoken", given_on="2022-08-30")
    with clock.at(world.moment(TODAY)):
        client.post(
            "/desk/volunteers/new/",
            told | {"guardian_name": "林大", "guardian_phone": "13800000001"},
        )

    consent = Consent.objects.get()
    assert (consent.guardian_name, consent.guardian_phone) == ("林大", "13800000001")
    assert (consent.given_on, consent.noted_by) == (date(2022, 8, 30), village.liaison_officer)


# Through a worker --------------------------------------------------------------------------------


def test_a_worker_enters_somebody_without_a_phone_and_notes_the_consent(
    client: Client, village: world.Village
) -> None:
    client.force_login(village.liaison_officer)
    today = clock.today().isoformat()

    told = filled(village, name="林阿婆", phone="", how="paper", given_on=today)
    page = client.post("/desk/volunteers/new/", told, follow=True).text

    made = Volunteer.objects.get()
    assert (made.user.name, made.user.phone) == ("林阿婆", None)
    assert "本人书面签字" in page
    assert "塘边村联络员经手" in page


def test_a_worker_must_say_how_the_person_agreed_and_not_in_the_future(
    client: Client, village: world.Village
) -> None:
    client.force_login(village.liaison_officer)
    told = filled(village, name="林阿婆", phone="", given_on="2022-08-30")

    assert client.post("/desk/volunteers/new/", told).status_code == 422
    late = client.post("/desk/volunteers/new/", told | {"how": "paper", "given_on": "2099-01-01"})
    assert "不能晚于今天" in late.text
    assert not Volunteer.objects.exists()


def test_a_worker_enters_nobody_of_another_village(village: world.Village) -> None:
    other = world.a_village("杆头村").secretary
    profile = volunteers.Profile(village.unit, "female", date(1980, 5, 1), "card")
    agreement = volunteers.Agreement(how=Consent.How.PAPER)

    with pytest.raises(Refused):
        volunteers.register(
            person=world.a_resident(), profile=profile, agreement=agreement, by=other
        )


# Putting right and taking back ----------------------------------------------------------------------


def test_one_puts_right_what_one_told_without_typing_the_number_again(
    client: Client, village: world.Village, me: User
) -> None:
    world.a_volunteer(village, me)
    told = filled(village, identity="", skills="电工", talents=[])

    client.post("/volunteer/correction/", told)

    made = Volunteer.objects.get()
    assert (made.skills, made.identity) == ("电工", world.an_identity())
    assert not made.offers.filter(kind=Offer.Kind.TALENT).exists()
    assert Entry.objects.of(made)[0].verb == "volunteer.corrected"


def test_a_correction_does_not_make_a_minor_without_a_guardian(
    client: Client, village: world.Village, me: User
) -> None:
    with clock.at(world.moment(TODAY)):
        world.a_volunteer(village, me)
        answer = client.post("/volunteer/correction/", filled(village, born_on="2010-01-01"))

    assert "未满 18 周岁" in answer.text
    assert Volunteer.objects.get().born_on == date(1980, 5, 1)


def test_taking_the_consent_back_deletes_what_was_told_and_keeps_the_number(
    client: Client, village: world.Village, me: User
) -> None:
    made = world.a_volunteer(village, me, talents=("technician",), skills="电工")
    asked = memberships.ask(team=world.a_team(village), volunteer=made, by=me)
    memberships.accept(membership=asked, by=village.secretary)
    households.add_member(
        household=world.a_household(village), volunteer=made, by=village.secretary
    )

    client.post("/volunteer/withdrawal/")

    made.refresh_from_db()
    assert (made.identity, made.identity_index, made.born_on) == (None, None, None)
    assert (made.sex, made.skills, made.user.number) == ("", "", me.number)
    assert not made.offers.exists()
    assert Membership.objects.get().stage == Membership.Stage.LEFT
    assert HouseholdMember.objects.get().until_on == clock.today()
    assert (Consent.objects.get().withdrawn_on, Consent.objects.get().withdrawn_by) == (
        clock.today(),
        me,
    )
    with pytest.raises(Overtaken):
        volunteers.withdraw(volunteer=made, by=me)


def test_who_left_may_come_back_under_the_same_number(
    client: Client, village: world.Village, me: User
) -> None:
    volunteers.withdraw(volunteer=world.a_volunteer(village, me), by=me)

    client.post("/volunteer/", filled(village))

    assert Volunteer.objects.get().ended_on is None
    assert Consent.objects.count() == 2


def test_the_copy_holds_everything_and_erasing_the_account_forgets_it(
    client: Client, village: world.Village, me: User
) -> None:
    client.post("/volunteer/", filled(village))
    copy = json.loads(client.post("/my/data/").content)

    client.post("/my/erasure/")

    assert copy["volunteer"]["identity"] == world.an_identity()
    assert copy["consents"][0]["how"] == "self"
    assert Volunteer.objects.get().identity is None
    assert "林阿妹" not in repr(list(Entry.objects.values()))


def test_nobody_takes_back_the_consent_of_somebody_else(village: world.Village) -> None:
    made = world.a_volunteer(village)

    with pytest.raises(Refused):
        volunteers.withdraw(volunteer=made, by=world.a_resident("别人"))
