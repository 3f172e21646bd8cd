"""Volunteers by workbook: looked through row by row, taken over once, forgotten after a day (3.2-a)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests import world
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.engines.papers import Cell, Column, Sheet, read_sheet, xlsx
from wenming.organisation.actions.people import Person
from wenming.volunteers.actions import enrolling, intakes
from wenming.volunteers.actions.volunteers import Agreement, Profile
from wenming.volunteers.models import Consent, Intake, Membership, Volunteer
from wenming.volunteers.reading import COLUMNS, MOST

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

CODES = [asked.code for asked in COLUMNS]
BORN = date(1980, 5, 1)


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def desk(client: Client, village: world.Village) -> Client:
    client.force_login(village.liaison_officer)
    return client


def a_row(place: int = 2, **said: Cell) -> tuple[Cell, ...]:
    about: dict[str, Cell] = {
        "name": f"登记{place:03d}",
        "sex": "女",
        "identity": world.an_identity(BORN, place=place),
        "unit": "塘边村",
        "how": "书面",
        "given_on": clock.today(),
    }
    told = about | said
    return tuple(told.get(code) for code in CODES)


def a_file(*rows: tuple[Cell, ...], name: str = "名单.xlsx") -> SimpleUploadedFile:
    columns = tuple(Column(f"{c.label}*" if c.must else str(c.label)) for c in COLUMNS)
    return SimpleUploadedFile(name, xlsx([Sheet("志愿者", columns, rows)]))


def uploaded(desk: Client, *rows: tuple[Cell, ...]) -> Intake:
    answer = desk.post("/desk/volunteers/workbooks/", {"file": a_file(*rows)})
    assert answer.status_code == 302, answer.text
    return Intake.objects.latest("pk")


def page_of(desk: Client, intake: Intake) -> str:
    return desk.get(f"/desk/volunteers/workbooks/{intake.pk}/").text


def taken(desk: Client, intake: Intake, *merging: int) -> Intake:
    desk.post(f"/desk/volunteers/workbooks/{intake.pk}/taking/", {"merge": merging})
    intake.refresh_from_db()
    return intake


def counts(intake: Intake) -> tuple[int, int, int]:
    return intake.added, intake.merged, intake.left


def test_the_template_has_notes_and_choices_and_can_be_filled_in(desk: Client) -> None:
    rows = read_sheet(desk.get("/desk/volunteers/workbooks/template/").content)

    assert [str(cell).rstrip("*") for cell in rows[0]] == [str(c.label) for c in COLUMNS]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_registered_before_the_button_and_all_good_rows_after_it(desk: Client) -> None:
    made = uploaded(
        desk, a_row(2, phone="13800000001"), a_row(4, talents="词:technician、词:five_elders")
    )
    assert not Volunteer.objects.exists()
    assert "2 行可以导入" in page_of(desk, made)

    taken(desk, made)

    assert (made.stage, counts(made)) == ("taken", (2, 0, 0))
    found = Volunteer.objects.get(user__name="登记004")
    assert (found.born_on, found.unit.name) == (BORN, "塘边村")
    assert sorted(found.offers.values_list("code", flat=True)) == ["five_elders", "technician"]
    assert found.consents.get().how == Consent.How.PAPER
    assert User.objects.with_phone("13800000001").get().name == "登记002"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": None}, "姓名：没有填"),
        ({"sex": "不详"}, "性别：没有“不详”这一项"),
        ({"identity": "110101198005010000"}, "证件号码：身份证号码不对"),
        ({"identity": 3.50583198005010e17}, "证件号码：表格把号码变成了数字"),
        ({"sex": "男"}, "出生日期、性别不一致"),
        ({"unit": "没有村"}, "居住区域：没有“没有村”"),
        ({"unit": "杆头村"}, "居住区域：没有“杆头村”"),
        ({"phone": "12345"}, "手机号码：请填写 11 位手机号码"),
        ({"talents": "词:technician、飞行员"}, "人才类别：没有“飞行员”这一项"),
        ({"how": None}, "怎样同意的：没有填"),
        ({"how": "本人在网上勾选"}, "怎样同意的：没有“本人在网上勾选”"),
        ({"given_on": None}, "同意日期：没有填"),
        ({"given_on": "上个月"}, "同意日期：看不懂这个日期"),
        ({"given_on": date(2099, 1, 1)}, "同意日期：同意日期不能晚于今天"),
        ({"born_on": "2月30日"}, "出生日期：看不懂这个日期"),
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
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize(
    "born",
    [
        *(BORN, datetime(1980, 5, 1), "1980-5-1", "1980/05/01", "1980年5月1日", "1980.5.1"),
        *("19800501", "１９８０－０５－０１", 29342, None),
    ],
)
def test_a_birthday_is_understood_as_people_and_spreadsheets_write_it(
    desk: Client, born: Cell
) -> None:
    assert "1 行可以导入" in page_of(desk, uploaded(desk, a_row(born_on=born)))


@pytest.mark.parametrize(
    "phone", [13800000001, 13800000001.0, "138 0000 0001", "１３８００００００１１"]
)
def test_a_phone_number_may_be_a_figure_and_full_width(desk: Client, phone: Cell) -> None:
    assert "1 行可以导入" in page_of(desk, uploaded(desk, a_row(phone=phone)))


def test_half_good_half_bad_the_good_go_in_and_the_bad_come_back_with_their_reason(
    desk: Client, django_capture_on_commit_callbacks: object
) -> None:
    made = uploaded(desk, a_row(2), a_row(4, sex="?"), a_row(6), a_row(8, unit=None), a_row(2))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        taken(desk, made)
    made.refresh_from_db()
    assert counts(made) == (2, 0, 3)

    rows = read_sheet(desk.get(f"/desk/volunteers/workbooks/{made.pk}/left/").content)

    assert [row[0] for row in rows] == ["姓名", "登记004", "登记008", "登记002"]
    assert [row[-1] for row in rows][1:] == [
        "性别：没有“?”这一项。",
        "居住区域：没有填。",
        "证件号码：和第 2 行是同一个证件号码。",
    ]


def test_a_duplicate_is_named_with_the_reason_and_merged_only_if_chosen(
    desk: Client, village: world.Village, django_capture_on_commit_callbacks: object
) -> None:
    known = world.a_volunteer(
        village, world.a_resident("林阿妹"), skills="书法", talents=("technician",)
    )
    row = a_row(0, name="林阿妹", identity=known.identity, skills="摄影", services="词:health")
    for merging, skills, services in (((), "书法", []), ((2,), "书法", ["health"])):
        made = uploaded(desk, row)
        assert "证件号码相同" in page_of(desk, made)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            taken(desk, made, *merging)
        known.refresh_from_db()
        assert known.skills == skills
        offered = known.offers.filter(kind="service").values_list("code", flat=True)
        assert list(offered) == services
    made.refresh_from_db()
    assert counts(made) == (0, 1, 0)


def test_the_same_phone_and_the_same_name_birthday_and_village_are_duplicates(
    desk: Client, village: world.Village
) -> None:
    world.a_volunteer(village, world.a_resident("林阿妹", phone="13800000009"))
    world.a_volunteer(village, world.a_resident("蔡阿婆"))

    page = page_of(
        desk,
        uploaded(desk, a_row(30, name="林阿妹", phone="13800000009"), a_row(32, name="蔡阿婆")),
    )

    assert "手机号码相同" in page
    assert "同名、同一天出生" in page
    assert "2 行好像已经登记过" in page


def test_of_somebody_in_another_village_only_that_is_told(desk: Client) -> None:
    other = world.a_volunteer(world.a_village("杆头村"), world.a_resident("洪阿伯"))

    page = page_of(desk, uploaded(desk, a_row(name="洪某", identity=other.identity)))

    assert "在别的村（社区）登记过" in page
    assert "洪阿伯" not in page
    assert 'name="merge"' not in page


def test_the_same_file_again_is_told(
    desk: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        taken(desk, uploaded(desk, a_row()))

    page = page_of(desk, uploaded(desk, a_row()))

    assert "这份文件" in page
    assert "1 行好像已经登记过" in page


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.7"), "这不是表格文件"),
        (SimpleUploadedFile("a.xlsx", b""), "文件是空的"),
        (SimpleUploadedFile("a.csv", "甲,乙\r\n1,2".encode()), "第一行缺少这些表头"),
        (a_file(), "表头下面没有内容"),
        (a_file(*[a_row()] * (MOST + 1)), f"一次最多 {MOST} 行"),
    ],
    ids=["pdf", "empty", "other heads", "no rows", "too many"],
)
def test_a_file_that_cannot_be_used_is_told_in_words(
    desk: Client, file: SimpleUploadedFile, words: str
) -> None:
    answer = desk.post("/desk/volunteers/workbooks/", {"file": file})

    assert answer.status_code == 422
    assert words in answer.text
    assert not Intake.objects.exists()


def test_a_table_saved_as_text_by_a_spreadsheet_is_read_too(desk: Client) -> None:
    heads = ",".join(str(c.label) for c in COLUMNS)
    line = ",".join("" if cell is None else str(cell) for cell in a_row(name="蔡小䶮"))
    file = SimpleUploadedFile("名单.csv", f"{heads}\r\n{line}\r\n".encode("gb18030"))

    desk.post("/desk/volunteers/workbooks/", {"file": file})

    assert "1 行可以导入" in page_of(desk, Intake.objects.get())


def test_what_is_uploaded_lies_encrypted_and_goes_after_a_day(desk: Client) -> None:
    made = uploaded(desk, a_row(name="林阿妹"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM volunteers_intake")
        assert "林阿妹" not in str(cursor.fetchone())

    with clock.at(clock.now() + timedelta(hours=23)):
        intakes.tidy()
    made.refresh_from_db()
    assert made.stage == "seen"
    with clock.at(clock.now() + timedelta(hours=25)):
        intakes.tidy()
    made.refresh_from_db()
    assert (made.stage, made.rows, made.left_rows) == ("gone", None, None)
    assert desk.get(f"/desk/volunteers/workbooks/{made.pk}/left/").status_code == 404
    assert "已经清除" in page_of(desk, made)


def test_it_is_taken_over_once_and_by_who_uploaded_it(desk: Client, village: world.Village) -> None:
    made = uploaded(desk, a_row())
    same = Intake.objects.get(pk=made.pk)
    with pytest.raises(Refused):
        intakes.take_over(intake=made, by=village.secretary)
    intakes.take_over(intake=made, by=village.liaison_officer)

    with pytest.raises(Overtaken):
        intakes.take_over(intake=same, by=village.liaison_officer)
    desk.force_login(village.secretary)
    assert desk.get(f"/desk/volunteers/workbooks/{made.pk}/").status_code == 404


def test_a_killed_worker_s_successor_goes_on_where_it_stopped(
    desk: Client, village: world.Village
) -> None:
    made = uploaded(desk, a_row(2), a_row(4), a_row(6))
    intakes.take_over(intake=made, by=village.liaison_officer)
    Intake.objects.filter(pk=made.pk).update(done=2, added=1)

    intakes.run(intake_id=made.pk)
    intakes.run(intake_id=made.pk)

    made.refresh_from_db()
    assert (made.stage, counts(made), Volunteer.objects.count()) == ("taken", (3, 0, 0), 2)


def test_two_workers_at_the_same_upload_register_nobody_twice(
    desk: Client, village: world.Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = uploaded(desk, a_row(2), a_row(4))
    intakes.take_over(intake=made, by=village.liaison_officer)
    enrol = enrolling.enrol

    def overtaken(**told: object) -> list[Volunteer]:
        Intake.objects.filter(pk=made.pk).update(done=4)
        return enrol(**told)  # type: ignore[arg-type]

    monkeypatch.setattr(intakes.enrolling, "enrol", overtaken)
    intakes.run(intake_id=made.pk)

    made.refresh_from_db()
    assert (made.stage, counts(made), Volunteer.objects.count()) == ("taking", (0, 0, 0), 0)


def test_a_large_upload_is_done_in_several_jobs(
    desk: Client,
    village: world.Village,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    monkeypatch.setattr(intakes, "TAKING", replace(intakes.TAKING, at_once=2))
    made = uploaded(desk, *(a_row(place) for place in (2, 4, 6, 8, 10)))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        intakes.take_over(intake=made, by=village.liaison_officer)

    made.refresh_from_db()
    assert (made.stage, counts(made)) == ("taken", (5, 0, 0))


def test_who_registers_meanwhile_is_left_with_the_reason(
    desk: Client, village: world.Village
) -> None:
    number = world.an_identity(BORN, place=40)
    made = uploaded(desk, a_row(identity=number))
    intakes.take_over(intake=made, by=village.liaison_officer)
    world.a_volunteer(village, identity=number)

    intakes.run(intake_id=made.pk)

    made.refresh_from_db()
    assert counts(made) == (0, 0, 1)
    rows = read_sheet(desk.get(f"/desk/volunteers/workbooks/{made.pk}/left/").content)
    assert rows[1][-1] == "证件号码：这个证件号码已经登记过志愿者。"


def test_a_row_may_say_when_one_is_free_and_which_teams_one_would_like_to_join(
    desk: Client, village: world.Village
) -> None:
    team = world.a_team(village)
    made = uploaded(desk, a_row(times="周六 上午、周日 晚上", teams=team.name))

    intakes.take_over(intake=made, by=village.liaison_officer)
    intakes.run(intake_id=made.pk)

    found = Volunteer.objects.get()
    assert sorted(found.offers.values_list("code", flat=True)) == ["6-am", "7-eve"]
    asked = Membership.objects.get()
    assert (asked.team, asked.volunteer, asked.stage) == (team, found, "asked")


def test_a_team_that_is_not_there_is_a_fault_of_its_cell(desk: Client) -> None:
    made = uploaded(desk, a_row(teams="没有的队"))

    assert "想加入的队伍：没有“没有的队”这一项" in page_of(desk, made)


def test_two_hundred_rows_take_few_more_statements_than_ten(
    desk: Client, village: world.Village, django_assert_max_num_queries: Any
) -> None:
    team = world.a_team(village)
    rows = (a_row(2 * place, teams=team.name) for place in range(1, 101))
    made = uploaded(desk, *rows)
    intakes.take_over(intake=made, by=village.liaison_officer)

    with django_assert_max_num_queries(45):
        intakes.run(intake_id=made.pk)

    made.refresh_from_db()
    assert (made.stage, counts(made)) == ("taken", (100, 0, 0))
    assert Entry.objects.filter(verb="volunteer.registered").count() == 100
    assert Membership.objects.filter(team=team, stage="asked").count() == 100


def test_a_phone_that_somebody_has_by_now_leaves_that_row_to_be_looked_at_alone(
    desk: Client, village: world.Village
) -> None:
    made = uploaded(desk, a_row(2, phone="13800000001"), a_row(4))
    intakes.take_over(intake=made, by=village.liaison_officer)
    world.a_resident("登记002", phone="13800000001")

    intakes.run(intake_id=made.pk)

    made.refresh_from_db()
    assert counts(made) == (2, 0, 0)
    assert User.objects.get_queryset().filter(name="登记002").count() == 1


def test_who_enrols_may_enter_people_there_and_names_are_written(village: world.Village) -> None:
    profile = Profile(village.unit, "female", BORN, "card", world.an_identity(BORN, place=2))
    one = enrolling.Newcomer(Person("甲"), profile, Agreement(how=Consent.How.PAPER, shares=True))

    with pytest.raises(Refused):
        enrolling.enrol(newcomers=[one], by=world.a_resident("路人"))
    with pytest.raises(Impossible):
        enrolling.enrol(newcomers=[replace(one, person=Person(" "))], by=village.secretary)
    (made,) = enrolling.enrol(newcomers=[one], by=village.secretary)

    assert made.sharings.get().how == Consent.How.PAPER
    with pytest.raises(Overtaken):
        enrolling.enrol(newcomers=[one], by=village.secretary)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("filled_in", "page"), [("en", "zh-hans"), ("zh-hans", "en")])
def test_a_template_of_either_language_is_read_on_a_page_of_the_other(
    desk: Client, village: world.Village, filled_in: str, page: str
) -> None:
    said = {
        "zh-hans": ("女", "居民身份证", "塘边村", "词:health", "周六 上午、周日晚上", "书面"),
        "en": (
            *("Female", "Resident identity card", "TANGBIAN", "word:health"),
            *("Saturday morning; Sunday evening", "Signed on paper"),
        ),
    }[filled_in]
    sex, kind, unit, service, times, how = said
    desk.cookies["django_language"] = filled_in
    heads = read_sheet(desk.get("/desk/volunteers/workbooks/template/").content)[0]
    row = a_row(2, sex=sex, identity_kind=kind, unit=unit, services=service, times=times, how=how)
    columns = tuple(Column(str(head)) for head in heads)
    file = SimpleUploadedFile("a.xlsx", xlsx([Sheet("a", columns, (row,))]))

    desk.cookies["django_language"] = page
    desk.post("/desk/volunteers/workbooks/", {"file": file})
    made = taken(desk, Intake.objects.latest("pk"))

    assert counts(made) == (1, 0, 0)
    one = Volunteer.objects.get()
    offers = set(one.offers.values_list("code", flat=True))
    assert (one.sex, offers) == ("female", {"health", "6-am", "7-eve"})
