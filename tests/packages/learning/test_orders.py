"""A unit orders a lecture, the lecturer answers; what is agreed is announced (5.1-a)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, localtime

from tests import world
from tests.packages.learning.stage import a_lecture, a_lecturer, an_order, soon
from tests.together import while_open
from wenming.accounts.models import Notice, User
from wenming.activities.actions import activities, announcing, shifts
from wenming.activities.actions.following import What
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused, WrongStage
from wenming.learning.actions import following, lecturers, orders, talks
from wenming.learning.models import Lecturer, Order
from wenming.learning.queries.lectures import reach
from wenming.organisation.actions import records
from wenming.organisation.actions.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.1-a")]

Stage = Order.Stage
Commits = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def speaker(order: Order) -> User:
    user = order.lecture.lecturer.user
    assert user is not None
    return user


def test_a_lecturer_accepts_and_the_unit_announces_the_lecture(village: world.Village) -> None:
    order = an_order(village)
    mine = signed_in(speaker(order))

    asked = mine.get("/my/").text
    mine.post(f"/lectures/orders/{order.pk}/acceptance/", {"at": order.first_at.isoformat()})

    order.refresh_from_db()
    lecture = Activity.objects.get()
    (shift,) = lecture.shifts.all()
    assert "家乡的红色故事" in asked
    assert (order.stage, order.activity) == (Stage.AGREED, lecture)
    assert (lecture.kind, lecture.stage, lecture.unit) == ("lecture", "published", village.unit)
    assert (shift.starts_at, shift.lasts) == (order.first_at, timedelta(minutes=90))
    assert lecture.recorded_by == village.secretary
    assert "吴老师" in Client().get(f"/activities/{lecture.pk}/").text


def test_another_time_is_proposed_and_the_unit_agrees(village: world.Village) -> None:
    order = an_order(village)
    mine, unit = signed_in(speaker(order)), signed_in(village.secretary)
    other = localtime(soon(12, 9)).strftime("%Y-%m-%dT%H:%M")

    mine.post(f"/lectures/orders/{order.pk}/proposal/", {"at": other, "answer": "那几天不在"})
    shown = unit.get(f"/desk/lecture-orders/{order.pk}/").text
    unit.post(f"/desk/lecture-orders/{order.pk}/agreement/")

    order.refresh_from_db()
    assert "同意这个时间" in shown
    assert order.stage == Stage.AGREED
    assert order.activity is not None
    assert order.activity.held_on == localdate(soon(12))


def test_nobody_but_the_lecturer_answers(village: world.Village) -> None:
    order = an_order(village)

    with pytest.raises(Refused, match="本人答复"):
        orders.accept(order=order, at=order.first_at, by=village.secretary)
    assert signed_in(world.a_resident()).get(f"/lectures/orders/{order.pk}/").status_code == 404


def test_for_a_lecturer_without_a_phone_the_own_unit_answers(village: world.Village) -> None:
    lecturer = a_lecturer(village, world.a_resident("无手机的老师"))
    order = an_order(village, a_lecture(village, lecturer))

    orders.decline(order=order, answer="感冒了", by=village.liaison_officer)

    assert (order.stage, order.answer) == (Stage.DECLINED, "感冒了")


def test_a_refusal_is_told_and_ends_it(village: world.Village) -> None:
    order = an_order(village)
    signed_in(speaker(order)).post(f"/lectures/orders/{order.pk}/refusal/", {"answer": "去外地"})

    order.refresh_from_db()
    assert order.stage == Stage.DECLINED
    assert Notice.objects.of(village.secretary).filter(key__contains="declined").exists()
    with pytest.raises(Refused):
        orders.accept(order=order, at=order.first_at, by=speaker(order))


def test_one_lecturer_is_in_one_place_at_a_time(village: world.Village) -> None:
    lecture = a_lecture(village)
    first, second = an_order(village, lecture), an_order(village, lecture, first_at=soon(7, 16))
    orders.accept(order=first, at=first.first_at, by=speaker(first))

    with pytest.raises(Impossible, match="约了另一场"):
        orders.accept(order=second, at=second.first_at, by=speaker(second))


def test_a_lecturer_hears_that_the_time_proposed_does_not_suit(village: world.Village) -> None:
    order = an_order(village)
    orders.propose(order=order, at=soon(12), by=speaker(order))

    orders.decline(order=order, by=village.secretary)

    assert "这次没有约成" in str(Notice.objects.of(speaker(order)).latest("pk"))


@pytest.mark.django_db(transaction=True)
def test_two_units_do_not_agree_at_once_to_one_time(village: world.Village) -> None:
    lecture = a_lecture(village)
    both = [an_order(village, lecture), an_order(village, lecture)]
    for order in both:
        orders.propose(order=order, at=soon(12), by=speaker(order))

    outcome = while_open(
        *(lambda order=one: orders.agree(order=order, by=village.secretary) for one in both)
    )

    assert outcome == "Impossible"
    assert Activity.objects.count() == 1


def test_two_tabs_agree_once(village: world.Village) -> None:
    order = an_order(village)
    other_tab = Order.objects.select_related("lecture__lecturer__user", "unit__town").get()
    orders.accept(order=order, at=order.first_at, by=speaker(order))

    with pytest.raises((Overtaken, Impossible)):
        orders.accept(order=other_tab, at=other_tab.first_at, by=speaker(order))
    assert Activity.objects.count() == 1


def test_what_has_passed_cannot_be_wished_accepted_or_proposed(village: world.Village) -> None:
    with pytest.raises(Impossible):
        an_order(village, first_at=soon(-1))
    order, passed = an_order(village, second_at=None), soon(1)
    with clock.at(soon(8)):
        assert order.wishes == []
        with pytest.raises(Impossible):
            orders.accept(order=order, at=order.first_at, by=speaker(order))
        with pytest.raises(Impossible):
            orders.propose(order=order, at=passed, by=speaker(order))


def test_whoever_speaks_at_home_alone_is_not_ordered_elsewhere(village: world.Village) -> None:
    other = world.a_village("杆头村")
    lecture = a_lecture(village, a_lecturer(village, is_towns=False))

    with pytest.raises(Impossible, match="只在本单位讲"):
        an_order(other, lecture)


def test_once_answered_an_order_is_not_changed_and_what_is_agreed_is_called_off(
    village: world.Village,
) -> None:
    order = an_order(village)
    orders.accept(order=order, at=order.first_at, by=speaker(order))
    unit = signed_in(village.secretary)

    assert (
        unit.post(f"/desk/lecture-orders/{order.pk}/withdrawal/", {"why": "x"}).status_code == 403
    )
    assert unit.get(f"/desk/lecture-orders/{order.pk}/correction/").status_code == 403
    with pytest.raises((Refused, WrongStage)):
        orders.decline(order=order, by=speaker(order))


def test_the_menu_shows_who_still_speaks(village: world.Village) -> None:
    lecture = a_lecture(village)
    gone = a_lecture(village, title="停讲的一讲")
    lecturers.end(lecturer=gone.lecturer, by=village.secretary)
    with clock.at(soon(1)):
        shown = Client().get("/lectures/").text

    assert lecture.title in shown
    assert "停讲的一讲" not in shown


def test_a_person_is_a_lecturer_once(village: world.Village) -> None:
    user = world.a_resident("吴老师")
    a_lecturer(village, user)

    with pytest.raises(Impossible, match="已经登记为宣讲师"):
        a_lecturer(village, user)


def test_the_same_form_twice_is_one_lecturer(village: world.Village) -> None:
    client = signed_in(village.secretary)
    form = {
        "unit": village.unit.pk,
        "holder": f"林{world.RARE}",
        "topics": "移风易俗",
        "since_on": "2026-01-01",
        "is_towns": "on",
        "ticket": "7f7a4f7e-3d22-4b6c-8d28-30b7f0ee2a12",
    }
    for _ in range(2):
        client.post("/desk/lecturers/new/", form)

    lecturer = Lecturer.objects.get()
    assert str(lecturer) == f"林{world.RARE}"


def test_a_lecturer_is_named_on_the_form_with_faults_at_their_field(
    village: world.Village,
) -> None:
    answer = signed_in(village.secretary).post(
        "/desk/lecturers/new/", {"unit": village.unit.pk, "holder": world.LONG, "topics": "党史"}
    )

    assert answer.status_code == 422
    assert 'href="#id_holder"' in answer.text


def test_who_closes_the_account_speaks_no_more(village: world.Village) -> None:
    lecturer = lecturers.add(
        unit=village.unit,
        person=Person("新讲师"),
        topics="党史",
        since_on=date(2026, 1, 1),
        by=village.secretary,
    )
    lecturers.end(lecturer=lecturer, by=lecturer.user)

    assert Lecturer.objects.get().until_on == clock.today()


def test_who_speaks_no_more_leaves_no_order_without_an_answer(
    village: world.Village, agreed: Order
) -> None:
    lecture, activity = agreed.lecture, lecture_of(agreed)
    asked = an_order(village, lecture, first_at=soon(20), second_at=None)
    sooner = an_order(village, lecture, first_at=soon(2), second_at=None)
    unit = signed_in(village.secretary)
    address = f"/desk/lecturers/{lecture.lecturer_id}/correction/"
    form = unit.get(address).context["form"]
    said = {name: form[name].value() for name in ("unit", "topics", "focus", "seen")}

    unit.post(
        address,
        {**said, "is_towns": "on", "since_on": "2022-08-01", "until_on": f"{soon(3):%Y-%m-%d}"},
    )

    for order in (agreed, asked, sooner):
        order.refresh_from_db()
    assert (agreed.stage, asked.stage) == (Stage.DECLINED, Stage.DECLINED)
    assert (agreed.activity, sooner.stage) == (None, Stage.ASKED)
    assert told(village.secretary).count("不再宣讲") == 2
    shown = unit.get(f"/desk/lecture-orders/{agreed.pk}/").text
    assert "宣讲师不再宣讲" in shown
    assert unit.get(f"/desk/activities/{activity.pk}/").status_code == 200


def test_how_lectures_reach_units_and_audiences(village: world.Village) -> None:
    other = world.a_village("杆头村")
    order = an_order(village, audience="key")
    orders.accept(order=order, at=order.first_at, by=speaker(order))
    assert order.activity is not None
    with clock.at(soon(7, 18)):
        activities.close(activity=order.activity, people=35, by=village.secretary)
        year = clock.today().year
        found = {row.unit: row for row in reach(village.town, year)}
        page = signed_in(world.an_office()).get("/desk/lecture-coverage/").text

    heard, silent = found[village.unit], found[other.unit]
    assert (heard.lectures, heard.key, heard.all, heard.untold) == (1, 1, 0, 0)
    assert (heard.people, heard.focus, heard.waits) == (35, {"elderly"}, False)
    assert (silent.lectures, silent.last_on, silent.waits) == (0, None, True)
    assert "还没有讲过" in page


def test_a_lecture_that_nobody_ordered_says_nothing_of_its_audience(
    village: world.Village,
) -> None:
    activities.hold(
        unit=village.unit,
        title="宣讲",
        kind="lecture",
        task="theory",
        people=20,
        held_on=clock.today() - timedelta(days=100),
        by=village.secretary,
    )

    (row,) = reach(village.town, (clock.today() - timedelta(days=100)).year)
    assert (row.lectures, row.untold, row.waits, row.days) == (1, 1, True, 100)


def test_of_a_lecture_that_nobody_ordered_it_is_told_who_spoke_and_to_whom(
    village: world.Village,
) -> None:
    on = clock.today() - timedelta(days=3)
    about = {"title": "宣讲", "kind": "lecture", "task": "theory", "people": 20, "held_on": on}
    activity = activities.hold(unit=village.unit, by=village.secretary, **about)  # type: ignore[arg-type]
    lecturer = a_lecturer(village)
    unit, address = signed_in(village.secretary), f"/desk/lectures/given/{activity.pk}/"

    asked = unit.get(f"/desk/activities/{activity.pk}/").text
    silent = unit.post(address, {"lecturer": lecturer.pk})
    for audience in ("all", "key"):
        unit.post(address, {"audience": audience, "lecturer": lecturer.pk})

    (row,) = reach(village.town, on.year)
    assert "还没有写" in asked
    assert silent.status_code == 422
    assert (row.lectures, row.key, row.all, row.untold) == (1, 1, 0, 0)
    shown = Client().get(f"/activities/{activity.pk}/").text
    assert "吴老师" in shown
    assert "关键少数" in shown
    assert "关键少数" in unit.get(f"/desk/activities/{activity.pk}/").text


def test_who_spoke_is_told_of_lectures_alone_and_not_against_an_order(
    village: world.Village, agreed: Order
) -> None:
    unit = signed_in(village.secretary)
    ordered = lecture_of(agreed)
    other = world.an_announcement(village)

    assert unit.get(f"/desk/lectures/given/{ordered.pk}/").status_code == 403
    assert "看点讲" in unit.get(f"/desk/activities/{ordered.pk}/").text
    assert unit.get(f"/desk/lectures/given/{other.pk}/").status_code == 404
    elsewhere = world.a_village("杆头村")
    with pytest.raises(Refused):
        talks.tell_of(activity=ordered, audience="all", by=elsewhere.secretary)


def test_who_speaks_somewhere_cannot_be_ordered_for_the_same_time(village: world.Village) -> None:
    lecture = a_lecture(village)
    stretch = world.a_stretch(starts_at=soon(7), ends_at=soon(7, 17), part="attend")
    activity = world.an_announcement(village, stretch, kind="lecture")
    talks.tell_of(
        activity=activity, audience="all", lecturer=lecture.lecturer, by=village.secretary
    )
    order = an_order(village, lecture)

    with pytest.raises(Impossible, match="约了另一场"):
        orders.accept(order=order, at=order.first_at, by=speaker(order))


# What becomes of a lecture that was agreed -------------------------------------------------------


@pytest.fixture
def agreed(village: world.Village) -> Order:
    order = an_order(village)
    orders.accept(order=order, at=order.first_at, by=speaker(order))
    return order


def lecture_of(order: Order) -> Activity:
    assert order.activity is not None
    return order.activity


def told(user: User) -> str:
    return " ".join(str(notice) for notice in Notice.objects.of(user))


def test_a_lecture_called_off_was_not_given_and_its_order_is_over(
    village: world.Village, agreed: Order, django_capture_on_commit_callbacks: Commits
) -> None:
    activity = lecture_of(agreed)
    with django_capture_on_commit_callbacks(execute=True):
        announcing.call_off(activity=activity, why="台风", by=village.secretary)
    following.follow(activity.pk, What.CALLED_OFF)

    agreed.refresh_from_db()
    mine, unit = signed_in(speaker(agreed)), signed_in(village.secretary)
    assert agreed.stage == Stage.CALLED_OFF
    assert Notice.objects.filter(key=f"learning.called-off:{agreed.pk}").count() == 1
    assert "台风" in told(speaker(agreed))
    assert "家乡的红色故事" not in mine.get("/my/").text.split('id="lectures"')[-1]
    assert "台风" in mine.get(f"/lectures/orders/{agreed.pk}/").text
    assert reach(village.town, clock.today().year)[0].lectures == 0
    shown = unit.get(f"/desk/lecture-orders/{agreed.pk}/").text
    assert f"/desk/lecture-orders/new/?from={agreed.pk}" in shown
    form = unit.get(f"/desk/lecture-orders/new/?from={agreed.pk}").context["form"]
    assert (form["place"].value(), form["number"].value()) == ("村部", 40)


def test_after_it_was_called_off_the_lecturer_is_free_at_that_time(
    village: world.Village, agreed: Order
) -> None:
    announcing.call_off(activity=lecture_of(agreed), why="台风", by=village.secretary)
    following.follow(lecture_of(agreed).pk, What.CALLED_OFF)
    again = an_order(village, agreed.lecture)

    orders.accept(order=again, at=again.first_at, by=speaker(again))

    assert again.stage == Stage.AGREED


@pytest.fixture
def moved(
    village: world.Village, agreed: Order, django_capture_on_commit_callbacks: Commits
) -> Order:
    """The unit moved it by a day."""
    change(village, agreed, django_capture_on_commit_callbacks, at=soon(8), place="村部")
    agreed.refresh_from_db()
    return agreed


def change(
    village: world.Village, order: Order, commits: Commits, at: datetime, place: str
) -> None:
    (shift,) = lecture_of(order).shifts.all()
    ends = at + timedelta(minutes=90)
    stretch = world.a_stretch(part=shift.part, places=None, starts_at=at, ends_at=ends, place=place)
    with commits(execute=True):
        shifts.change(shift=shift, stretch=stretch, by=village.secretary)


def test_a_lecture_at_another_time_is_asked_of_its_lecturer_again(
    village: world.Village, moved: Order
) -> None:
    mine, unit = signed_in(speaker(moved)), signed_in(village.secretary)
    address = f"/lectures/orders/{moved.pk}/"
    following.follow(lecture_of(moved).pk, What.RESCHEDULED)

    assert "去不去由您决定" in told(speaker(moved))
    assert "改期了，请答复" in mine.get("/my/").text
    for page in (moved.get_absolute_url(), lecture_of(moved).get_absolute_url()):
        assert "宣讲师还没有答复" in unit.get(page).text
    stale = mine.post(f"{address}acceptance/", {"at": moved.first_at.isoformat()})
    assert stale.status_code == 409
    assert "我去" in mine.get(address).text
    mine.post(f"{address}acceptance/", {"at": soon(8).isoformat()})

    moved.refresh_from_db()
    assert (moved.stage, moved.agreed_at, moved.moved_to) == (Stage.AGREED, soon(8), None)
    assert "答应了新的时间" in told(village.secretary)
    assert "宣讲师还没有答复" not in unit.get(moved.get_absolute_url()).text
    with pytest.raises(Refused, match="没有改过"):
        orders.agree_again(order=moved, at=soon(8), by=speaker(moved))
    following.follow(lecture_of(moved).pk, What.RESCHEDULED)
    moved.refresh_from_db()
    assert moved.moved_to is None


def test_who_cannot_come_at_the_new_time_says_so_and_nobody_else_does(
    village: world.Village, moved: Order
) -> None:
    with pytest.raises(Refused, match="本人"):
        orders.agree_again(order=moved, at=soon(8), by=village.secretary)
    signed_in(speaker(moved)).post(
        f"/lectures/orders/{moved.pk}/stepping-back/", {"answer": "那天在外地"}
    )

    moved.refresh_from_db()
    assert (moved.stage, moved.moved_to) == (Stage.DECLINED, None)
    assert "那天在外地" in told(village.secretary)


def test_moved_back_or_to_another_place_it_stays_agreed(
    village: world.Village, moved: Order, django_capture_on_commit_callbacks: Commits
) -> None:
    change(village, moved, django_capture_on_commit_callbacks, at=moved.first_at, place="祠堂")

    moved.refresh_from_db()
    assert (moved.stage, moved.moved_to) == (Stage.AGREED, None)
    assert "换了地点：祠堂" in told(speaker(moved))


def test_who_promised_and_cannot_come_says_why_and_the_unit_hears_it(
    village: world.Village, agreed: Order
) -> None:
    activity, mine = lecture_of(agreed), signed_in(speaker(agreed))
    address = f"/lectures/orders/{agreed.pk}/stepping-back/"

    silent = mine.post(address, {"answer": " "})
    mine.post(address, {"answer": "住院了"})
    twice = mine.post(address, {"answer": "住院了"})

    agreed.refresh_from_db()
    activity.refresh_from_db()
    assert (silent.status_code, twice.status_code) == (422, 403)
    assert 'href="#id_no_answer"' in silent.text
    assert (agreed.stage, agreed.activity, agreed.answer) == (Stage.DECLINED, None, "住院了")
    assert activity.stage == Activity.Stage.PUBLISHED
    assert "住院了" in told(village.secretary)
    assert "住院了" in signed_in(village.secretary).get(f"/desk/lecture-orders/{agreed.pk}/").text


def test_once_it_has_begun_or_by_anybody_else_nobody_steps_back(
    village: world.Village, agreed: Order
) -> None:
    with pytest.raises(Refused, match="本人"):
        orders.step_back(order=agreed, answer="她病了", by=village.secretary)
    with clock.at(agreed.first_at + timedelta(minutes=1)), pytest.raises(Refused, match="已经开始"):
        orders.step_back(order=agreed, answer="病了", by=speaker(agreed))


def test_the_unit_that_answers_for_a_lecturer_sees_what_it_said(village: world.Village) -> None:
    lecturer = a_lecturer(village, world.a_resident("无手机的老师"))
    order = an_order(village, a_lecture(village, lecturer))
    unit = signed_in(village.liaison_officer)

    answer = unit.post(f"/lectures/orders/{order.pk}/refusal/", {"answer": "感冒"}, follow=True)

    assert answer.status_code == 200
    assert "感冒" in answer.text


def test_an_order_taken_back_asks_the_lecturer_nothing(village: world.Village) -> None:
    order = an_order(village)
    records.withdraw(row=order, why="改期", by=village.secretary)

    assert "家乡的红色故事" not in signed_in(speaker(order)).get("/my/").text
