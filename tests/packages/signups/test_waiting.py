"""The waiting list moves up by itself; "I cannot come" is one tap and finds cover."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests import world
from tests.packages.signups.stage import (
    a_shift,
    an_announced,
    in_line,
    is_sound,
    join,
    people,
    stages,
)
from tests.packages.signups.test_joining import a_family
from wenming.accounts.models import Notice, User
from wenming.activities.models import Shift
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.signups.actions import cover, giving_up, joining, line
from wenming.signups.actions.one_place import OURS
from wenming.signups.actions.round import go_round
from wenming.signups.models import Invitation, SignUp
from wenming.volunteers.models import Offer, Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]


def a_full_shift(
    village: world.Village, *waiting: str, ahead: timedelta = timedelta(days=7)
) -> Shift:
    """One place, taken by 林一; so many wait."""
    activity = an_announced(village, held_on=clock.today() + timedelta(days=8))
    shift = a_shift(activity, places=1, starts_at=clock.now() + ahead)
    for name in ("林一", *waiting):
        volunteer = world.a_volunteer(village, world.a_resident(name))
        join(shift=shift, by=volunteer.user)
    return shift


def row_of(name: str) -> SignUp:
    rows = SignUp.objects.select_related("user", "shift__activity__unit__town")
    return rows.get(user__name=name)


def give_up(name: str, **said: Any) -> None:
    row = row_of(name)
    giving_up.give_up(row=row, by=row.user, **said)


def told(name: str) -> str:
    return " ".join(str(notice) for notice in Notice.objects.filter(user__name=name))


# Moving up ---------------------------------------------------------------------------------------


def test_a_freed_place_is_offered_to_the_next_and_kept_until_they_answer() -> None:
    shift = a_full_shift(world.a_village(), "陈二", "陈三")

    give_up("林一")

    assert stages(shift) == {"林一": "given_up", "陈二": "offered", "陈三": "waiting"}
    assert "有空位了" in told("陈二")
    assert is_sound(shift)
    shift.refresh_from_db()
    assert shift.left == 0


def test_who_confirms_has_the_place() -> None:
    shift = a_full_shift(world.a_village(), "陈二")
    give_up("林一")

    line.confirm(row=row_of("陈二"), by=row_of("陈二").user)

    assert stages(shift)["陈二"] == "admitted"
    assert is_sound(shift)


def test_nobody_confirms_for_another() -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    other = world.a_volunteer(village, world.a_resident("陈二", phone="13805950022"))
    join(shift=shift, by=other.user)
    give_up("林一")

    for by in (row_of("林一").user, village.secretary):
        with pytest.raises(Refused, match="自己确认"):
            line.confirm(row=row_of("陈二"), by=by)


def test_for_who_has_no_phone_whoever_signed_them_up_is_told_and_confirms(client: Client) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    volunteer = world.a_volunteer(village, world.a_resident("陈二"))
    joining.enter(shift=shift, person=volunteer.user, by=village.liaison_officer)
    give_up("林一")
    heard = " ".join(map(str, Notice.objects.filter(user=village.liaison_officer)))
    elsewhere = world.a_village("杆头村").secretary
    with pytest.raises(Refused):
        line.confirm(row=row_of("陈二"), by=elsewhere)

    client.force_login(village.secretary)
    page = client.get(f"/desk/shifts/{shift.pk}/people/").text
    row = row_of("陈二").pk
    client.post(f"/desk/sign-ups/{row}/confirmation/")

    assert "替没有手机的人报了名" in heard
    assert "替他确认" in page
    assert stages(shift)["陈二"] == "admitted"
    assert "替他确认" not in client.get(f"/desk/shifts/{shift.pk}/people/").text
    assert is_sound(shift)


def test_what_is_not_confirmed_in_time_goes_on_by_the_clock() -> None:
    shift = a_full_shift(world.a_village(), "陈二", "陈三")
    give_up("林一")
    until = row_of("陈二").answer_by
    assert until is not None

    with clock.at(until + timedelta(seconds=1)):
        go_round()
        go_round()

    assert stages(shift) == {"林一": "given_up", "陈二": "lapsed", "陈三": "offered"}
    assert "已经让给下一位" in told("陈二")
    assert is_sound(shift)


def test_whoever_says_no_to_an_offer_passes_it_on_at_once() -> None:
    shift = a_full_shift(world.a_village(), "陈二", "陈三")
    give_up("林一")

    give_up("陈二")

    assert stages(shift)["陈三"] == "offered"


def test_near_the_start_the_next_is_admitted_at_once_and_told() -> None:
    shift = a_full_shift(world.a_village(), "陈二", ahead=timedelta(hours=5))

    give_up("林一")

    assert stages(shift)["陈二"] == "admitted"
    assert "已经为您报上名" in told("陈二")


def test_near_the_start_whoever_is_elsewhere_by_now_is_passed_over() -> None:
    village = world.a_village()
    shift = a_full_shift(village, "陈二", "陈三", ahead=timedelta(hours=5))
    other = a_shift(an_announced(village), starts_at=shift.starts_at)
    join(shift=other, by=User.objects.get(name="陈二"))

    giving_up.give_up(
        row=SignUp.objects.select_related("shift__activity__unit__town").get(
            shift=shift, user__name="林一"
        ),
        by=User.objects.get(name="林一"),
    )

    assert stages(shift) == {"林一": "given_up", "陈二": "waiting", "陈三": "admitted"}


def test_a_party_is_offered_nothing_that_is_too_small_for_it() -> None:
    village = world.a_village()
    shift = a_shift(an_announced(village), places=2)
    one, two = (world.a_volunteer(village, user).user for user in people(2))
    for user in (one, two):
        join(shift=shift, by=user)
    mother, child = a_family(village)
    join(shift=shift, members=[child], by=mother)
    join(shift=shift, by=world.a_volunteer(village, world.a_resident("陈单")).user)

    give_up("村民0")
    assert stages(shift)["林阿妹"] == "waiting"
    assert stages(shift)["陈单"] == "offered"

    give_up("陈单")
    give_up("村民1")
    assert (stages(shift)["林阿妹"], stages(shift)["林小宝"]) == ("offered", "offered")
    line.confirm(row=row_of("林阿妹"), by=mother)
    assert stages(shift)["林小宝"] == "admitted"
    assert is_sound(shift)


def test_after_the_start_nobody_waits_any_more() -> None:
    shift = a_full_shift(world.a_village(), "陈二")

    with clock.at(shift.starts_at + timedelta(minutes=1)):
        go_round()

    assert stages(shift)["陈二"] == "lapsed"
    assert "没有等到空位" in told("陈二")


@pytest.mark.parametrize(
    ("ahead", "hours"),
    [(72, 24), (30, 6), (8, 1), (3, None)],
    ids=["three days", "tomorrow", "today", "soon"],
)
def test_the_nearer_the_shorter(ahead: int, hours: int | None) -> None:
    noon = world.moment(clock.today(), 12)

    until = line.answer_by(noon, noon + timedelta(hours=ahead))

    assert until == (noon + timedelta(hours=hours) if hours else None)


def test_nobody_has_to_answer_at_night() -> None:
    evening = world.moment(clock.today(), 21, 30)

    until = line.answer_by(evening, evening + timedelta(hours=20))

    assert until is not None
    assert _hour(until) == (8, 30)


def _hour(moment: datetime) -> tuple[int, int]:
    local = moment.astimezone(world.moment(clock.today()).tzinfo)
    return local.hour, local.minute


# Giving up ---------------------------------------------------------------------------------------


def test_i_cannot_come_is_one_tap(client: Client) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    client.force_login(User.objects.get(name="林一"))

    page = client.post(f"/sign-ups/{row_of('林一').pk}/giving-up/", {"next": "/my/"}, follow=True)

    assert page.request["PATH_INFO"] == "/my/"
    assert "谢谢您早说" in page.text
    shift.refresh_from_db()
    assert shift.left == 1


def test_a_foreign_address_is_not_gone_back_to(client: Client) -> None:
    a_full_shift(world.a_village())
    client.force_login(User.objects.get(name="林一"))

    answer = client.post(
        f"/sign-ups/{row_of('林一').pk}/giving-up/", {"next": "https://example.org/"}
    )

    assert answer["Location"].startswith("/activities/")


def test_twice_frees_one_place_only(client: Client) -> None:
    shift = a_full_shift(world.a_village())
    client.force_login(User.objects.get(name="林一"))
    button = f"/sign-ups/{row_of('林一').pk}/giving-up/"

    assert [client.post(button).status_code for _ in range(2)] == [302, 409]
    assert is_sound(shift)


def test_after_the_beginning_it_is_too_late_to_say_so() -> None:
    shift = a_full_shift(world.a_village())

    with clock.at(shift.starts_at + timedelta(minutes=1)), pytest.raises(Refused, match="已经开始"):
        give_up("林一")


def test_a_child_is_not_left_alone_when_the_adult_cannot_come() -> None:
    village = world.a_village()
    shift = a_shift(an_announced(village), places=5)
    mother, child = a_family(village)
    join(shift=shift, members=[child], by=mother)

    give_up("林阿妹")

    assert set(stages(shift).values()) == {"given_up"}
    assert is_sound(shift)


def test_one_of_a_family_can_stay_away_and_the_others_come() -> None:
    village = world.a_village()
    shift = a_shift(an_announced(village), places=5)
    mother, child = a_family(village)
    join(shift=shift, members=[child], by=mother)

    give_up("林小宝")

    assert stages(shift) == {"林阿妹": "admitted", "林小宝": "given_up"}


def test_taken_off_by_the_desk_one_reads_why(client: Client) -> None:
    village = world.a_village()
    a_full_shift(village, "陈二")
    client.force_login(village.secretary)

    page = client.post(f"/desk/sign-ups/{row_of('林一').pk}/removal/", {"why": ""})
    client.post(f"/desk/sign-ups/{row_of('林一').pk}/removal/", {"why": "来电说来不了"})

    assert page.status_code == 422
    assert "来电说来不了" in told("林一")
    assert Entry.objects.filter(verb="sign-up.removed").get().details["why"] == "来电说来不了"
    assert row_of("陈二").stage == "offered"


def test_without_a_reason_nobody_is_taken_off() -> None:
    village = world.a_village()
    a_full_shift(village)

    with pytest.raises(Impossible):
        giving_up.remove(row=row_of("林一"), why=" ", by=village.secretary)


# Cover -------------------------------------------------------------------------------------------


def cannot_come(name: str, capture: Any) -> None:
    with capture(execute=True):
        give_up(name)


def test_where_nobody_waits_fitting_people_are_asked_who_were_asked_longest_ago(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    asked = [world.a_volunteer(village, world.a_resident(f"志愿者{n}")) for n in range(5)]
    earlier = a_shift(an_announced(village))
    for days, volunteer in ((9, asked[0]), (3, asked[1])):
        Invitation.objects.create(
            shift=earlier, user=volunteer.user, asked_at=clock.now() - timedelta(days=days)
        )
    world.a_volunteer(world.a_village("杆头村"), world.a_resident("别村人"))

    cannot_come("林一", django_capture_on_commit_callbacks)

    names = set(Invitation.objects.filter(shift=shift).values_list("user__name", flat=True))
    assert names == {"志愿者2", "志愿者3", "志愿者4"}
    assert "您能去吗" in told("志愿者2")
    assert not told("志愿者0")


def test_only_who_is_free_and_told_so_or_told_nothing_is_asked(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = world.a_village()
    morning = world.moment(clock.today() + timedelta(days=8), 9)
    shift = a_full_shift(village, ahead=morning - clock.now())
    weekday = shift.starts_at.isoweekday()
    for name, code in (("能来", f"{weekday}-am"), ("下午来", f"{weekday}-pm")):
        volunteer = world.a_volunteer(village, world.a_resident(name))
        Offer.objects.create(volunteer=volunteer, kind=Offer.Kind.TIME, code=code)
    busy = world.a_volunteer(village, world.a_resident("有事"))
    other = a_shift(an_announced(village), starts_at=shift.starts_at)
    join(shift=other, by=busy.user)

    with django_capture_on_commit_callbacks(execute=True):
        giving_up.give_up(
            row=SignUp.objects.select_related("shift__activity__unit__town").get(shift=shift),
            by=User.objects.get(name="林一"),
        )

    assert list(Invitation.objects.values_list("user__name", flat=True)) == ["能来"]


def test_an_invitation_is_accepted_in_one_tap_and_may_be_declined(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    for name in ("甲", "乙"):
        world.a_volunteer(village, world.a_resident(name))
    cannot_come("林一", django_capture_on_commit_callbacks)
    no, yes = (Invitation.objects.get(user__name=name) for name in ("甲", "乙"))

    client.force_login(no.user)
    assert "您能去吗" in client.get("/my/").text
    client.post(f"/invitations/{no.pk}/refusal/")
    client.force_login(yes.user)
    client.post(f"/invitations/{yes.pk}/acceptance/")

    assert stages(shift) == {"林一": "given_up", "乙": "admitted"}
    assert set(Invitation.objects.values_list("reply", flat=True)) == {"accepted", "declined"}


def test_an_invitation_answered_in_two_tabs_is_answered_once(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    volunteer = world.a_volunteer(village, world.a_resident("甲"))
    cannot_come("林一", django_capture_on_commit_callbacks)
    asked = Invitation.objects.select_related("user", "shift__activity__unit__town")
    tabs = [asked.get() for _tab in range(3)]

    answers = [cover.accept(invitation=tab, by=volunteer.user) for tab in tabs[:2]]

    assert [answer.is_new for answer in answers] == [True, False]
    with pytest.raises(Overtaken, match="刚刚有变动"):
        cover.decline(invitation=tabs[2], by=volunteer.user)
    assert stages(shift) == {"林一": "given_up", "甲": "admitted"}


def test_when_nobody_is_left_to_ask_the_leader_is_told(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    head = world.a_resident("队长")
    team = world.a_team(village, head=head)
    shift.activity.teams.add(team)

    cannot_come("林一", django_capture_on_commit_callbacks)

    assert "还没有人补上" in told("队长")
    assert not told("塘边村联络员")


def test_without_a_team_the_units_own_people_are(django_capture_on_commit_callbacks: Any) -> None:
    a_full_shift(world.a_village())

    cannot_come("林一", django_capture_on_commit_callbacks)

    assert "还没有人补上" in told("塘边村联络员")


def test_the_next_are_asked_when_those_asked_had_their_time(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = world.a_village()
    a_full_shift(village)
    for number in range(5):
        world.a_volunteer(village, world.a_resident(f"志愿者{number}"))
    cannot_come("林一", django_capture_on_commit_callbacks)

    go_round()
    assert Invitation.objects.count() == 3
    with clock.at(clock.now() + timedelta(hours=2, minutes=1)):
        go_round()

    assert Invitation.objects.count() == 5


def test_once_the_places_are_taken_nobody_need_answer(
    django_capture_on_commit_callbacks: Any,
) -> None:
    village = world.a_village()
    shift = a_full_shift(village)
    world.a_volunteer(village, world.a_resident("甲"))
    cannot_come("林一", django_capture_on_commit_callbacks)
    join(shift=shift, by=world.a_volunteer(village, world.a_resident("乙")).user)

    go_round()

    assert Invitation.objects.get().reply == "closed"


def test_who_left_is_not_asked(django_capture_on_commit_callbacks: Any) -> None:
    village = world.a_village()
    a_full_shift(village)
    gone = world.a_volunteer(village, world.a_resident("走了"))
    Volunteer.objects.filter(pk=gone.pk).update(
        ended_on=clock.today(),
        born_on=None,
        identity=None,
        identity_index=None,
        sex="",
        identity_kind="",
    )

    cannot_come("林一", django_capture_on_commit_callbacks)

    assert not Invitation.objects.exists()


def test_the_line_is_the_order_of_asking() -> None:
    shift = a_full_shift(world.a_village(), "陈二", "陈三", "陈四")

    assert in_line(shift) == ["陈二", "陈三", "陈四"]


# At the same time --------------------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_near_the_start_who_is_given_a_place_elsewhere_in_this_moment_is_passed_over() -> None:
    shift = a_full_shift(world.a_village(), "陈二", "陈三", ahead=timedelta(hours=3))
    holder = connection.copy()
    with holder.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s, %s)", [OURS, row_of("陈二").user_id])
    try:
        give_up("林一")
    finally:
        holder.close()

    assert stages(shift) == {"林一": "given_up", "陈二": "waiting", "陈三": "admitted"}
