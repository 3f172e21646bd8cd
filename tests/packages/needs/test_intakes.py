"""Needs by workbook: looked through row by row, asked once, forgotten after a day (5.3-a)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests import world
from wenming.accounts.models import Notice
from wenming.base import clock
from wenming.engines.papers import Cell, Column, Sheet, read_sheet, xlsx
from wenming.needs.actions import intakes
from wenming.needs.models import Intake, Need
from wenming.needs.plan import CHANNELS, FOCUS, KINDS
from wenming.needs.reading import COLUMNS, MOST

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-a")]

CODES = [asked.code for asked in COLUMNS]
PLACE = "/desk/needs/workbooks/"


@pytest.fixture
def village() -> world.Village:
    village = world.a_village()
    world.words(village.unit.town, CHANNELS, "visit", "hotline", "online", "card")
    world.words(village.unit.town, KINDS, "repair", "escort")
    world.words(village.unit.town, FOCUS, "elders")
    return village


@pytest.fixture
def desk(client: Client, village: world.Village) -> Client:
    client.force_login(village.liaison_officer)
    return client


def a_row(**said: Cell) -> tuple[Cell, ...]:
    about: dict[str, Cell] = {
        "unit": "塘边村",
        "name": "李伯",
        "phone": "0595-8888 0001",
        "words": "下周要去医院复查，没有人陪",
    }
    told = about | said
    return tuple(told.get(code) for code in CODES)


def uploaded(desk: Client, *rows: tuple[Cell, ...]) -> Intake:
    columns = tuple(Column(f"{c.label}*" if c.must else str(c.label)) for c in COLUMNS)
    file = SimpleUploadedFile("走访.xlsx", xlsx([Sheet("需求", columns, rows)]))
    answer = desk.post(PLACE, {"file": file})
    assert answer.status_code == 302, answer.text
    return Intake.objects.latest("pk")


def page_of(desk: Client, made: Intake) -> str:
    return desk.get(f"{PLACE}{made.pk}/").text


def taken(desk: Client, made: Intake, *chosen: int) -> Intake:
    desk.post(f"{PLACE}{made.pk}/taking/", {"merge": chosen})
    made.refresh_from_db()
    return made


def test_the_template_has_the_columns_and_the_town_s_words(desk: Client) -> None:
    rows = read_sheet(desk.get(f"{PLACE}template/").content)

    assert [str(cell).rstrip("*") for cell in rows[0]] == [str(c.label) for c in COLUMNS]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_asked_before_the_button_and_all_good_rows_after_it(desk: Client) -> None:
    row = a_row(kind="词:escort", times="周六上午、周日上午", priority="紧急", channel="词:hotline")
    made = uploaded(desk, row, a_row(words="厨房的灯坏了", name="王阿婆"))
    assert not Need.objects.exists()
    assert "2 行可以导入" in page_of(desk, made)

    taken(desk, made)

    assert (made.stage, made.added, made.left) == ("taken", 2, 0)
    need = Need.objects.get(kind="escort")
    assert (need.name, need.phone, need.channel) == ("李伯", "059588880001", "hotline")
    assert (need.times, need.priority) == (["6-am", "7-am"], Need.Priority.URGENT)
    assert need.entered_by is not None
    assert Need.objects.get(kind="").channel == "visit"


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_is_told_once_a_workbook_and_at_once_of_what_is_urgent(
    desk: Client, village: world.Village
) -> None:
    urgent = a_row(words="水管爆了", name="陈伯", priority="紧急")
    made = uploaded(desk, a_row(), a_row(words="厨房的灯坏了", name="王阿婆"), urgent)

    taken(desk, made)
    intakes.run(intake_id=made.pk)

    of_many, of_one = Notice.objects.filter(user=village.secretary).order_by("pk")[::-1]
    assert str(of_many).startswith("塘边村导入了3件需求，最早的请在")
    assert of_one.url == Need.objects.get(priority=Need.Priority.URGENT).get_absolute_url()
    assert not Notice.objects.filter(user=village.liaison_officer, key=of_many.key).exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": None}, "称呼：没有填"),
        ({"words": None}, "需要什么帮助：没有填"),
        ({"unit": "没有村"}, "村（社区）：没有“没有村”"),
        ({"unit": "杆头村"}, "村（社区）：没有“杆头村”"),
        ({"phone": "12345"}, "联系电话：请填写 11 位手机号码，或者家里的电话"),
        ({"kind": "飞行"}, "类别：没有“飞行”这一项"),
        ({"times": "周八"}, "什么时候方便：没有“周八”这一项"),
        ({"channel": "网络"}, "来源：没有“网络”这一项"),
        ({"other": "李伯"}, "本人知道并且同意：替别人求助，要先问过本人"),
    ],
)
def test_a_bad_row_says_what_is_wrong_at_which_cell_and_is_not_taken_over(
    desk: Client, said: dict[str, Cell], words: str
) -> None:
    world.a_village("杆头村")
    made = uploaded(desk, a_row(**said))

    page = page_of(desk, made)

    assert words in page
    assert "第 2 行" in page
    assert taken(desk, made).stage == "seen"
    assert not Need.objects.exists()


@pytest.mark.clause("5.2-d")
@pytest.mark.django_db(transaction=True)
def test_a_protected_group_comes_in_only_with_a_consent_of_its_own(desk: Client) -> None:
    without = uploaded(desk, a_row(focus="词:elders"))
    assert "单独同意：写明属于哪类人" in page_of(desk, without)

    taken(desk, uploaded(desk, a_row(focus="词:elders", focus_agreed="是")))

    assert Need.objects.get().focus_agreed_at is not None


@pytest.mark.django_db(transaction=True)
def test_half_good_half_bad_the_good_go_in_and_the_bad_come_back_with_their_reason(
    desk: Client,
) -> None:
    made = uploaded(desk, a_row(), a_row(name=None, words="水沟堵了"), a_row())

    taken(desk, made)

    assert (made.added, made.left, Need.objects.count()) == (1, 2, 1)
    rows = read_sheet(desk.get(f"{PLACE}{made.pk}/left/").content)
    assert [row[-1] for row in rows][1:] == [
        "称呼：没有填。",
        "需要什么帮助：和第 2 行是同一件事。",
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_already_is_named_and_asked_again_only_if_ticked(
    desk: Client, village: world.Village
) -> None:
    known = world.a_need(village)
    row = a_row(name="王阿婆", phone="13800001234", words="厨房灯坏了，老人一个人住，没人修")
    made = uploaded(desk, row)

    page = page_of(desk, made)
    assert known.number in page
    assert "1 行好像已经登记过" in page
    assert taken(desk, made).stage == "seen"

    taken(desk, made, 2)
    assert (made.added, Need.objects.count()) == (1, 2)


def test_whom_a_protected_need_is_about_is_not_told_by_a_row_like_it(
    desk: Client, village: world.Village
) -> None:
    known = world.a_protected_need(village)

    page = page_of(desk, uploaded(desk, a_row(name="王阿婆", phone=known.phone, words=known.words)))

    assert known.number not in page
    assert "1 行可以导入" in page


def test_a_job_that_runs_twice_asks_once(desk: Client, village: world.Village) -> None:
    made = uploaded(desk, a_row(), a_row(words="水沟堵了"))
    intakes.take_over(intake=made, by=village.liaison_officer)
    intakes.run(intake_id=made.pk)
    Intake.objects.filter(pk=made.pk).update(stage="taking", done=0)

    intakes.run(intake_id=made.pk)

    assert Need.objects.count() == 2


def test_what_is_uploaded_lies_encrypted_and_goes_after_a_day(desk: Client) -> None:
    made = uploaded(desk, a_row())
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM needs_intake")
        assert "李伯" not in str(cursor.fetchone())

    with clock.at(clock.now() + timedelta(hours=25)):
        intakes.tidy()

    made.refresh_from_db()
    assert (made.stage, made.rows, made.left_rows) == ("gone", None, None)
    assert desk.get(f"{PLACE}{made.pk}/left/").status_code == 404


def test_too_many_rows_are_told_in_words(desk: Client) -> None:
    columns = tuple(Column(str(c.label)) for c in COLUMNS)
    rows = (a_row(),) * (MOST + 1)
    file = SimpleUploadedFile("走访.xlsx", xlsx([Sheet("需求", columns, rows)]))

    assert f"一次最多 {MOST} 行" in desk.post(PLACE, {"file": file}).text


def test_a_dry_run_asks_the_database_as_often_for_two_rows_as_for_forty(
    desk: Client, django_assert_max_num_queries: object
) -> None:
    few = uploaded(desk, *(a_row(words=f"事情{n}") for n in range(2)))
    many = uploaded(desk, *(a_row(words=f"事情{n}") for n in range(40)))

    for made in (few, many):
        with django_assert_max_num_queries(25):  # type: ignore[operator]  # pytest-django's
            page_of(desk, made)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("filled_in", "page"), [("en", "zh-hans"), ("zh-hans", "en")])
def test_a_template_of_either_language_is_read_on_a_page_of_the_other(
    desk: Client, filled_in: str, page: str
) -> None:
    said = {
        "zh-hans": ("词:repair", "紧急", "词:card", "词:elders", "是", "周六上午"),
        "en": ("word:repair", "Urgent", "word:card", "word:elders", "Yes", "Saturday morning"),
    }[filled_in]
    told = ("kind", "priority", "channel", "focus", "focus_agreed", "times")
    desk.cookies["django_language"] = filled_in
    heads = read_sheet(desk.get(f"{PLACE}template/").content)[0]
    columns = tuple(Column(str(head)) for head in heads)
    row = a_row(**dict(zip(told, said, strict=True)))
    file = SimpleUploadedFile("a.xlsx", xlsx([Sheet("a", columns, (row,))]))

    desk.cookies["django_language"] = page
    desk.post(PLACE, {"file": file})
    desk.post(f"{PLACE}{Intake.objects.get().pk}/taking/")

    need = Need.objects.get()
    assert (need.kind, need.priority, need.channel) == ("repair", Need.Priority.URGENT, "card")
    assert (need.focus, need.times) == ("elders", ["6-am"])
