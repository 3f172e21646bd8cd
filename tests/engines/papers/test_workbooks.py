"""Workbooks go out as they are meant and come in as they are."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import PasswordError

from wenming.engines.papers import Cell, Column, Fault, Reason, Sheet, csv, read_sheet, xlsx

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
SHEET = Sheet(
    "登记表[模板]：请逐行填写，每人一行，填好后上传，谢谢大家",
    (
        Column("姓名", 12),
        Column("性别", choices=("男", "女"), note="下拉选择"),
        Column("出生日期"),
        Column("小时"),
        Column("在册"),
    ),
    (
        ("蔡小䶮", "女", date(1990, 2, 28), 1.5, True),
        ("=1+1", None, datetime(2026, 11, 27, 9, 30), 3, False),
    ),
    notes=("先读说明", "=HYPERLINK(1)"),
    notes_name="填写说明",
)


def test_a_workbook_comes_back_as_it_went_out() -> None:
    assert read_sheet(xlsx([SHEET])) == [
        ["姓名", "性别", "出生日期", "小时", "在册"],
        ["蔡小䶮", "女", date(1990, 2, 28), 1.5, True],
        ["=1+1", "", datetime(2026, 11, 27, 9, 30), 3.0, False],
    ]


def test_the_same_tables_give_the_same_bytes() -> None:
    assert xlsx([SHEET]) == xlsx([SHEET])


def test_notes_and_choices_stand_on_sheets_of_their_own_and_no_string_is_a_formula() -> None:
    parts = ZipFile(
        BytesIO(xlsx([SHEET, Sheet("又一张", (Column("甲", choices=("子",)),), (), ("注",))]))
    )
    book, first = (
        parts.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet1")
    )

    assert all(name in book for name in ("填写说明", "又一张?"[:3], 'state="hidden"'))
    assert "'choices 1'!$A$1:$A$2" in first
    assert "下拉选择" in parts.read("xl/comments1.xml").decode()
    assert not any(
        "<f>" in parts.read(name).decode() for name in parts.namelist() if "sheet" in name
    )


def test_a_table_as_csv_opens_in_chinese_and_works_nothing_out() -> None:
    made = csv(Sheet("表", (Column("姓名"), Column("时")), (("=1+1", -2), ("a\tb,\x07", None))))

    assert made.decode("utf-8-sig") == '姓名,时\r\n\'=1+1,-2\r\n"a b,",\r\n'
    assert made.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n ", Reason.EMPTY),
        (xlsx([Sheet("空", ())]), Reason.EMPTY),
        (b",\r\n,", Reason.EMPTY),
        (LOCKED, Reason.LOCKED),
        (OLE + b"\0" * 2000, Reason.NOT_A_WORKBOOK),
        (b"PK\x03\x04 not a zip", Reason.NOT_A_WORKBOOK),
        (b"%PDF-1.7", Reason.NOT_A_WORKBOOK),
        (b"<html><table>", Reason.NOT_A_WORKBOOK),
        (b"\x89PNG\0\0", Reason.NOT_A_WORKBOOK),
        (b"\xff\xff\xff", Reason.NOT_A_WORKBOOK),
        (b'"' + b"x" * 200_000, Reason.NOT_A_WORKBOOK),
        (b"a" * 10_000_001, Reason.TOO_LARGE),
        (b"a\n" * 20_001, Reason.TOO_LARGE),
    ],
    ids=lambda value: str(value) if isinstance(value, Reason) else "",
)
def test_what_cannot_be_read_says_why(data: bytes, reason: Reason) -> None:
    with pytest.raises(Fault) as told:
        read_sheet(data)

    assert told.value.reason is reason


def test_a_document_that_is_no_workbook_and_a_file_that_grows_are_refused() -> None:
    letter, bomb = BytesIO(), BytesIO()
    with ZipFile(letter, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    with ZipFile(bomb, "w", compression=8) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 50_000)

    for data, reason in ((letter, Reason.NOT_A_WORKBOOK), (bomb, Reason.TOO_LARGE)):
        with pytest.raises(Fault) as told:
            read_sheet(data.getvalue(), largest=1000)
        assert told.value.reason is reason


def test_a_workbook_whose_kind_has_a_password_of_its_own_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Locked:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PasswordError

    monkeypatch.setattr("wenming.engines.papers.workbooks.CalamineWorkbook", Locked)
    with pytest.raises(Fault) as told:
        read_sheet(OLE)

    assert told.value.reason is Reason.LOCKED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_saved_as_text_is_read_in_the_encodings_used_here(encoding: str) -> None:
    assert read_sheet("姓名,电话\r\n蔡小䶮,13800001234\r\n,\r\n".encode(encoding)) == [
        ["姓名", "电话"],
        ["蔡小䶮", "13800001234"],
    ]


def test_a_time_of_day_is_read_as_text() -> None:
    rows = ((datetime(1900, 1, 1, 8, 30),),)

    assert read_sheet(xlsx([Sheet("时", (Column("钟点"),), rows)]))[1] != [""]


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.text(max_size=20), st.integers(-(10**12), 10**12), st.booleans(), st.none()
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
@settings(deadline=None, max_examples=50)
def test_whatever_people_write_becomes_a_workbook_and_a_table(
    rows: list[tuple[Cell, Cell]],
) -> None:
    sheet = Sheet("表", (Column("甲"), Column("乙")), tuple(rows))

    assert read_sheet(xlsx([sheet]))[0] == ["甲", "乙"]
    assert csv(sheet).decode("utf-8-sig").startswith("甲,乙\r\n")


def test_what_stands_in_a_table_is_seen_whole_on_the_screen_and_on_paper() -> None:
    heads = (Column("本次服务质量评价（几颗星）", 8), Column("内容", 8), Column("短", 8))
    said = ("5", "请穿方便活动的衣服，带上水杯和帽子。" * 3, "无")
    sheet = ZipFile(BytesIO(xlsx([Sheet("表", heads, (said,))]))).read("xl/worksheets/sheet1.xml")
    page = sheet.decode()

    widths = [float(told) for told in re.findall(r'<col [^>]*width="([\d.]+)"', page)]
    heights = [float(told) for told in re.findall(r'<row [^>]* ht="([\d.]+)"', page)]
    assert widths[0] >= 28  # the heading in one line
    assert widths[1] < 42  # no column is wider than a hand
    assert widths[2] < 9  # what is short asks for no more
    assert heights[-1] >= 45  # and goes on in further lines
    assert 'orientation="landscape"' in page
    assert "fitToHeight" in page
