"""An activity is announced, published, opened, held, told of, or called off (5.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests import world
from wenming.activities.actions import activities, announcing
from wenming.activities.facts import facts
from wenming.activities.models import Activity
from wenming.activities.notices import lacks
from wenming.activities.permissions import may_publish_announcement
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused, WrongStage
from wenming.base.models import Entry
from wenming.engines.obligations.values import Span
from wenming.organisation.actions import records

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

TOLD: list[tuple[int, str]] = []


def hear(activity_id: int, what: str) -> None:
    """A follower."""
    TOLD.append((activity_id, what))


@pytest.fixture(autouse=True)
def followed(settings: Any) -> None:
    TOLD.clear()
    settings.ACTIVITY_FOLLOWERS = [f"{__name__}.hear"]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    """The form as somebody fills it in, for a week from now."""
    return {
        "unit": village.unit.pk,
        "title": "清洁家园",
        "kind": "concentrated",
        "task": "customs",
        "on": (clock.today() + timedelta(days=7)).isoformat(),
        "begins": "09:00",
        "ends": "11:00",
        "place": "村部",
        "part": "serve",
        "places": "20",
        "lifts_hours": "48",
        "ticket": str(uuid4()),
    } | said


def counted(village: world.Village) -> int:
    span = Span(clock.today() - timedelta(days=400), clock.today() + timedelta(days=400))
    return sum(fact.kind == "activity.held" for fact in facts(village.town, span))


def verbs(activity: Activity) -> list[str]:
    return [entry.verb for entry in Entry.objects.of(activity).order_by("pk")]


# From draft to report ------------------------------------------------------------------------


def test_it_counts_only_once_it_has_been_held(village: world.Village) -> None:
    activity = world.an_announcement(village, publish_now=False)
    assert (activity.stage, counted(village)) == ("draft", 0)

    announcing.publish(activity=activity, by=village.secretary)
    assert counted(village) == 0

    with clock.at(activity.shifts.get().starts_at + timedelta(hours=1)):
        announcing.open_now(activity=activity, by=village.secretary)
        activities.close(activity=activity, people=18, by=village.secretary)
        assert counted(village) == 1
        activities.report(activity=activity, results="扫了三条村道。", by=village.secretary)

    assert (counted(village), activity.people) == (1, 18)
    assert verbs(activity) == [
        "activity.added",
        "activity.published",
        "activity.opened",
        "activity.held",
        "activity.reported",
    ]


def test_its_day_and_place_are_those_of_its_first_shift(village: world.Village) -> None:
    later, first = world.a_stretch(9), world.a_stretch(8, place="祠堂")

    activity = world.an_announcement(village, later, first)

    day = clock.today() + timedelta(days=8)
    assert (activity.held_on, activity.place) == (day, "祠堂")


def test_without_a_time_there_is_nothing_to_announce(village: world.Village) -> None:
    with pytest.raises(Impossible):
        announcing.announce(
            unit=village.unit,
            stretches=[],
            by=village.secretary,
            title="无时间",
            kind="other",
            task="theory",
        )


def test_what_is_over_cannot_be_published(village: world.Village) -> None:
    with pytest.raises(Refused, match="已经过去"):
        world.an_announcement(village, world.a_stretch(-3))


def test_danger_needs_insurance_before_anybody_is_asked_to_come(village: world.Village) -> None:
    draft = world.an_announcement(village, is_dangerous=True, publish_now=False)

    assert "意外伤害保险" in str(may_publish_announcement(village.secretary, draft).reason)
    announcing.correct(row=draft, insurance="已办志愿者意外险", by=village.secretary)
    announcing.publish(activity=draft, by=village.secretary)

    with pytest.raises(Impossible) as refused:
        announcing.correct(row=draft, insurance="", by=village.secretary)
    assert refused.value.field == "insurance"


def test_what_the_standard_asks_for_and_nobody_wrote_is_named(village: world.Village) -> None:
    bare = {"about": "", "conditions": "", "risks": "", "publish_now": False}
    draft = world.an_announcement(village, world.a_stretch(place=""), is_dangerous=True, **bare)

    named = [str(name) for name in lacks(draft, draft.shifts.all())]

    assert named == [
        "地点",
        "活动内容",
        "参加条件",
        "可能的风险",
        "保障（保险）",
        "联系人和电话",
    ]


def test_it_is_published_once(village: world.Village) -> None:
    draft = world.an_announcement(village, publish_now=False)
    other_tab = Activity.objects.get(pk=draft.pk)
    announcing.publish(activity=draft, by=village.secretary)

    with pytest.raises(Overtaken):
        announcing.publish(activity=other_tab, by=village.secretary)


def test_only_the_units_own_people_and_the_office_announce(village: world.Village) -> None:
    neighbour = world.a_village("杆头村").secretary
    draft = world.an_announcement(village, publish_now=False)

    with pytest.raises(Refused):
        announcing.publish(activity=draft, by=neighbour)
    announcing.publish(activity=draft, by=world.an_office())


def test_the_clock_opens_what_has_begun_and_nothing_else(village: world.Village) -> None:
    today, tomorrow = (world.an_announcement(village, world.a_stretch(n)) for n in (1, 2))
    draft = world.an_announcement(village, world.a_stretch(1), publish_now=False)

    with clock.at(today.shifts.get().starts_at):
        announcing.open_due()
        announcing.open_due()

    stages = [Activity.objects.get(pk=one.pk).stage for one in (today, tomorrow, draft)]
    assert stages == ["running", "published", "draft"]
    assert verbs(today)[-1] == "activity.opened"


def test_it_is_neither_opened_nor_closed_before_its_day(village: world.Village) -> None:
    activity = world.an_announcement(village)

    with pytest.raises(Refused):
        announcing.open_now(activity=activity, by=village.secretary)
    with pytest.raises(Refused):
        activities.close(activity=activity, people=3, by=village.secretary)


def test_a_record_made_afterwards_is_finished_from_the_start(village: world.Village) -> None:
    held = activities.hold(
        unit=village.unit,
        title="义诊",
        held_on=clock.today(),
        kind="other",
        task="values",
        people=9,
        by=village.secretary,
    )

    assert held.stage == "reported"
    with pytest.raises(Refused):
        activities.close(activity=held, people=3, by=village.secretary)


# Called off, withdrawn -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_whoever_follows_it_is_told_that_it_is_called_off(village: world.Village) -> None:
    activity = world.an_announcement(village)

    announcing.call_off(activity=activity, why="台风", by=village.secretary)

    assert [(activity.pk, "called-off")] == TOLD
    assert (activity.stage, activity.called_off_why) == ("called_off", "台风")


def test_it_is_not_called_off_without_a_reason_nor_twice(village: world.Village) -> None:
    activity = world.an_announcement(village)
    other_tab = Activity.objects.get(pk=activity.pk)
    with pytest.raises(Impossible):
        announcing.call_off(activity=activity, why="  ", by=village.secretary)

    announcing.call_off(activity=activity, why="台风", by=village.secretary)

    with pytest.raises(Overtaken):
        announcing.call_off(activity=other_tab, why="大雨", by=village.secretary)
    with pytest.raises((Refused, WrongStage)):
        announcing.correct(row=activity, title="照常", by=village.secretary)


def test_a_draft_can_be_withdrawn_and_what_is_published_cannot(
    village: world.Village, inside: Client
) -> None:
    draft = world.an_announcement(village, publish_now=False)
    published = world.an_announcement(village)

    answers = [
        inside.post(f"/desk/activities/{one.pk}/withdrawal/", {"why": "不办了"})
        for one in (draft, published)
    ]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert "取消活动" in answers[1].content.decode()


def test_a_withdrawn_draft_cannot_be_published(village: world.Village) -> None:
    draft = world.an_announcement(village, publish_now=False)
    records.withdraw(row=draft, why="重写", by=village.secretary)

    with pytest.raises(Refused):
        announcing.publish(activity=draft, by=village.secretary)


# The form --------------------------------------------------------------------------------------


def test_one_form_announces_with_a_shift_and_one_button_publishes(
    village: world.Village, inside: Client
) -> None:
    answer = inside.post("/desk/activities/announcement/", filled(village, publish="1"))

    activity = Activity.objects.get()
    shift = activity.shifts.get()
    assert answer["Location"] == f"/desk/activities/{activity.pk}/"
    assert (activity.stage, shift.places, shift.left, shift.place) == ("published", 20, 20, "村部")


def test_the_form_sent_twice_is_one_activity(village: world.Village, inside: Client) -> None:
    sent = filled(village, publish="1")

    first, second = (inside.post("/desk/activities/announcement/", sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Activity.objects.get().shifts.count() == 1


def test_kept_as_a_draft_it_is_published_from_its_page(
    village: world.Village, inside: Client
) -> None:
    page = inside.post("/desk/activities/announcement/", filled(village), follow=True)
    activity = Activity.objects.get()
    assert "招募公告还缺：活动内容、参加条件、可能的风险" in page.content.decode()

    page = inside.post(f"/desk/activities/{activity.pk}/publishing/", follow=True)

    assert "公开的页面" in page.content.decode()
    assert Activity.objects.get().stage == "published"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": world.LONG}, "title"),
        ({"ends": "08:00"}, "ends"),
        ({"on": "2020-02-29"}, "on"),
        ({"on": "2021-02-29"}, "on"),
        ({"places": "0"}, "places"),
        ({"place": ""}, "place"),
        ({"is_dangerous": "on"}, "insurance"),
        ({"kind": "training"}, "field"),
        ({"campaign": "7"}, "campaign"),
    ],
)
def test_a_fault_is_named_at_its_field_and_nothing_typed_is_lost(
    village: world.Village, inside: Client, wrong: dict[str, Any], field: str
) -> None:
    sent = filled(village, about="自带手套", publish="1", **wrong)

    answer = inside.post("/desk/activities/announcement/", sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "自带手套" in answer.content.decode()
    assert not Activity.objects.exists()


def test_an_announcement_is_put_right_in_the_open(village: world.Village, inside: Client) -> None:
    activity = world.an_announcement(village)
    address = f"/desk/activities/{activity.pk}/correction/"
    form = inside.get(address).context["form"]
    assert "on" not in form.fields

    sent = filled(village, title="清洁村道", about="打扫", seen=form.initial["seen"])
    page = inside.post(address, sent, follow=True).content.decode()

    assert "清洁家园 → 清洁村道" in page


def test_what_was_held_is_put_right_as_a_record(village: world.Village, inside: Client) -> None:
    activity = world.an_announcement(village)
    with clock.at(activity.shifts.get().starts_at):
        activities.close(activity=activity, people=3, by=village.secretary)

    assert (
        "people" in inside.get(f"{activity.get_absolute_url()}correction/").context["form"].fields
    )


def test_the_same_again_has_the_hours_and_places_of_the_last_time(
    village: world.Village, inside: Client
) -> None:
    earlier = world.an_announcement(village, contact="王老师")

    form = inside.get(f"/desk/activities/announcement/?from={earlier.pk}").context["form"]

    shown = [form[name].value() for name in ("title", "place", "places", "contact", "on")]
    assert shown == ["清洁家园", "村部", 20, "王老师", None]
    assert f"{form['begins'].value():%H:%M}" == "09:00"


# From its page -----------------------------------------------------------------------------------


def test_who_came_and_what_came_of_it_are_told_from_its_page(
    village: world.Village, inside: Client
) -> None:
    activity = world.an_announcement(village, teams=[world.a_team(village)])
    page = activity.get_absolute_url()
    with clock.at(activity.shifts.get().starts_at):
        inside.post(f"{page}opening/")
        assert "people" in inside.post(f"{page}closing/", {"people": "-1"}).context["form"].errors
        inside.post(f"{page}closing/", {"people": "17"})

        draft = inside.get(f"{page}report/").context["form"].initial["results"]
        for said in ("塘边村在村部举行“清洁家园”", "17 人参加", "塘边村宣讲队"):
            assert said in draft
        inside.post(f"{page}report/", {"results": "扫了三条村道。"})

    activity.refresh_from_db()
    assert (activity.stage, activity.people) == ("reported", 17)
    assert "扫了三条村道。" in inside.get(f"/activities/{activity.pk}/").content.decode()


def test_called_off_from_its_page_everybody_reads_why(
    village: world.Village, inside: Client
) -> None:
    activity = world.an_announcement(village)

    inside.post(f"{activity.get_absolute_url()}calling-off/", {"why": "台风"})

    assert "活动已经取消。原因：台风" in inside.get(f"/activities/{activity.pk}/").content.decode()


def test_everybody_sees_what_is_announced_and_nobody_sees_a_draft(
    village: world.Village, client: Client
) -> None:
    published = world.an_announcement(village, insurance="已办意外险", least_age=14)
    draft = world.an_announcement(village, publish_now=False)

    page = client.get(f"/activities/{published.pk}/").content.decode()

    for said in ("还有 20 个名额", "不限", "已办意外险", "14 岁", 'property="og:title"'):
        assert said in page
    assert client.get(f"/activities/{draft.pk}/").status_code == 404
