"""A table as CSV: for programs that read no workbook."""

from __future__ import annotations

import csv as dialect
from io import StringIO

from .text import clean
from .values import Cell, Sheet

__all__ = ["csv"]

# A spreadsheet takes a text that begins so for a formula and would work it out.
FORMULA = ("=", "+", "-", "@")


def csv(sheet: Sheet) -> bytes:
    """The table in UTF-8 with its mark, so that a spreadsheet shows Chinese; no cell is a formula."""
    out = StringIO()
    writer = dialect.writer(out)
    writer.writerow([_cell(column.title) for column in sheet.columns])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    text = clean(str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
