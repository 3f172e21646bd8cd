"""A town's own table: kept once, told what its columns mean, filled in at each hand-over."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import world
from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.engines.papers import Cell, Column, Sheet, csv, read_sheet, xlsx
from wenming.volunteers.actions import own_tables, sharing
from wenming.volunteers.headings import Head, found_in
from wenming.volunteers.models import Handover, OwnTable, Volunteer
from wenming.volunteers.recording import proposed

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

PHONE = "13805950000"
TABLES = "/desk/volunteers/handovers/tables/"
GIVING = "/desk/volunteers/handovers/new/"
HEADS = ("序号", "姓 名", "联系电话*", "民族", "")


def a_file(*heads: str, rows: tuple[tuple[Cell, ...], ...] = ()) -> bytes:
    """A title over a head, and what somebody had filled in."""
    title = (Column("石狮市志愿者汇总表"), *(Column("") for _head in heads[1:]))
    return xlsx([Sheet("汇总", title, (heads, *rows))])


def sent(data: bytes, name: str = "汇总表.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def agreed(village: world.Village) -> Volunteer:
    me = world.a_resident("林阿妹", phone=PHONE)
    made = world.a_volunteer(village, me)
    sharing.agree(volunteer=made, by=me)
    return made


@pytest.fixture
def office(client: Client) -> User:
    found = world.an_office()
    client.force_login(found)
    return found


def kept(client: Client, data: bytes, name: str = "民政局汇总表", **told: object) -> OwnTable:
    answer = client.post(f"{TABLES}new/", {"name": name, "file": sent(data), **told})
    assert answer.status_code == 302, answer.text
    return OwnTable.objects.get(name=name)


def given(client: Client, table: OwnTable, **told: object) -> bytes:
    about = {"recipient": "市民政局", "purpose": "录入信息系统", "form": "xlsx"}
    answer = client.post(GIVING, {**about, "table": table.pk, **told})
    assert answer.status_code == 200, answer.text
    return answer.content


def test_it_is_uploaded_once_and_what_its_columns_mean_is_proposed(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file(*HEADS))

    assert table.head_row == 2
    assert table.columns == [
        *(["序号", "serial"], ["姓 名", "name"], ["联系电话*", "phone"], ["民族", ""]),
    ]
    page = client.get(table.get_absolute_url()).text
    assert "B · 姓 名" in page
    assert '<option value="phone" selected>' in page
    assert "民族" in client.get(TABLES).text


def test_it_is_filled_in_as_it_is_and_the_log_names_it(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file(*HEADS))

    rows = read_sheet(given(client, table))

    assert rows[0][0] == "石狮市志愿者汇总表"
    assert rows[1][:4] == list(HEADS[:4])
    assert rows[2][:4] == [1.0, "林阿妹", PHONE, ""]
    assert Handover.objects.get().table == "民政局汇总表"
    assert "民政局汇总表" in client.get("/desk/volunteers/handovers/").text


def test_nothing_is_told_twice_by_it_and_its_next_use_is_no_upload(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file(*HEADS))
    given(client, table)

    about = {"recipient": "市民政局", "purpose": "录入信息系统", "form": "xlsx"}
    again = client.post(GIVING, {**about, "table": table.pk, "only_new": "on"})

    assert again.status_code == 422
    assert "没有可以提供的" in again.text
    assert len(read_sheet(given(client, table))) == 3


def test_what_had_been_filled_in_is_not_kept(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file(*HEADS, rows=((1, "张三丰", "13900000000"),)))

    assert table.file is not None
    file = ZipFile(BytesIO(bytes(table.file)))
    whole = "".join(file.read(name).decode(errors="replace") for name in file.namelist())
    assert "张三丰" not in whole
    assert "姓 名" in whole


def test_its_columns_are_mapped_by_hand_and_it_is_renamed(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file("甲", "乙", "丙"))
    assert not table.is_mapped
    assert f'value="{table.pk}"' not in client.get(GIVING).text

    told = {"name": "保险名单", "column_0": "name", "column_1": "-", "column_2": "sex"}
    client.post(table.get_absolute_url(), told)

    table.refresh_from_db()
    assert table.name == "保险名单"
    assert read_sheet(given(client, table))[2] == ["林阿妹", "", "女"]


@pytest.mark.parametrize(
    ("meant", "words"),
    [
        (("-", "-"), "至少要有一列"),
        (("serial", "state"), "至少要有一列"),
        (("record_on", "award_on"), "不能都填"),
        (("nonsense", "-"), "nonsense"),
    ],
)
def test_columns_that_do_not_go_together_are_told(
    client: Client, office: User, meant: tuple[str, str], words: str
) -> None:
    table = kept(client, a_file("姓名", "性别"))

    told = {"name": table.name, "column_0": meant[0], "column_1": meant[1]}
    answer = client.post(table.get_absolute_url(), told)

    assert answer.status_code == 422
    assert words in answer.text
    table.refresh_from_db()
    assert table.columns[0] == ["姓名", "name"]


def test_a_new_version_keeps_what_its_columns_meant(client: Client, office: User) -> None:
    table = kept(client, a_file("姓名", "号"))
    client.post(
        table.get_absolute_url(), {"name": table.name, "column_0": "name", "column_1": "identity"}
    )

    client.post(f"{table.get_absolute_url()}file/", {"file": sent(a_file("性别", "号", "姓名"))})

    table.refresh_from_db()
    assert table.columns == [["性别", "sex"], ["号", "identity"], ["姓名", "name"]]


def test_it_is_removed_and_what_was_given_stays_in_the_log(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file(*HEADS))
    given(client, table)

    client.post(f"{table.get_absolute_url()}removal/")

    assert not OwnTable.objects.exists()
    assert "民政局汇总表" in client.get("/desk/volunteers/handovers/").text
    assert client.get(table.get_absolute_url()).status_code == 404


def test_two_tables_have_two_names(client: Client, office: User) -> None:
    kept(client, a_file(*HEADS))

    told = {"name": " 民政局汇总表", "file": sent(a_file(*HEADS))}
    answer = client.post(f"{TABLES}new/", told)

    assert answer.status_code == 422
    assert "换一个名字" in answer.text


def test_another_towns_table_does_not_exist(client: Client, office: User) -> None:
    other = world.a_town("lingxiu", "灵秀镇")
    head = Head(1, ("姓名",))
    made = own_tables.keep(town=other, name="甲", data=b"", head=head, by=None)

    assert client.get(made.get_absolute_url()).status_code == 404


def test_of_other_files_the_headings_are_kept(
    client: Client, agreed: Volunteer, office: User
) -> None:
    data = csv(Sheet("表", (Column("联系方式"), Column("姓名"))))
    client.post(f"{TABLES}new/", {"name": "旧表", "file": sent(data, "旧表.csv")})
    table = OwnTable.objects.get()

    assert "版式没有留下" in client.get(table.get_absolute_url()).text
    assert read_sheet(given(client, table)) == [["联系方式", "姓名"], [PHONE, "林阿妹"]]
    text = given(client, table, form="csv").decode("utf-8-sig")
    assert text.splitlines()[0] == "联系方式,姓名"


def test_it_speaks_the_language_of_its_headings(
    client: Client, agreed: Volunteer, office: User
) -> None:
    table = kept(client, a_file("姓名", "性别", "居住区域"))
    english = kept(client, a_file("Name", "Sex"), name="English")
    client.cookies["django_language"] = "en"

    assert read_sheet(given(client, table))[2] == ["林阿妹", "女", "塘边村"]
    assert read_sheet(given(client, english))[2] == ["林阿妹", "Female"]
    about = {"recipient": "市民政局", "purpose": "录入信息系统", "form": "xlsx", "only_new": "on"}
    client.cookies["django_language"] = "zh-hans"
    again = client.post(GIVING, {**about, "table": table.pk})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("file", "row", "words"),
    [
        (b"%PDF-1.7", "", "这不是表格文件"),
        (b"", "", "文件是空的"),
        (a_file("姓名"), "9", "没有第 9 行"),
        (
            xlsx([Sheet("表", (Column("姓名"), Column("性别")), ((None,), ("甲",)))]),
            "2",
            "不是表头",
        ),
        (a_file(*("甲",) * 101), "", "太宽"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_words(
    client: Client, office: User, file: bytes, row: str, words: str
) -> None:
    told = {"name": "表", "file": sent(file), "head_row": row}

    answer = client.post(f"{TABLES}new/", told)

    assert answer.status_code == 422
    assert words in answer.text
    assert not OwnTable.objects.exists()


def test_the_headings_are_found_under_a_title_and_over_two_rows() -> None:
    rows: list[list[Cell]] = [
        ["汇总表", None, None, None],
        ["填表单位：宝盖镇", None, None, "2026年"],
        ["序号", "姓名", "服务情况", None],
        [None, None, "服务日期", "服务时长"],
        [1, "张三", "2026-01-01", 2],
    ]

    assert found_in(rows) == Head(4, ("序号", "姓名", "服务日期", "服务时长"))
    assert found_in(rows, 3).headings == ("序号", "姓名", "服务情况", "2026年")
    assert found_in([["甲"], ["乙", "丙"]]).row == 2
    with pytest.raises(Impossible):
        found_in(rows, 6)


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        (("姓名", "服务时长"), ["name", "served_hours"]),
        (
            ("姓名", "活动名称", "日期", "服务时长"),
            ["name", "record_name", "record_on", "record_hours"],
        ),
        (("姓名", "授予单位", "日期", "名称"), ["name", "award_by", "award_on", "award_name"]),
        (("Name", "identity", "no such thing"), ["name", "identity", ""]),
        (("编号", "序号"), ["number", "serial"]),
        (("日期",), [""]),
        (("*姓 名（必填）", "身份证号[18位]", "所在村（社区）"), ["name", "identity", "home"]),
    ],
)
def test_what_a_heading_means_hangs_on_the_others(
    headings: tuple[str, ...], codes: list[str]
) -> None:
    assert proposed(headings) == codes
