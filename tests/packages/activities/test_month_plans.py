"""A month's plan is drafted, hung out, and one a unit (4.1-c, 5.2-c)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from tests import world
from tests.packages.activities.stage import a_plan
from wenming.activities.actions import announcing, month_plans
from wenming.activities.models import MonthPlan
from wenming.activities.permissions import may_publish
from wenming.activities.queries import current_plan
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.organisation.actions import records

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("4.1-c"),
    pytest.mark.clause("5.2-c"),
]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


def filled(village: world.Village, **said: str) -> dict[str, object]:
    return {
        "unit": village.unit.pk,
        "month": "2022-08",
        "theme": "移风易俗",
        "body": "5 日 清洁家园",
        "ticket": str(uuid4()),
    } | said


def test_a_draft_hangs_nowhere(village: world.Village) -> None:
    a_plan(village)

    assert current_plan(village.unit, date(2022, 8, 15)) is None


def test_a_plan_hung_out_is_the_units_for_its_month(village: world.Village) -> None:
    plan = a_plan(village, publish_now=True)

    assert current_plan(village.unit, date(2022, 8, 31)) == plan
    assert current_plan(village.unit, date(2022, 9, 1)) is None
    assert plan.lines == ["5 日 清洁家园", "20 日 宣讲"]


def test_any_day_of_the_month_means_the_month(village: world.Village) -> None:
    assert a_plan(village, month=date(2024, 2, 29)).month == date(2024, 2, 1)


def test_a_unit_has_one_plan_a_month(village: world.Village) -> None:
    a_plan(village)

    with pytest.raises(Impossible, match="已经有一份计划") as refused:
        a_plan(village)

    assert refused.value.field == "month"


def test_once_withdrawn_there_can_be_another(village: world.Village) -> None:
    records.withdraw(row=a_plan(village), why="重写", by=village.secretary)

    assert a_plan(village, publish_now=True).stage == MonthPlan.Stage.PUBLISHED


def test_a_correction_cannot_move_it_onto_another(village: world.Village) -> None:
    a_plan(village)
    september = a_plan(village, month=date(2022, 9, 1))

    with pytest.raises(Impossible):
        month_plans.correct(
            row=september, unit=village.unit, month=date(2022, 8, 1), by=village.secretary
        )


def test_the_database_keeps_to_first_days(village: world.Village) -> None:
    plan = a_plan(village)

    with pytest.raises(IntegrityError), transaction.atomic():
        MonthPlan.objects.filter(pk=plan.pk).update(month=date(2022, 8, 2))


def test_it_is_hung_out_once(village: world.Village) -> None:
    plan = a_plan(village)
    same_page_in_another_tab = MonthPlan.objects.get(pk=plan.pk)
    month_plans.publish(plan=plan, by=village.secretary)

    with pytest.raises(Overtaken):
        month_plans.publish(plan=same_page_in_another_tab, by=village.secretary)

    assert [entry.verb for entry in Entry.objects.of(plan)] == [
        "monthplan.published",
        "monthplan.added",
    ]
    assert may_publish(village.secretary, plan).reason == "这份计划已经公布。"


def test_another_village_cannot_hang_it_out(village: world.Village) -> None:
    with pytest.raises(Refused):
        month_plans.publish(plan=a_plan(village), by=world.a_village("杆头村").secretary)


def test_written_and_hung_out_with_one_button(village: world.Village, inside: Client) -> None:
    answer = inside.post("/desk/month-plans/new/", filled(village, publish="1"), follow=True)

    plan = MonthPlan.objects.get()
    page = answer.content.decode()
    assert (plan.stage, plan.published_on) == ("published", clock.today())
    assert "移风易俗" in page
    assert f"{plan.month.year}年{plan.month.month}月1日" not in page
    assert "公布这份计划" not in page


def test_kept_as_a_draft_and_hung_out_from_its_page(village: world.Village, inside: Client) -> None:
    page = inside.post("/desk/month-plans/new/", filled(village), follow=True).content.decode()
    plan = MonthPlan.objects.get()
    assert (plan.stage, "公布这份计划" in page) == ("draft", True)

    inside.post(f"/desk/month-plans/{plan.pk}/publishing/")

    plan.refresh_from_db()
    assert plan.stage == MonthPlan.Stage.PUBLISHED


def test_what_stands_on_lines_of_its_own_is_shown_so(
    village: world.Village, inside: Client
) -> None:
    page = inside.get(a_plan(village).get_absolute_url()).content.decode()

    assert "5 日 清洁家园<br>20 日 宣讲" in page


def test_the_form_sent_twice_is_one_plan(village: world.Village, inside: Client) -> None:
    sent = filled(village, publish="1")

    first, second = (inside.post("/desk/month-plans/new/", sent) for _ in range(2))

    assert first["Location"] == second["Location"]


def test_a_second_plan_is_refused_at_the_month_and_nothing_typed_is_lost(
    village: world.Village, inside: Client
) -> None:
    a_plan(village)

    answer = inside.post("/desk/month-plans/new/", filled(village, body="7 日 义诊"))

    assert list(answer.context["form"].errors) == ["month"]
    assert "7 日 义诊" in answer.content.decode()


@pytest.mark.parametrize("month", ["2022-13", "八月", "2022", ""])
def test_what_is_no_month_is_refused_at_its_field(
    village: world.Village, inside: Client, month: str
) -> None:
    answer = inside.post("/desk/month-plans/new/", filled(village, month=month))

    assert list(answer.context["form"].errors) == ["month"]


def test_next_month_begins_with_this_months_words(village: world.Village, inside: Client) -> None:
    plan = a_plan(village)

    form = inside.get(f"/desk/month-plans/new/?from={plan.pk}").context["form"]

    assert (form.initial["theme"], form.initial["body"]) == (plan.theme, plan.body)
    assert form.initial["month"] == clock.today().replace(day=1)


def test_a_correction_of_what_hangs_out_is_kept_in_the_open(
    village: world.Village, inside: Client
) -> None:
    plan = a_plan(village, publish_now=True)

    sent = filled(village, theme="敬老月")
    page = inside.post(f"/desk/month-plans/{plan.pk}/correction/", sent, follow=True)

    assert "移风易俗 → 敬老月" in page.content.decode()


# What stands in it ----------------------------------------------------------------------------


def soon(village: world.Village) -> MonthPlan:
    """The plan of the month in which the announcements of these tests are."""
    return a_plan(village, month=a_day(), body="每天 8:00 开放图书室", theme="邻里守望")


def a_day() -> date:
    return clock.today() + timedelta(days=40)


def test_what_is_announced_stands_in_the_plan_by_itself(
    village: world.Village, client: Client
) -> None:
    world.an_announcement(village, world.a_stretch(40), title="清洁村道")
    world.an_announcement(village, world.a_stretch(40), title="草稿", publish_now=False)
    off = world.an_announcement(village, world.a_stretch(40), title="取消的")
    announcing.call_off(activity=off, why="台风", by=village.secretary)
    plan = soon(village)
    month_plans.publish(plan=plan, by=village.secretary)

    page = client.get(f"/months/tangbian/{plan.month:%Y-%m}/").content.decode()

    for said in ("清洁村道", "每天 8:00 开放图书室", "09:00–11:00", "村部"):
        assert said in page
    for hidden in ("草稿", "取消的"):
        assert hidden not in page


def test_a_plan_of_nothing_is_not_hung_out(village: world.Village, inside: Client) -> None:
    answer = inside.post("/desk/month-plans/new/", filled(village, body="", publish="1"))
    assert list(answer.context["form"].errors) == ["body"]

    empty = a_plan(village, month=a_day(), body="")
    assert not may_publish(village.secretary, empty)
    world.an_announcement(village, world.a_stretch(40))
    assert may_publish(village.secretary, empty)


def test_its_poster_has_what_is_on_and_a_code_that_opens_the_plan(
    village: world.Village, client: Client
) -> None:
    world.an_announcement(village, world.a_stretch(40), title=f"{world.RARE}头清洁村道")
    plan = soon(village)
    address = f"/months/tangbian/{plan.month:%Y-%m}/poster.pdf"
    assert client.get(address).status_code == 404
    month_plans.publish(plan=plan, by=village.secretary)

    answers = [client.get(address), client.get(f"{address}?size=a3")]

    sheets = [PdfReader(BytesIO(answer.content)).pages[0] for answer in answers]
    text = sheets[0].extract_text()
    for said in ("塘边村", "邻里守望", f"{world.RARE}头清洁村道", "开放图书室", "扫码看最新安排"):
        assert said in re.sub(r"\s", "", text)
    assert [round(sheet.mediabox.width) for sheet in sheets] == [595, 842]
    assert answers[0]["Content-Type"] == "application/pdf"


def test_an_activity_has_a_poster_while_one_can_still_come(
    village: world.Village, client: Client
) -> None:
    activity = world.an_announcement(village, contact="王老师 0595-1234567")

    answer = client.get(f"/activities/{activity.pk}/poster.pdf")
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "清洁家园" in text
    assert "0595-1234567" in text
    announcing.call_off(activity=activity, why="台风", by=village.secretary)
    assert client.get(f"/activities/{activity.pk}/poster.pdf").status_code == 404


def test_an_activity_is_shared_by_its_address_and_a_code(
    village: world.Village, client: Client
) -> None:
    activity = world.an_announcement(village)

    page = client.get(f"/activities/{activity.pk}/").content.decode()
    code = client.get(f"/activities/{activity.pk}/code.svg")

    assert f'readonly value="http://testserver/activities/{activity.pk}/"' in page
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.decode().count("<path") >= 1


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-1"])
def test_what_is_no_month_is_not_found(village: world.Village, client: Client, month: str) -> None:
    assert client.get(f"/months/tangbian/{month}/").status_code == 404
