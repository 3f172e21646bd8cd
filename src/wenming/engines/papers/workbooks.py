"""Workbooks: written with widths, notes and drop-downs; read as rows of plain values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from math import ceil
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from .faults import Fault, Reason
from .text import WIDEST, clean, room
from .values import Cell, Column, Sheet

__all__ = ["read_sheet", "xlsx"]

MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's own date knows no zone
LONGEST = 32767  # characters in a cell, the format's own limit
FORBIDDEN_IN_A_NAME = str.maketrans("[]:*?/\\'", "（）：＊？／＼’")
ROWS_WITH_CHOICES = 5000
HEAD = {"bold": True, "bg_color": "#F6F3EE", "bottom": 1}
LINE, HIGHEST = 15, 12  # points, lines
A4 = 9
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UNPACKED_TIMES = 40  # what a file may grow by when it is unpacked


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with these tables; every string stays a string."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": MADE_AT})
    look = Look(
        book.add_format({**HEAD, "text_wrap": True, "valign": "vcenter"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        book.add_format({"valign": "top"}),
    )
    for sheet in sheets:
        _write(book, sheet, look)
    book.close()
    return out.getvalue()


def read_sheet(data: bytes, *, largest: int = 10_000_000, rows: int = 20_000) -> list[list[Cell]]:
    """The rows of the first sheet, empty ones at the end left off; `Fault` if there are none."""
    if not data.strip():
        raise Fault(Reason.EMPTY)
    if len(data) > largest:
        raise Fault(Reason.TOO_LARGE, str(largest))
    found = _from_workbook(data, largest) if data.startswith((ZIP, OLE)) else _from_text(data)
    while found and not any(_is_said(value) for value in found[-1]):
        found.pop()
    if not found:
        raise Fault(Reason.EMPTY)
    if len(found) > rows:
        raise Fault(Reason.TOO_LARGE, str(rows))
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """How heads, words, days and numbers stand in their cells."""

    head: Format
    words: Format
    day: Format
    number: Format


def _write(book: Workbook, sheet: Sheet, look: Look) -> None:
    page: Worksheet = book.add_worksheet(_name(sheet.name))
    page.freeze_panes(1, 0)
    _print_whole(page)
    widths = [_width(sheet, place) for place in range(len(sheet.columns))]
    page.set_row(0, LINE * _lines([column.title for column in sheet.columns], widths))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, widths[place])
        page.write_string(0, place, clean(column.title), look.head)
        if column.note:
            page.write_comment(0, place, clean(column.note), {"x_scale": 2, "y_scale": 1.5})
    for line, row in enumerate(sheet.rows, start=1):
        page.set_row(line, LINE * _lines(row, widths))
        for place, value in enumerate(row):
            _put(page, line, place, value, look)
    _offer_choices(book, page, sheet)
    if sheet.notes:
        notes: Worksheet = book.add_worksheet(_name(sheet.notes_name or f"{sheet.name}?"))
        notes.set_column(0, 0, 100)
        for line, note in enumerate(sheet.notes):
            notes.write_string(line, 0, clean(note), book.add_format({"text_wrap": True}))


def _print_whole(page: Worksheet) -> None:
    """Nothing of a line is torn off on paper, and each page has the heads."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _width(sheet: Sheet, place: int) -> int:
    """What stands there needs; where it is still to be filled in, at least what the column asks for."""
    column = sheet.columns[place]
    said = [column.title, *(row[place] for row in sheet.rows if place < len(row))]
    needed = min(WIDEST, 2 + max(map(room, said)))
    return needed if sheet.rows else max(ceil(column.width), needed)


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines of text the highest cell of a row needs."""
    needed = (ceil(room(value) / (width - 1)) for value, width in zip(row, widths, strict=False))
    return min(HIGHEST, max(1, *needed, 1))


def _put(page: Worksheet, line: int, place: int, value: Cell, look: Look) -> None:
    if isinstance(value, str):
        page.write_string(line, place, clean(value)[:LONGEST], look.words)
    elif isinstance(value, bool):
        page.write_boolean(line, place, value, look.number)
    elif isinstance(value, datetime | date):
        page.write_datetime(line, place, value, look.day)
    elif value is not None:
        page.write_number(line, place, value, look.number)


def _offer_choices(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Drop-downs. The words stand on a hidden sheet: a list in the cell holds 255 characters only."""
    offered: list[tuple[int, Column]] = [
        (place, column) for place, column in enumerate(sheet.columns) if column.choices
    ]
    if not offered:
        return
    name = f"choices {len(book.worksheets())}"
    words: Worksheet = book.add_worksheet(name)
    words.hide()
    for at, (place, column) in enumerate(offered):
        for line, choice in enumerate(column.choices):
            words.write_string(line, at, clean(choice))
        source = f"='{name}'!${xl_col_to_name(at)}$1:${xl_col_to_name(at)}${len(column.choices)}"
        page.data_validation(
            1,
            place,
            max(ROWS_WITH_CHOICES, len(sheet.rows)),
            place,
            {"validate": "list", "source": source, "error_type": "warning"},
        )


def _name(text: str) -> str:
    """A sheet's name as the format allows it: 31 characters, some of them never."""
    return clean(text).translate(FORBIDDEN_IN_A_NAME)[:31]


def _from_workbook(data: bytes, largest: int) -> list[list[Cell]]:
    if data.startswith(OLE) and ENCRYPTED in data:
        raise Fault(Reason.LOCKED)
    if data.startswith(ZIP):
        _weigh(data, largest)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            found = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError as error:
        raise Fault(Reason.LOCKED) from error
    except CalamineError as error:
        raise Fault(Reason.NOT_A_WORKBOOK) from error
    return [[_plain(value) for value in row] for row in found]


def _weigh(data: bytes, largest: int) -> None:
    """Refuse a file that says it grows beyond reason when it is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except BadZipFile as error:
        raise Fault(Reason.NOT_A_WORKBOOK) from error
    if size > UNPACKED_TIMES * largest:
        raise Fault(Reason.TOO_LARGE, str(largest))


def _from_text(data: bytes) -> list[list[Cell]]:
    """A table saved as text: UTF-8 or, as spreadsheets here save it, GB 18030."""
    if b"\0" in data or data.lstrip()[:1] in {b"<", b"{", b"%"}:
        raise Fault(Reason.NOT_A_WORKBOOK)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _split(text)
    raise Fault(Reason.NOT_A_WORKBOOK)


def _split(text: str) -> list[list[Cell]]:
    try:
        return [list(row) for row in csv.reader(StringIO(text, newline=""))]
    except csv.Error as error:
        raise Fault(Reason.NOT_A_WORKBOOK) from error


def _plain(value: object) -> Cell:
    """What a cell says; a time of day or a length of time as text."""
    if isinstance(value, str | float | int | bool | date | datetime):
        return value
    return str(value)


def _is_said(value: Cell) -> bool:
    return value is not None and str(value).strip() != ""
