"""Hours are real presence, confirmed, within the schedule; nobody is credited twice (Decree 67)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils.timezone import localtime

from tests import world
from tests.packages.hours.stage import (
    DAY,
    a_presence,
    a_shift,
    a_volunteer,
    an_activity,
    at,
    confirmed,
    reread,
)
from tests.together import while_open
from wenming.accounts.models import Notice, User
from wenming.activities.models import Activity, Shift
from wenming.base import clock
from wenming.base.errors import DomainError, Impossible, Refused
from wenming.base.models import Entry
from wenming.hours.actions import back_entries, confirming, objections, ratings
from wenming.hours.models import Objection, Presence, Rating
from wenming.hours.rules import due_on
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

Stage, Grade, Credit = Presence.Stage, Presence.Grade, Presence.Credit
EVENING = at(20)


def confirm(village: world.Village, *presences: Presence) -> list[str]:
    """In the evening; what is said of who is left over."""
    activity = presences[0].shift.activity
    with clock.at(EVENING):
        left = confirming.confirm(activity=activity, presences=presences, by=village.secretary)
    return [one.why for one in left]


@pytest.mark.parametrize(
    ("came", "left", "minutes"),
    [
        (at(13, 30), at(17, 40), 180),  # the schedule is the most there is
        (at(14, 20), at(17), 160),  # late
        (at(14), at(16, 5), 125),  # left early
        (at(13, 20), at(13, 50), 0),  # gone before it began
    ],
    ids=["capped", "late", "early", "before"],
)
def test_what_counts_is_real_presence_within_the_schedule(
    came: datetime, left: datetime, minutes: int
) -> None:
    village = world.a_village()
    presence = a_presence(a_shift(village), a_volunteer(village), came=came, left=left)

    assert confirm(village, presence) == []

    counted = reread(presence)
    assert (counted.minutes, counted.credit, counted.stage) == (
        minutes,
        Credit.SERVICE,
        Stage.CONFIRMED,
    )


def test_a_forgotten_sign_out_is_asked_about_and_not_filled_in() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = a_presence(a_shift(village), mei)
    assert confirm(village, presence) == ["没有签退，要先问清离开的时间。"]

    with clock.at(EVENING):
        confirming.propose(presence=presence, left_at=at(16, 30), by=mei)
    assert reread(presence).stage == Stage.HERE
    with clock.at(EVENING):
        confirming.settle(presence=presence, left_at=at(16, 15), by=village.secretary)
    confirm(village, presence)

    counted = reread(presence)
    assert (counted.minutes, counted.grade) == (135, Grade.LATER)
    assert counted.said_left_at == at(16, 30)


def test_who_left_is_not_said_to_have_left_after_the_end() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = a_presence(a_shift(village), mei)

    with clock.at(EVENING), pytest.raises(Impossible, match="不能晚于班次结束"):
        confirming.propose(presence=presence, left_at=at(18), by=mei)


def test_only_registered_volunteers_who_serve_have_hours_of_service() -> None:
    village = world.a_village()
    serving = a_shift(village)
    attending = a_shift(village, activity=serving.activity, part=Shift.Part.ATTEND)
    neighbour, mei = world.a_resident("邻居"), a_volunteer(village)
    presences = [
        a_presence(serving, neighbour, left=at(17)),
        a_presence(attending, mei, left=at(17)),
    ]

    confirm(village, *presences)

    assert [reread(one).credit for one in presences] == [Credit.NONE, Credit.NONE]


def test_whoever_attends_a_training_learns() -> None:
    village = world.a_village()
    training = an_activity(village, kind="training", field="theory")
    shift = a_shift(village, activity=training, part=Shift.Part.ATTEND)
    presence = a_presence(shift, world.a_resident("邻居"), left=at(17))

    confirm(village, presence)

    assert (reread(presence).credit, reread(presence).minutes) == (Credit.LEARNING, 180)


def test_nobody_is_credited_twice_for_the_same_time() -> None:
    village, other = world.a_village(), world.a_village("杆头村")
    mei = a_volunteer(village)
    confirmed(village, mei)
    second = a_presence(a_shift(other, 16, 18, activity=an_activity(other)), mei, left=at(18))

    (why,) = confirm(other, second)

    assert "同一时间已经在“清洁家园”计了时长" in why
    assert reread(second).minutes is None


def test_hours_that_touch_do_not_overlap() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    confirmed(village, mei)

    next_one = a_presence(a_shift(village, 17, 19), mei, came=at(16, 40), left=at(19))

    assert confirm(village, next_one) == []


@pytest.mark.django_db(transaction=True)
def test_two_organisers_credit_the_same_time_in_one_moment_and_one_of_them_does() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    both = [a_presence(a_shift(village, begin, 17), mei, left=at(17)) for begin in (14, 15)]
    answers = _confirm_at_once(village, both)

    assert sorted(len(answer) for answer in answers) == [0, 1]
    assert Presence.objects.confirmed().count() == 1


def _confirm_at_once(village: world.Village, presences: list[Presence]) -> list[list[str]]:
    answers: list[list[str]] = []
    together = Barrier(len(presences))

    def run(presence: Presence) -> None:
        try:
            together.wait()
            answers.append(confirm(village, presence))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(presence,)) for presence in presences]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_person_is_told_and_may_object_for_seven_days() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)

    assert presence.objections_until == DAY + timedelta(days=7)
    assert "清洁家园" in str(Notice.objects.get(user=mei))
    with clock.at(at(9, day=DAY + timedelta(days=8))):
        assert presence.is_final
        with pytest.raises(Refused, match="异议期已过"):
            objections.raise_objection(presence=presence, text="少了半小时", by=mei)


def test_a_town_may_give_more_days() -> None:
    village = world.a_village()
    root = world.the_town_unit(village.town)
    Unit.objects.filter(pk=root.pk).update(numbers={"objection_days": 10})

    presence = confirmed(village, a_volunteer(village))

    assert presence.objections_until == DAY + timedelta(days=10)


def test_an_objection_that_is_right_corrects_the_record_and_keeps_the_old_one() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)
    with clock.at(at(9, day=date(2022, 8, 6))):
        made = objections.raise_objection(presence=presence, text="我一点半就到了", by=mei)
        with pytest.raises(Impossible, match="正在等答复"):
            objections.raise_objection(presence=presence, text="再说一次", by=mei)
        objections.put_right(
            objection=made,
            came_at=at(14),
            left_at=at(16),
            words="查了签到表",
            by=village.secretary,
        )

    corrected = reread(presence)
    entry = Entry.objects.of(presence).get(verb="presence.corrected")
    assert (corrected.minutes, corrected.grade) == (120, Grade.LATER)
    assert corrected.objections_until == date(2022, 8, 13)
    assert entry.details["why"] == "查了签到表"
    assert localtime(datetime.fromisoformat(entry.details["changes"]["left_at"][0])) == at(17)
    assert Objection.objects.get().stage == Objection.Stage.UPHELD


def test_an_objection_may_be_declined_with_the_reason() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    with clock.at(EVENING):
        made = objections.raise_objection(presence=confirmed(village, mei), text="少算了", by=mei)
        with pytest.raises(Impossible, match="请写明理由"):
            objections.answer(objection=made, words=" ", by=village.secretary)
        objections.answer(objection=made, words="照签退时间算的", by=village.secretary)
        with pytest.raises(Refused):
            objections.answer(objection=made, words="又一次", by=village.secretary)

    assert "异议有了答复" in str(Notice.objects.filter(user=mei).first())


def test_a_correction_cannot_be_made_into_time_that_is_credited_elsewhere() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    first = confirmed(village, mei, begin=9, end=12)
    second = a_presence(a_shift(village, 8, 18), mei, came=at(13), left=at(18))
    confirm(village, second)

    with clock.at(EVENING), pytest.raises(Impossible, match="不能重复计"):
        confirming.correct(
            presence=reread(second),
            came_at=at(11),
            left_at=at(18),
            why="早来了",
            by=village.secretary,
        )

    assert reread(first).minutes == 180


@pytest.mark.parametrize("deed", ["corrected", "struck"])
def test_whose_hours_are_changed_afterwards_is_told_why(deed: str) -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)

    with clock.at(at(9, day=date(2022, 8, 6))):
        if deed == "struck":
            confirming.strike(presence=presence, why="签到表上没有", by=village.secretary)
        else:
            told = {"came_at": at(14), "left_at": at(15), "why": "签到表上没有"}
            confirming.correct(presence=presence, **told, by=village.secretary)

    assert str(Notice.objects.filter(user=mei).latest("pk")).endswith("原因：签到表上没有")


def test_whose_objection_is_right_is_told_once() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)

    with clock.at(at(9, day=date(2022, 8, 6))):
        made = objections.raise_objection(presence=presence, text="我一点半就到了", by=mei)
        times = {"came_at": at(14), "left_at": at(16)}
        objections.put_right(objection=made, **times, words="查了", by=village.secretary)

    assert [str(one)[-6:] for one in Notice.objects.filter(user=mei)] == [
        "议有了答复。",
        "看看对不对。",
    ]


def test_nobody_changes_their_own_hours_once_they_are_confirmed() -> None:
    village = world.a_village()
    presence = confirmed(village, village.secretary)
    told = {"came_at": at(13), "left_at": at(17), "why": "我记得更久"}

    with clock.at(EVENING):
        with pytest.raises(Refused, match="要请别人更改"):
            confirming.correct(presence=presence, **told, by=village.secretary)
        confirming.strike(presence=presence, why="没有来", by=None)
        with pytest.raises(Refused, match="要请别人恢复"):
            confirming.restore(presence=reread(presence), why="来了", by=village.secretary)

    assert reread(presence).minutes is None


def test_what_is_struck_does_not_count_and_says_why() -> None:
    village = world.a_village()
    presence = confirmed(village, a_volunteer(village))

    with clock.at(EVENING):
        with pytest.raises(Impossible):
            confirming.strike(presence=presence, why=" ", by=village.secretary)
        confirming.strike(presence=presence, why="不是本人", by=village.secretary)

    assert (reread(presence).minutes, reread(presence).struck_why) == (None, "不是本人")
    assert not Presence.objects.serving().exists()


def test_what_was_struck_by_mistake_stands_again_and_is_confirmed_anew() -> None:
    village = world.a_village()
    presence = confirmed(village, a_volunteer(village))
    with clock.at(EVENING):
        confirming.strike(presence=presence, why="认错人了", by=village.secretary)
        for by in (presence.user, world.a_stranger()):
            with pytest.raises(Refused):
                confirming.restore(presence=reread(presence), why="是本人", by=by)
        with pytest.raises(Impossible, match="请写明原因"):
            confirming.restore(presence=reread(presence), why=" ", by=village.secretary)
        confirming.restore(presence=reread(presence), why="是本人", by=village.secretary)
        with pytest.raises(Refused, match="没有改为不计"):
            confirming.restore(presence=reread(presence), why="又一次", by=village.secretary)

    stands = reread(presence)
    assert (stands.stage, stands.minutes, stands.grade) == ("gone", None, presence.grade)
    with clock.at(EVENING):
        assert confirm(village, stands) == []
    assert (reread(presence).minutes, reread(presence).struck_why) == (180, "")
    heard = [str(notice) for notice in Notice.objects.of(presence.user)]
    for word in ("不计了。原因：认错人了", "恢复了", "已经确认"):
        assert any(word in text for text in heard), word
    told = [entry.details for entry in Entry.objects.of(presence)]
    assert {"why": "认错人了", "minutes": 180} in told
    assert {"why": "是本人", "struck": "认错人了"} in told


def test_of_two_records_of_one_shift_only_one_stands() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = a_presence(a_shift(village), mei)
    with clock.at(at(15)):
        confirming.strike(presence=presence, why="点错了", by=village.secretary)
    second = a_presence(presence.shift, mei, came=at(15), left=at(17))

    with clock.at(EVENING), pytest.raises(Impossible, match="又给这个人记了一条"):
        confirming.restore(presence=reread(presence), why="是本人", by=village.secretary)
    with clock.at(EVENING):
        confirming.strike(presence=second, why="记了两次", by=village.secretary)
        confirming.restore(presence=reread(presence), why="是本人", by=village.secretary)
    assert reread(presence).stage == "here"


def test_hours_entered_afterwards_are_another_kind() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    activity = an_activity(village, stage=Activity.Stage.REPORTED, people=12)
    told = {"activity": activity, "people": [mei], "by": village.secretary}

    with clock.at(EVENING):
        left = back_entries.enter(came_at=at(9), left_at=at(11), why="手机没电", **told)
        again = back_entries.enter(came_at=at(9), left_at=at(11), why="手机没电", **told)

    presence = Presence.objects.get()
    assert (left, [one.why for one in again]) == ([], ["已经有到场记录。"])
    assert (presence.grade, presence.minutes, presence.note) == (Grade.BACK, 120, "手机没电")
    assert presence.entered_by == village.secretary


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_one_time_afterwards_in_one_moment_both_find_one_shift() -> None:
    village = world.a_village()
    activity = an_activity(village, stage=Activity.Stage.REPORTED, people=12)
    mei, di = a_volunteer(village), a_volunteer(village, "林阿弟")

    def enter(user: User) -> None:
        told = {"came_at": at(9), "left_at": at(11), "why": "手机没电", "by": village.secretary}
        with clock.at(EVENING):
            back_entries.enter(activity=activity, people=[user], **told)

    assert while_open(lambda: enter(mei), lambda: enter(di)) == "done"
    assert Shift.objects.get().presences.count() == 2


@pytest.mark.parametrize(
    ("came", "left", "why", "words"),
    [
        (at(9), at(11), " ", "为什么"),
        (at(11), at(9), "忘了", "结束要在开始之后"),
        (at(19), at(22), "忘了", "还没有结束"),
    ],
    ids=["no reason", "backwards", "future"],
)
def test_a_back_entry_is_told_whole(came: datetime, left: datetime, why: str, words: str) -> None:
    village = world.a_village()
    activity = an_activity(village, stage=Activity.Stage.REPORTED, people=12)

    with clock.at(EVENING), pytest.raises(Impossible, match=words):
        back_entries.enter(
            activity=activity, people=[], came_at=came, left_at=left, why=why, by=village.secretary
        )


def test_who_was_there_rates_it_once_and_may_think_again() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)

    with clock.at(EVENING):
        ratings.rate(presence=presence, stars=3, by=mei)
        ratings.rate(presence=presence, stars=5, words="下次还来", by=mei)
        for by, stars in ((mei, 6), (world.a_resident("别人"), 4)):
            with pytest.raises(DomainError):
                ratings.rate(presence=presence, stars=stars, by=by)
    with clock.at(at(9, day=DAY + timedelta(days=15))), pytest.raises(Refused):
        ratings.rate(presence=presence, stars=1, by=mei)

    assert (Rating.objects.get().stars, Rating.objects.get().words) == (5, "下次还来")


def test_a_stranger_confirms_nothing() -> None:
    village = world.a_village()
    presence = a_presence(a_shift(village), a_volunteer(village), left=at(17))

    for by in (presence.user, world.a_stranger(), world.a_village("杆头村").secretary):
        _refused(presence, by)


def _refused(presence: Presence, by: User) -> None:
    with clock.at(EVENING), pytest.raises(Refused):
        confirming.confirm(activity=presence.shift.activity, presences=[presence], by=by)


def test_what_is_called_off_has_no_attendance() -> None:
    village = world.a_village()
    activity = an_activity(
        village, stage=Activity.Stage.CALLED_OFF, called_off_why="台风", people=None
    )
    presence = Presence(shift=a_shift(village, activity=activity), user=a_volunteer(village))

    _refused(presence, village.secretary)


def test_records_are_due_ten_working_days_later() -> None:
    # The National Day holiday of 2022: 1 to 7 October off, 8 and 9 October worked.
    assert due_on(date(2022, 8, 5)) == date(2022, 8, 19)
    assert due_on(date(2022, 9, 28)) == date(2022, 10, 17)
