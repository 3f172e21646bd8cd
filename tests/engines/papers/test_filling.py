"""Somebody's own workbook is filled in and stays as its maker made it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from wenming.engines.papers import Column, Fault, Sheet, fill, read_sheet, xlsx

CHAIN = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def own(*, rows: bool = True, merged: bool = True) -> bytes:
    """A title over merged columns, a head, and two rows that somebody had filled in."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    page, framed = book.add_worksheet("汇总"), book.add_format({"border": 1})
    title = book.add_format({"align": "center", "font_size": 22})
    if merged:
        page.merge_range("A1:C1", "石狮市志愿者信息汇总表", title)
    page.write_row("A2", ["序号", "姓名", "联系电话"])
    page.set_column("B:B", 33)
    page.data_validation("C3:C99", {"validate": "list", "source": ["甲", "乙"]})
    if rows:
        page.set_row(2, 40)
        page.write_row("A3", ["1", "张三丰", "13800000000"], framed)
        page.write_formula("A4", "=A3+1")
        page.write_url("B4", "https://example.org/", string="李四光")
        page.merge_range("B5:C5", "盖章")
    book.add_worksheet("说明").write("A1", "照此填写")
    book.close()
    return out.getvalue()


def with_parts(data: bytes, **parts: bytes | None) -> bytes:
    """The same file with other parts, by the end of their names."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def chained(data: bytes) -> bytes:
    """The same file, naming the order in which it is worked out."""
    link = '<Relationship Id="rId99" Type="t" Target="calcChain.xml"/></Relationships>'
    links = part(data, "xl/_rels/workbook.xml.rels").replace("</Relationships>", link)
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            is_links = name == "xl/_rels/workbook.xml.rels"
            new.writestr(name, links.encode() if is_links else old.read(name))
        new.writestr("xl/calcChain.xml", CHAIN)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def everything(data: bytes) -> str:
    file = ZipFile(BytesIO(data))
    return "".join(file.read(name).decode(errors="replace") for name in file.namelist())


def test_the_rows_stand_under_the_head_and_what_stood_there_is_gone() -> None:
    made = fill(own(), 2, [[1, "林阿妹", "=1+1"], [2, date(1980, 5, 1), None], [3.5, "蔡 ", True]])

    assert read_sheet(made) == [
        ["石狮市志愿者信息汇总表", "", ""],
        ["序号", "姓名", "联系电话"],
        [1.0, "林阿妹", "=1+1"],
        [2.0, "1980-05-01", ""],
        [3.5, "蔡 ", "True"],
    ]
    assert "<f>" not in part(made, "xl/worksheets/sheet1.xml")


def test_nothing_that_was_filled_in_lies_in_the_file_any_longer() -> None:
    before, after = everything(own()), everything(fill(own(), 2, []))

    for words in ("张三丰", "李四光", "13800000000", "盖章"):
        assert words in before
        assert words not in after
    assert "照此填写" in after


def test_how_it_looks_stays() -> None:
    once = fill(own(), 2, [])
    page = part(fill(once, 2, [["1", "林阿妹"]]), "xl/worksheets/sheet1.xml")

    for words in ('width="33', 'ref="A1:C1"', 'sqref="C3:C99"', 'ht="39'):
        assert words in page
    assert "B5:C5" not in page
    row = page[page.index('r="3"') :]
    assert row.count(' s="') == 3


@pytest.mark.parametrize("set_by_its_maker", [True, False], ids=["some widths", "no widths"])
def test_a_column_whose_width_nobody_set_shows_what_stands_in_it(set_by_its_maker: bool) -> None:
    data = own()
    if not set_by_its_maker:
        bare = re.sub(r"<cols>.*</cols>", "", part(data, "xl/worksheets/sheet1.xml"))
        data = with_parts(data, sheet1=bare.encode())

    page = part(fill(data, 2, [[1, "林阿妹", date(2026, 10, 31)]]), "xl/worksheets/sheet1.xml")

    told = re.findall(r'<col [^>]*min="(\d+)"[^>]*/>', page)
    assert told == (["2", "3"] if set_by_its_maker else ["3"])
    assert page.index("<cols>") < page.index("<sheetData>")
    assert re.search(r'<col [^>]*min="3"[^>]*width="12"', page)
    assert ('width="33' in page) is set_by_its_maker


def test_where_there_was_no_row_yet_and_nothing_merged_it_is_filled_as_well() -> None:
    made = fill(own(rows=False, merged=False), 2, [["1", None, "林阿妹"]])

    assert read_sheet(made)[-1] == ["1", "", "林阿妹"]
    assert "mergeCell" not in part(fill(own(merged=False), 2, []), "xl/worksheets/sheet1.xml")


def test_the_order_of_working_out_is_made_anew() -> None:
    made = fill(chained(own()), 2, [])

    assert "calcChain" not in everything(made)
    assert "xl/calcChain.xml" not in ZipFile(BytesIO(made)).namelist()


def test_a_file_whose_elements_have_a_prefix_and_whose_words_stand_in_the_cells() -> None:
    plain = part(own(rows=False), "xl/worksheets/sheet1.xml")
    assert "<sheetData>" in plain
    other = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    made = fill(with_parts(own(), sheet1=other.encode(), sharedStrings=None), 1, [["林阿妹"]])

    assert read_sheet(made) == [["姓名"], ["林阿妹"]]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert fill(own(), 2, [["1"]]) == fill(own(), 2, [["1"]])


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no zip",
        with_parts(own(), workbook=None),
        with_parts(own(), sheet1=b"<worksheet"),
        with_parts(own(), sheet1=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
)
def test_what_is_no_workbook_of_this_kind_is_told(data: bytes) -> None:
    with pytest.raises(Fault):
        fill(data, 2, [])


def test_a_file_that_grows_beyond_reason_is_refused() -> None:
    with pytest.raises(Fault):
        fill(xlsx([Sheet("表", (Column("姓名"),))]), 1, [], largest=100)
