"""Skills with their certificates: told, checked by another, counted while they are valid (3.2-a)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import world
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.volunteers.actions import qualifications, volunteers
from wenming.volunteers.actions.qualifications import Certificate
from wenming.volunteers.held import held
from wenming.volunteers.models import Qualification, Volunteer
from wenming.volunteers.queries import missing_skills, qualified

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

NUMBER = "HZ2026-88"
AID = Certificate("first_aid", "红十字救护员证", NUMBER)


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def me() -> User:
    return world.a_resident("林阿妹")


@pytest.fixture
def found(village: world.Village, me: User) -> Volunteer:
    return world.a_volunteer(village, me)


def told(volunteer: Volunteer, certificate: Certificate = AID) -> Qualification:
    return qualifications.tell(volunteer=volunteer, told=certificate, by=volunteer.user)


def checked(volunteer: Volunteer, by: User, certificate: Certificate = AID) -> Qualification:
    made = told(volunteer, certificate)
    qualifications.check(qualification=made, seen=made.seen, by=by)
    made.refresh_from_db()
    return made


def test_on_a_phone_it_is_told_corrected_and_taken_away(
    client: Client, found: Volunteer, me: User
) -> None:
    client.force_login(me)
    client.post(
        "/volunteer/qualifications/new/",
        {"skill": "first_aid", "certificate": "救护员证", "number": NUMBER, "valid_until": ""},
    )
    made = Qualification.objects.get()
    page = client.get("/volunteer/").text
    assert "救护员证" in page
    assert "待核对" in page
    assert NUMBER not in page

    sent = {
        "skill": "first_aid",
        "certificate": "护士证",
        "number": "",
        "valid_until": "2099-01-01",
    }
    client.post(f"/qualifications/{made.pk}/", sent)
    made.refresh_from_db()
    assert (made.certificate, made.number, made.valid_until) == ("护士证", NUMBER, date(2099, 1, 1))

    client.post(f"/qualifications/{made.pk}/removal/")
    assert not Qualification.objects.exists()


def test_only_what_a_worker_checked_counts(village: world.Village, found: Volunteer) -> None:
    made, today = told(found), clock.today()
    assert qualified(found, today) == frozenset()

    qualifications.check(qualification=made, seen=made.seen, by=village.liaison_officer)
    assert qualified(found, today) == {"first_aid"}
    assert list(Volunteer.objects.qualified("first_aid", today)) == [found]

    made.refresh_from_db()
    qualifications.uncheck(qualification=made, by=village.secretary)
    assert qualified(found, today) == frozenset()
    assert not Volunteer.objects.qualified("first_aid", today).exists()


def test_it_counts_to_its_last_day(village: world.Village, found: Volunteer) -> None:
    last = clock.today() + timedelta(days=10)
    checked(found, village.secretary, Certificate("driver", "驾驶证", valid_until=last))

    for day, skills in ((last, {"driver"}), (last + timedelta(days=1), frozenset())):
        assert qualified(found, day) == skills
        assert Volunteer.objects.qualified("driver", day).exists() is bool(skills)


def test_what_is_missing_says_why(village: world.Village, found: Volunteer) -> None:
    last = clock.today() + timedelta(days=1)
    told(found)
    checked(found, village.secretary, Certificate("driver", "驾驶证", valid_until=last))

    found_missing = missing_skills(
        found, ["electrician", "first_aid", "driver", "driver"], last + timedelta(days=1)
    )

    assert [(one.skill, one.word) for one in found_missing] == [
        ("electrician", "词:electrician"),
        ("first_aid", "词:first_aid"),
        ("driver", "词:driver"),
    ]
    assert "没有登记" in found_missing[0].why
    assert "没有核对" in found_missing[1].why
    assert "过期" in found_missing[2].why
    assert missing_skills(found, ["driver"], last) == []


def test_what_is_told_anew_is_checked_anew(village: world.Village, found: Volunteer) -> None:
    made = checked(found, village.secretary)

    qualifications.correct(qualification=made, told=AID, by=found.user)

    assert qualified(found, clock.today()) == frozenset()


def test_a_check_is_of_what_was_seen(village: world.Village, found: Volunteer) -> None:
    made = told(found)
    seen = made.seen
    qualifications.correct(qualification=made, told=AID, by=found.user)

    with pytest.raises(Overtaken):
        qualifications.check(qualification=made, seen=seen, by=village.secretary)


def test_nobody_checks_their_own_nor_another_villages(village: world.Village) -> None:
    worker = world.a_volunteer(village, village.secretary)
    made = told(worker)

    for user in (village.secretary, world.a_village("杆头村").secretary):
        with pytest.raises(Refused):
            qualifications.check(qualification=made, seen=made.seen, by=user)


def test_one_certificate_a_skill_and_none_that_has_run_out(found: Volunteer) -> None:
    told(found)

    with pytest.raises(Impossible) as twice:
        told(found)
    with pytest.raises(Impossible) as over:
        told(found, Certificate("driver", "驾驶证", valid_until=date(2020, 2, 29)))

    assert (twice.value.field, over.value.field) == ("skill", "valid_until")


def test_the_desk_sees_what_to_check_and_what_ends_within_sixty_days(
    client: Client, village: world.Village, found: Volunteer
) -> None:
    told(found)
    soon, later = (clock.today() + timedelta(days=days) for days in (60, 61))
    checked(found, village.secretary, Certificate("driver", "驾驶证", valid_until=soon))
    checked(found, village.secretary, Certificate("electrician", "电工证", valid_until=later))
    client.force_login(village.secretary)

    waiting = client.get("/desk/qualifications/").text
    ending = client.get("/desk/qualifications/?which=ending").text

    assert "红十字救护员证" in waiting
    assert "驾驶证" not in waiting
    assert "驾驶证" in ending
    assert "电工证" not in ending
    assert NUMBER not in waiting


def test_at_the_desk_a_worker_notes_and_checks_it(
    client: Client, village: world.Village, found: Volunteer
) -> None:
    client.force_login(village.secretary)
    sent = {"skill": "driver", "certificate": "驾驶证", "number": "", "valid_until": ""}
    client.post(f"/desk/volunteers/{found.pk}/qualifications/new/", sent)
    made = Qualification.objects.get()

    client.post(f"/desk/qualifications/{made.pk}/checking/", {"seen": made.seen})
    assert qualified(found, clock.today()) == {"driver"}
    assert "塘边村书记" in client.get(f"/desk/volunteers/{found.pk}/").text

    client.post(f"/desk/qualifications/{made.pk}/unchecking/")
    assert qualified(found, clock.today()) == frozenset()


def test_a_faulty_form_says_where_and_keeps_what_was_typed(
    client: Client, found: Volunteer, me: User
) -> None:
    client.force_login(me)
    sent = {"skill": "", "certificate": world.LONG, "number": "", "valid_until": "昨天"}

    answer = client.post("/volunteer/qualifications/new/", sent)

    assert answer.status_code == 422
    assert "昨天" in answer.text
    assert world.LONG in answer.text


def test_a_word_that_the_plan_no_longer_has_can_still_be_corrected(
    client: Client, found: Volunteer, me: User
) -> None:
    made = told(found, Certificate("blacksmith", "铁匠"))
    client.force_login(me)

    sent = {"skill": "blacksmith", "certificate": "老铁匠", "number": "", "valid_until": ""}
    assert client.post(f"/qualifications/{made.pk}/", sent).status_code == 302


def test_it_is_told_to_its_holder_whole_and_goes_with_the_consent(found: Volunteer) -> None:
    told(found)
    rows = held(found.user)["qualifications"]
    assert rows == [
        {
            "skill": "词:first_aid",
            "certificate": "红十字救护员证",
            "number": NUMBER,
            "valid_until": None,
            "checked_on": None,
        }
    ]

    volunteers.withdraw(volunteer=found, by=found.user)
    assert not Qualification.objects.exists()
