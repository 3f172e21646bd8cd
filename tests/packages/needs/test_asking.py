"""Asking for help on one page, without an account, and following it by its number (5.3-a)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests import world
from wenming.accounts.models import Message
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import Entry
from wenming.needs import contacts, numbers
from wenming.needs.actions import answering, asking
from wenming.needs.models import Need
from wenming.needs.plan import KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-a")]


def told(village: world.Village, **said: object) -> dict[str, object]:
    """What the form of the page sends."""
    about = {
        "words": "老人一个人住，灯坏了没人修",
        "unit": village.unit.pk,
        "name": "王阿婆",
        "phone": "138 0000 1234",
        "priority": "0",
        "ticket": str(uuid4()),
    }
    return {**about, **said}


def test_four_fields_are_enough_and_the_answer_is_a_page_with_the_number(client: Client) -> None:
    village = world.a_village()

    answer = client.post("/ask/", told(village), follow=True)

    need = Need.objects.get()
    assert need.number in answer.content.decode()
    assert (need.channel, need.phone, need.name) == ("online", "13800001234", "王阿婆")


def test_the_same_form_sent_twice_is_one_need(client: Client) -> None:
    form = told(world.a_village())

    first, second = (client.post("/ask/", form) for _turn in range(2))

    assert (Need.objects.count(), first["Location"]) == (1, second["Location"])


def test_a_telephone_at_home_will_do_and_rubbish_will_not(client: Client) -> None:
    village = world.a_village()

    assert client.post("/ask/", told(village, phone="0595-8888 0000")).status_code == 302
    refused = client.post("/ask/", told(village, phone="12345"))

    assert refused.status_code == 422
    assert "灯坏了没人修" in refused.content.decode()


def test_for_somebody_else_only_with_their_agreement(client: Client) -> None:
    village = world.a_village()

    without = client.post("/ask/", told(village, is_for_other="on", other="李伯"))
    agreed = client.post("/ask/", told(village, is_for_other="on", other="李伯", other_agreed="on"))

    assert (without.status_code, agreed.status_code) == (422, 302)


@pytest.mark.clause("5.2-d")
def test_a_protected_group_is_kept_only_with_a_consent_of_its_own(client: Client) -> None:
    village = world.a_village()

    without = client.post("/ask/", told(village, focus="elderly"))
    agreed = client.post("/ask/", told(village, focus="elderly", focus_agreed="on"))

    assert (without.status_code, agreed.status_code) == (422, 302)
    assert Need.objects.get().focus_agreed_at is not None


def test_every_fault_is_said_at_once_and_what_was_folded_away_stays_in_sight(
    client: Client,
) -> None:
    village = world.a_village()
    said = told(village, phone="138", is_for_other="on", focus="elderly")

    faulty = client.post("/ask/", said).content.decode()
    told_more = client.post("/ask/", told(village, phone="138", place="祠堂后")).content.decode()
    plain = client.post("/ask/", told(village, phone="138")).content.decode()

    assert all(f'href="#id_{name}"' in faulty for name in ("phone", "other_agreed", "focus_agreed"))
    assert "<details open>" in faulty
    assert "<details open>" in told_more
    assert "<details>" in plain


def test_of_what_kind_it_is_says_whoever_takes_it_on(client: Client) -> None:
    village = world.a_village()
    world.words(village.town, KINDS, "repair")
    need = world.a_need(village, kind="")
    client.force_login(village.secretary)

    before = client.get(need.get_absolute_url()).content.decode()
    client.post(f"{need.get_absolute_url()}verification/", {"kind": "repair"})
    after = client.get(need.get_absolute_url()).content.decode()

    need.refresh_from_db()
    assert (need.kind, need.stage) == ("repair", "verified")
    assert "才知道请谁去合适" in before
    assert "才知道请谁去合适" not in after


def test_one_number_asks_five_times_an_hour_at_most(client: Client) -> None:
    village = world.a_village()

    answers = [client.post("/ask/", told(village)).status_code for _turn in range(6)]

    assert answers == [302] * 5 + [429]


def test_the_card_fills_in_where_it_hangs(client: Client) -> None:
    village = world.a_village()

    page = client.get(f"/ask/?unit={village.unit.code}&place=中山街&card=1").content.decode()

    assert f'<option value="{village.unit.pk}" selected>' in page
    assert "中山街" in page
    assert 'name="channel" value="card"' in page


def test_number_and_last_four_figures_open_it_and_either_alone_does_not(client: Client) -> None:
    need = world.a_need(world.a_village())

    typed = need.number.lower().replace("-", " ")
    right = client.post("/follow/", {"number": typed, "last": "1234"})
    wrong = client.post("/follow/", {"number": need.number, "last": "0000"})
    stranger = client.get(f"/needs/{need.number}/{'0' * 20}/")

    assert (right.status_code, wrong.status_code, stranger.status_code) == (302, 422, 404)
    assert right["Location"] == need.link


def test_a_slip_in_the_number_is_told_from_a_wrong_one() -> None:
    number = numbers.new()
    slips = [numbers.normal(number[:k] + number[k + 1] + number[k] + number[k + 2 :])
             for k in (2, 3, 4) if number[k] == number[k + 1]]  # fmt: skip

    assert set(slips) <= {number}
    for place in (2, 3, 4, 5, 7, 8):
        for sign in "2A":
            if sign != number[place]:
                with pytest.raises(Impossible):
                    numbers.normal(number[:place] + sign + number[place + 1 :])


def test_an_answer_is_owed_within_three_working_days() -> None:
    village = world.a_village()

    with clock.at(world.moment(date(2022, 9, 30), 9)):  # the week of the national holiday follows
        need = world.a_need(village)
        urgent = world.a_need(village, priority=Need.Priority.URGENT)

    assert need.answer_by == world.moment(date(2022, 10, 10), 18)
    assert urgent.answer_by == world.moment(date(2022, 10, 8), 18)


def test_what_lay_on_a_phone_without_network_was_told_when_it_was_told(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)
    hour, year = 3_600_000, 365 * 24 * 3_600_000

    with clock.at(world.moment(date(2022, 10, 12), 15)):
        for age, name in ((6 * hour, "甲"), (year, "乙"), ("", "丙")):
            client.post("/desk/needs/new/", told(village, channel="visit", age=age, name=name))

    asked = {need.name: need.asked_at for need in Need.objects.all()}
    assert asked["甲"] == world.moment(date(2022, 10, 12), 9)
    # No phone is believed that says it waited for longer than a week.
    assert asked["乙"] == world.moment(date(2022, 10, 5), 15)
    assert asked["丙"] == world.moment(date(2022, 10, 12), 15)


def test_the_form_for_the_door_is_kept_on_the_phone_and_the_hotlines_is_not(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)

    door = client.get("/desk/needs/new/?channel=visit")
    caller = client.get("/desk/needs/new/?channel=hotline&phone=13800001234")

    assert (door.get("Offline-Page"), caller.get("Offline-Page")) == ("keep", None)
    assert "data-offline" not in caller.content.decode().split("<main", 1)[1]


def test_the_phone_s_position_is_kept_to_a_hundred_metres(client: Client) -> None:
    village = world.a_village()

    client.post("/ask/", told(village, latitude="24.7312345", longitude="118.6498765"))
    half = client.post("/ask/", told(village, latitude="24.7", longitude=""))

    need = Need.objects.get(latitude__isnull=False)
    assert (need.latitude, need.longitude, need.point) == (24.731, 118.65, "24.731,118.650")
    assert half.status_code == 302
    client.force_login(village.secretary)
    assert "geo:24.731,118.650" in client.get(need.get_absolute_url()).content.decode()


def test_whoever_asked_sees_the_answer_and_is_told_by_message(client: Client) -> None:
    need = world.a_need(world.a_village())

    answering.decline(need=need, answer="路灯由电力公司维修，已经替您报修。", by=None)

    assert "电力公司" in client.get(need.link).content.decode()
    assert [message.phone for message in Message.objects.all()] == ["13800001234"]
    assert need.number in Message.objects.get().text


def test_without_a_reason_nothing_is_declined() -> None:
    need = world.a_need(world.a_village())

    with pytest.raises(Impossible):
        answering.decline(need=need, answer=" ", by=None)


def test_the_journal_names_nobody() -> None:
    village = world.a_village()
    need = world.a_protected_need(village)
    answering.verify(need=need, by=None)

    written = " ".join(str(entry.details) for entry in Entry.objects.all())

    for secret in ("王阿婆", "13800001234", "祠堂", "灯坏", "elderly"):
        assert secret not in written


def test_needs_of_one_telephone_are_of_one_household_which_tells_nothing() -> None:
    village = world.a_village()
    one, two = world.a_need(village), world.a_need(village, words="想去医院没人陪")

    assert one.household == two.household
    assert "1380000" not in one.household
    assert contacts.without_numbers("电话13800001234，三楼") == "电话…，三楼"


def test_a_worker_of_another_village_cannot_write_it_down_here() -> None:
    village, other = world.a_village("塘边村"), world.a_village("杆头村")
    asked = asking.Asked(unit=village.unit, words="修灯", name="王阿婆")

    with pytest.raises(Exception, match="工作人员"):
        asking.ask(asked=asked, channel="visit", by=other.secretary)


def test_at_the_telephone_the_earlier_needs_stand_beside_the_form(client: Client) -> None:
    village = world.a_village()
    earlier = world.a_need(village)
    client.force_login(village.secretary)

    page = client.get("/desk/needs/new/?channel=hotline&phone=13800001234").content.decode()

    assert earlier.number in page


def test_the_same_thing_asked_twice_is_pointed_out(client: Client) -> None:
    village = world.a_village()
    first = world.a_need(village)
    second = world.a_need(village, words="厨房的灯坏了，老人一个人住，没人修")
    client.force_login(village.secretary)

    assert first.number in client.get(second.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_with_three_needs_and_with_thirty(
    client: Client, django_assert_max_num_queries: object
) -> None:
    village = world.a_village()
    client.force_login(village.secretary)
    for turn in range(30):
        with clock.at(clock.now() - timedelta(days=turn)):
            world.a_need(village, phone="", name=f"甲{turn}")

    with django_assert_max_num_queries(25):  # type: ignore[operator]  # pytest-django's fixture
        client.get("/desk/needs/")
