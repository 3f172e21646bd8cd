"""Volunteers' data given out: to whom, what for, with consent, once, and told to each of them."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.test import Client

from tests import world
from tests.packages.volunteers.registering import filled
from tests.together import while_open
from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.engines.papers import read_sheet
from wenming.volunteers.actions import handovers, sharing, volunteers
from wenming.volunteers.actions.handovers import Order
from wenming.volunteers.held import held
from wenming.volunteers.models import HandedOver, Handover, Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

PHONE = "13805950000"
MINISTRY = "全国志愿服务信息系统"
COLUMNS = (("姓名", "name"), ("身份证号", "identity"))


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def me() -> User:
    return world.a_resident("林阿妹", phone=PHONE)


@pytest.fixture
def agreed(village: world.Village, me: User) -> Volunteer:
    made = world.a_volunteer(village, me, services=("health",), skills="书法")
    sharing.agree(volunteer=made, by=me)
    return made


@pytest.fixture
def office() -> User:
    return world.an_office()


def an_order(**said: object) -> Order:
    about: dict[str, object] = {
        "recipient": MINISTRY,
        "purpose": "录入信息系统",
        "columns": COLUMNS,
    }
    return Order(**about | said)  # type: ignore[arg-type]


def given(village: world.Village, office: User, **said: object) -> list[list[object]]:
    made = handovers.give_out(town=village.town, order=an_order(**said), by=office)
    return [list(row) for row in read_sheet(made.file)]


def test_only_those_who_agreed_are_in_it_and_the_others_are_counted(
    village: world.Village, agreed: Volunteer, office: User
) -> None:
    world.a_volunteer(village, world.a_resident("蔡小䶮"))

    rows = given(village, office)

    assert rows == [["姓名", "身份证号"], ["林阿妹", agreed.identity]]
    made = Handover.objects.get()
    assert (made.left_out, made.people.count(), made.by) == (1, 1, office)
    assert (made.recipient, made.purpose) == (MINISTRY, "录入信息系统")


def test_the_fields_of_article_five_are_there_in_full(
    village: world.Village, agreed: Volunteer, office: User
) -> None:
    codes = ("number", "sex", "born_on", "identity_kind", "home", "phone", "skills", "services")
    rows = given(village, office, columns=tuple((code, code) for code in codes))

    number = agreed.user.number
    assert rows[1] == [
        *(number, "女", date(1980, 5, 1), "居民身份证", "塘边村", PHONE, "书法", "词:health"),
    ]


def test_nothing_is_given_twice_to_the_same_recipient(
    village: world.Village, agreed: Volunteer, office: User
) -> None:
    given(village, office)

    with pytest.raises(Impossible):
        given(village, office, recipient=f" {MINISTRY} ")
    assert len(given(village, office, recipient="另一个单位")) == 2
    assert len(given(village, office, only_new=False)) == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_give_out_at_once_tell_nobody_twice(
    village: world.Village, agreed: Volunteer, office: User
) -> None:
    assert while_open(*(lambda: given(village, office),) * 2) == "Impossible"

    assert HandedOver.objects.get().volunteer == agreed


def test_what_has_changed_is_new_and_what_changed_back_too(
    village: world.Village, agreed: Volunteer, office: User
) -> None:
    told = (("技能", "skills"),)
    for skills in ("书法", "摄影", "书法"):
        Volunteer.objects.filter(pk=agreed.pk).update(skills=skills)
        assert given(village, office, columns=told)[1] == [skills]

    with pytest.raises(Impossible):
        given(village, office, columns=told)


def test_each_person_reads_to_whom_what_for_and_what(
    client: Client, village: world.Village, agreed: Volunteer, office: User
) -> None:
    given(village, office)
    client.force_login(agreed.user)

    page = client.get("/my/").text

    for words in (MINISTRY, "录入信息系统", "姓名", "证件号码"):
        assert words in page
    [row] = held(agreed.user)["given_out"]  # type: ignore[misc]
    assert row["recipient"] == MINISTRY
    client.force_login(world.a_resident("别人"))
    assert MINISTRY not in client.get("/my/").text


def test_the_log_keeps_a_digest_and_no_number_in_clear(
    village: world.Village, agreed: Volunteer, office: User
) -> None:
    made = handovers.give_out(town=village.town, order=an_order(form="csv"), by=office)

    assert made.handover.digest == hashlib.sha256(made.file).hexdigest()
    assert made.file.decode("utf-8-sig").startswith("姓名,身份证号\r\n林阿妹,")
    assert str(agreed.identity) not in str(list(HandedOver.objects.values()))


def test_only_the_towns_offices_give_out(village: world.Village, agreed: Volunteer) -> None:
    with pytest.raises(Refused):
        given(village, village.secretary)


def test_consent_is_taken_back_as_easily_and_ends_with_the_registration(
    client: Client, village: world.Village, agreed: Volunteer, office: User
) -> None:
    client.force_login(agreed.user)
    client.post("/volunteer/sharing/withdrawal/")
    with pytest.raises(Impossible):
        given(village, office)

    client.post("/volunteer/sharing/")
    assert len(given(village, office)) == 2
    with pytest.raises(Overtaken):
        sharing.agree(volunteer=agreed, by=agreed.user)

    volunteers.withdraw(volunteer=agreed, by=agreed.user)
    assert not agreed.sharings.filter(withdrawn_on=None).exists()
    assert HandedOver.objects.count() == 1


def test_it_is_asked_apart_when_one_registers(client: Client, village: world.Village) -> None:
    for name, told in (("林阿妹", {"shares": "on"}), ("蔡阿婆", {})):
        user = world.a_resident(name)
        client.force_login(user)
        number = world.an_identity(date(1980, 5, 1), place=2 * User.objects.count())
        client.post("/volunteer/", filled(village, identity=number, **told))
        made = Volunteer.objects.get(user=user)
        assert made.sharings.exists() is bool(told)


def test_at_the_desk_it_is_noted_how_somebody_agreed(
    client: Client, village: world.Village
) -> None:
    found = world.a_volunteer(village)
    client.force_login(village.secretary)

    client.post(f"/desk/volunteers/{found.pk}/sharing/", {"how": "self"})
    assert not found.sharings.exists()
    client.post(f"/desk/volunteers/{found.pk}/sharing/", {"how": "paper"})
    assert found.sharings.get().noted_by == village.secretary
    client.post(f"/desk/volunteers/{found.pk}/sharing/withdrawal/")
    assert found.sharings.get().withdrawn_on is not None


def test_the_page_answers_with_the_file_and_the_log_shows_it(
    client: Client, agreed: Volunteer, office: User
) -> None:
    client.force_login(office)
    sent = {
        "recipient": MINISTRY,
        "purpose": "录入信息系统",
        "fields_given": ["name", "phone"],
        "form": "xlsx",
        "only_new": "on",
    }

    answer = client.post("/desk/volunteers/handovers/new/", sent)

    assert read_sheet(answer.content)[1] == ["林阿妹", PHONE]
    assert "attachment" in answer["Content-Disposition"]
    log = client.get("/desk/volunteers/handovers/").text
    assert MINISTRY in log
    assert PHONE not in log
    again = client.post("/desk/volunteers/handovers/new/", sent)
    assert again.status_code == 422
    assert "没有可以提供的" in again.text
