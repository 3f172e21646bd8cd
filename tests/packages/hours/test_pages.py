"""The pages of attendance: what they show to whom, and that nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.hours.stage import (
    DAY,
    a_presence,
    a_shift,
    a_sign_up,
    a_volunteer,
    an_activity,
    at,
    confirmed,
    reread,
)
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.hours import codes
from wenming.hours.actions import ratings
from wenming.hours.facts import facts
from wenming.hours.models import Objection, Presence, Rating, Tap
from wenming.hours.queries import hours_in, open_objections
from wenming.volunteers.recording import table

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

EVENING = at(20)


def inside(user: Any) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client


# Coming and going ------------------------------------------------------------------------------


def test_a_code_is_good_for_its_half_minute_and_the_one_after() -> None:
    shift, other = a_shift(world.a_village()), a_shift(world.a_village("杆头村"))
    code, now = codes.changing(shift, at(14)), at(14)

    def good(seconds: int) -> bool:
        return bool(codes.proved_by(shift, code, now + timedelta(seconds=seconds)))

    assert [good(seconds) for seconds in (0, 29, 59, 61, 3600)] == [True, True, True, False, False]
    assert not codes.proved_by(other, code, now)
    assert codes.proved_by(shift, codes.printed(shift), now) == Tap.How.PRINT


def test_who_scans_and_then_signs_in_was_there_when_the_code_was_scanned() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    phone = Client()
    with clock.at(at(14)):
        figures = codes.changing(shift, at(14))
        sent_on = phone.get(f"/here/{shift.pk}/{figures}/")
        asked = phone.get(sent_on.url)  # type: ignore[attr-defined]
    phone.force_login(mei)
    with clock.at(at(14, 10)):
        page = phone.get(f"/here/{shift.pk}/").content.decode()
        phone.post(f"/here/{shift.pk}/", {"what": "in"})

    assert "/account/login/" in asked.url  # type: ignore[attr-defined]
    assert "六位数字" not in page.split("<main")[1].split("quiet")[0]
    presence = Presence.objects.get()
    assert (presence.came_at, presence.grade) == (at(14), Presence.Grade.CODE)


def test_a_scan_is_forgotten_after_a_quarter_of_an_hour() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    phone = inside(mei)
    with clock.at(at(14)):
        phone.get(f"/here/{shift.pk}/{codes.changing(shift, at(14))}/")

    with clock.at(at(14, 16)):
        answer = phone.post(f"/here/{shift.pk}/", {"what": "in"})

    assert answer.status_code == 422
    assert not Presence.objects.exists()


def test_the_figures_cannot_be_guessed() -> None:
    village = world.a_village()
    phone, shift = inside(a_volunteer(village)), a_shift(village)

    with clock.at(at(14)):
        wrong = "1" if codes.changing(shift, at(14)) != "1" else "2"
        said = [
            phone.post(f"/here/{shift.pk}/", {"what": "in", "code": wrong}).content.decode()
            for _try in range(11)
        ]
        right = {"what": "in", "code": codes.changing(shift, at(14))}
        locked = phone.post(f"/here/{shift.pk}/", right)

    assert "数字不对" in said[0]
    assert "试的次数太多了" in said[-1]
    assert locked.status_code == 422


def test_the_outbox_sends_a_tap_again_and_it_counts_once() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    phone, ticket = inside(village.secretary), str(uuid4())
    a_sign_up(shift, mei)
    told = {"what": "in", "who": mei.number, "ticket": ticket, "age": str(3 * 3600 * 1000)}

    with clock.at(at(17, 30)):
        answers = [phone.post(f"/shifts/{shift.pk}/taps/", told).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Presence.objects.get().came_at == at(14, 30)
    assert Tap.objects.count() == 1


def test_a_walk_in_is_found_by_number_or_name() -> None:
    village = world.a_village()
    mei, shift, phone = a_volunteer(village), a_shift(village), inside(village.secretary)
    namesakes = [a_volunteer(village, "陈美") for _ in range(2)]

    with clock.at(at(14)):
        said = {
            who: phone.post(f"/shifts/{shift.pk}/taps/", {"what": "in", "who": who})
            for who in ("林阿妹", "没有的人", "陈美", namesakes[1].number)
        }

    assert "没有这个编号或者姓名" in said["没有的人"].content.decode()
    assert "有人同名" in said["陈美"].content.decode()
    assert set(Presence.objects.values_list("user", flat=True)) == {mei.pk, namesakes[1].pk}


def test_the_list_names_nobody_to_who_does_not_lead_and_may_be_kept_by_who_does() -> None:
    village = world.a_village()
    mei, shift = a_volunteer(village), a_shift(village)
    a_sign_up(shift, mei)

    page = inside(village.secretary).get(f"/shifts/{shift.pk}/list/")
    refused = inside(mei).get(f"/shifts/{shift.pk}/list/")

    assert page["Offline-Page"] == "keep"
    assert page["Cache-Control"].endswith("private")
    assert "林阿妹" in page.content.decode()
    assert (refused.status_code, "Offline-Page" in refused) == (403, False)


# Closing ---------------------------------------------------------------------------------------


def test_the_organiser_sees_who_came_who_did_not_and_closes_with_the_real_number() -> None:
    village = world.a_village()
    shift = a_shift(village)
    people = [a_volunteer(village, name) for name in ("陈美", "林阿妹", "王五")]
    for person in people:
        a_sign_up(shift, person)
    a_presence(shift, people[0], came=at(14, 20), left=at(16))
    a_presence(shift, people[1])
    place, browser = f"/activities/{shift.activity_id}/attendance/", inside(village.secretary)

    with clock.at(EVENING):
        page = browser.get(place).content.decode()
        browser.post(f"{place}closing/", {"others": "7"})
        after = browser.get(place).content.decode()

    for words in ("迟到", "早退", "忘了签退", "报了名没有来的 1 人", "2022年8月19日"):
        assert words in page, words
    activity = Activity.objects.get()
    assert (activity.stage, activity.people) == (Activity.Stage.HELD, 9)
    assert Presence.objects.confirmed().get().minutes == 100
    assert "忘了签退" in after


def test_who_forgot_to_sign_out_says_when_and_the_organiser_confirms() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = a_presence(a_shift(village), mei)
    place = f"/hours/{presence.pk}/leaving/"

    with clock.at(EVENING):
        wrong = inside(mei).post(place, {"left_at": "18:30"})
        inside(mei).post(place, {"left_at": "16:30"})
        page = inside(village.secretary).get(
            f"/activities/{presence.shift.activity_id}/attendance/"
        )
        inside(village.secretary).post(place, {"left_at": "16:30"})

    assert wrong.status_code == 422
    assert 'value="18:30"' in wrong.content.decode()
    assert "本人说 16:30" in page.content.decode()
    assert reread(presence).left_at == at(16, 30)


def test_back_entries_name_their_faults_and_lose_nothing() -> None:
    village = world.a_village()
    activity = an_activity(village, stage=Activity.Stage.REPORTED, people=9)
    a_volunteer(village)
    place, browser = f"/activities/{activity.pk}/attendance/back-entry/", inside(village.secretary)
    told = {"came_at": "2022-08-05T09:00", "left_at": "2022-08-05T11:00", "why": "忘了"}

    with clock.at(EVENING):
        wrong = browser.post(place, told | {"who": "林阿妹\n没有的人"})
        right = browser.post(place, told | {"who": "林阿妹"})

    assert wrong.status_code == 422
    assert "没有的人" in wrong.content.decode()
    assert right.status_code == 302
    assert (Presence.objects.get().grade, Presence.objects.get().minutes) == ("back", 120)


def test_a_correction_by_the_page_answers_the_objection() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)
    told = {"came_at": "2022-08-05T14:00", "left_at": "2022-08-05T16:00", "why": "查了签到表"}

    with clock.at(EVENING):
        inside(mei).post(f"/hours/{presence.pk}/objection/", {"text": "多记了一小时"})
        browser = inside(village.secretary)
        waiting = list(open_objections(village.secretary, village.town))
        empty = browser.post(f"/hours/{presence.pk}/correction/", told | {"why": ""})
        browser.post(f"/hours/{presence.pk}/correction/", told)
        page = inside(mei).get(presence.get_absolute_url()).content.decode()

    assert [one.presence for one in waiting] == [presence]
    assert empty.status_code == 422
    assert Objection.objects.get().stage == Objection.Stage.UPHELD
    assert re.search(r"签退时间：[^→]*17:00 → [^→]*16:00", page)


# What it comes to --------------------------------------------------------------------------------


def test_my_hours_show_every_record_with_its_evidence() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    confirmed(village, mei)

    with clock.at(EVENING):
        page = inside(mei).get("/my/hours/").content.decode()
        own = inside(mei).get("/my/").content.decode()

    for words in ("3", "现场动态码", "清洁家园", "以前可以提出异议"):
        assert words in page
    assert "满 100 小时可以评定一星志愿者" in own


def test_colleagues_elsewhere_see_a_record_without_its_name() -> None:
    village = world.a_village()
    presence = confirmed(village, a_volunteer(village))

    page = inside(world.a_village("杆头村").secretary).get(presence.get_absolute_url())

    assert "林**" in page.content.decode()
    assert "林阿妹" not in page.content.decode()


def test_ratings_are_shown_as_counts() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)
    Activity.objects.update(stage=Activity.Stage.HELD, people=9)

    with clock.at(EVENING):
        wrong = inside(mei).post(f"/hours/{presence.pk}/rating/", {"words": "好"})
        inside(mei).post(f"/hours/{presence.pk}/rating/", {"stars": "5", "words": "下次还来"})
        page = Client().get(f"/activities/{presence.shift.activity_id}/").content.decode()

    assert wrong.status_code == 422
    assert Rating.objects.get().stars == 5
    assert "1 人评价。满 3 人才公开几颗星" in page
    assert "平均" not in page
    assert "下次还来" not in page


def test_stars_are_told_to_all_once_three_have_rated_and_to_who_leads_before() -> None:
    village = world.a_village()
    people = [a_volunteer(village, name) for name in ("林阿妹", "郑阿弟", "吴阿姨")]
    presences = [confirmed(village, one) for one in people]
    activity = presences[0].shift.activity
    Presence.objects.update(shift=presences[0].shift)
    Activity.objects.update(stage=Activity.Stage.HELD, people=9)
    page = f"/activities/{activity.pk}/"

    with clock.at(EVENING):
        for presence, stars in zip(presences[:2], (5, 4), strict=True):
            ratings.rate(presence=presence, stars=stars, by=presence.user)
        two, led = (
            reader.get(page).content.decode() for reader in (Client(), inside(village.secretary))
        )
        ratings.rate(presence=presences[2], stars=3, by=presences[2].user)
        three = Client().get(page).content.decode()

    assert ("平均" in two, "平均 4.5" in led, "3 人评价，平均 4" in three) == (False, True, True)


def test_hours_stand_in_the_tables_that_are_handed_out() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    confirmed(village, mei)

    row = table([mei.volunteer])[mei.volunteer.pk]

    assert (row["served_hours"], row["served_times"], row["served_last"]) == (3, 1, DAY)
    assert "learned_hours" not in row


def test_hours_are_facts_with_their_evidence() -> None:
    village = world.a_village()
    presence = confirmed(village, a_volunteer(village))
    Activity.objects.update(stage=Activity.Stage.HELD, people=9)
    year = Span(date(2022, 1, 1), date(2022, 12, 31))

    (fact,) = facts(village.town, year)

    assert fact.evidence == f"hours.presence:{presence.pk}"
    assert fact.numbers == {"hours": 3.0}
    assert fact.tags["grade"] == {"code"}


@pytest.mark.parametrize(("minutes", "hours"), [(0, 0), (5, 0), (6, 0.1), (59, 0.9), (180, 3)])
def test_hours_are_shown_to_a_tenth_and_never_rounded_up(minutes: int, hours: float) -> None:
    assert hours_in(minutes) == hours


def test_the_pages_cost_the_same_for_two_and_for_twelve() -> None:
    village = world.a_village()
    shift, browser = a_shift(village), inside(village.secretary)
    places = (f"/activities/{shift.activity_id}/attendance/", f"/shifts/{shift.pk}/list/")

    def cost() -> list[int]:
        with clock.at(EVENING):
            return [_queries(browser, place) for place in places]

    for number in range(2):
        a_presence(shift, a_volunteer(village, f"志愿者{number}"), left=at(16, number))
    few = cost()
    for number in range(2, 12):
        a_presence(shift, a_volunteer(village, f"志愿者{number}"), left=at(16, number))

    assert cost() == few


def _queries(browser: Client, place: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(place).status_code == 200
    return len(seen)


def test_the_worker_belongs_to_its_town_and_keeps_no_store() -> None:
    world.a_town()

    answer = Client().get("/worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert '"/offline/"' in answer.content.decode()
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
