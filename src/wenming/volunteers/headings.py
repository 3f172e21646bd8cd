"""Where the headings of somebody's own table stand, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from wenming.base.errors import Impossible
from wenming.engines.papers import Cell
from wenming.volunteers import recording

__all__ = ["MOST", "Head", "found_in"]

# Headings stand among the first rows, under a title; wider tables than this are none.
DEEPEST: Final = 20
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Head:
    """The row, counted from 1, under which one fills in, and what each column's heading says."""

    row: int
    headings: tuple[str, ...]


def found_in(rows: Sequence[Sequence[Cell]], row: int | None = None) -> Head:
    """The headings in this row, or in the one where most are known; `Impossible` if there are none."""
    if row is not None and row > len(rows):
        raise Impossible(_("这份表格没有第 %(row)s 行。") % {"row": row}, "head_row")
    heads = [_head(rows, n) for n in range(1, min(len(rows), DEEPEST) + 1)]
    chosen = _head(rows, row) if row is not None else max(heads, key=_worth)
    if not any(chosen.headings):
        raise Impossible(_("这一行没有字，不是表头。"), "head_row")
    if len(chosen.headings) > MOST:
        raise Impossible(_("这份表格太宽，最多 %(most)s 列。") % {"most": MOST}, "file")
    return chosen


def _head(rows: Sequence[Sequence[Cell]], row: int) -> Head:
    """Where a heading stands over two rows, its words are in the upper one."""
    here = [_said(cell) for cell in rows[row - 1]]
    above = [_said(cell) for cell in rows[row - 2]] if row > 1 and any(here) else []
    is_title = sum(map(bool, above)) == 1
    wide = max(len(here), len(above))
    words = [_at(here, n) or ("" if is_title else _at(above, n)) for n in range(wide)]
    while words and not words[-1]:
        words.pop()
    return Head(row, tuple(words))


def _worth(head: Head) -> tuple[int, int]:
    """How many headings are known, how many there are; of rows alike the first is taken."""
    return (sum(map(bool, recording.proposed(head.headings))), sum(map(bool, head.headings)))


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""


def _said(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
