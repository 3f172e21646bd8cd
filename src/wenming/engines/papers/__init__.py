"""Papers and workbooks: a tree goes in, bytes come out. A small library without Django.

    pdf(paper) -> bytes             a report, a poster, cards to cut out, a certificate (PDF/A-2b)
    xlsx(sheets) -> bytes           a workbook with widths, notes and drop-downs
    fill(data, below, rows) -> bytes  somebody's own workbook with these rows under its head
    csv(sheet) -> bytes             the same table for programs that read no workbook
    read_sheet(data) -> rows        what somebody sent in: .xlsx, .xls, .ods or .csv

A paper is `Paper(title, blocks, layout=…, size=…)`; a block is one of `Heading`, `Paragraph`,
`Items`, `Facts`, `Table`, `Figure`, `Code` (a QR code, drawn as lines), `Rule`, `PageBreak`,
`Spring` (pushes what follows to the foot), `Columns` and `Cards`. What a block takes stands in
`values`:

    paper = Paper(
        title="九月活动计划",
        layout=Layout.POSTER,
        blocks=(
            Facts((("时间", "9月5日 9:00"), ("地点", "郑厝村文明实践站"))),
            Spring(),
            Code("https://example.org/a/7", alt="活动页面", caption="扫码报名"),
        ),
    )

- No clock, no chance, no network: the same tree gives the same bytes. A paper that should carry its
  day says so, `made_on`.
- Text is data, never markup: `#`, `*`, `_`, `$`, `@`, `<` and the like stand as they were typed.
  Control characters are left out; a long word without spaces may break anywhere.
- Labels are the caller's, in the language of the page; `language` tells readers aloud which it is.
- Two founts, `Layout` decides where each stands: sans for headings, serif for text. There is no bold.
- A character that neither fount has is a `Fault` that names it, never a white box. With
  `missing=Missing.SPELL` it is spelt out instead: 〔U+1F600〕.
- A workbook's strings stay strings: no formula, no link. `read_sheet` gives numbers as float and
  dates as date, as the file has them; what it cannot read is a `Fault` whose `reason` says why.

What must be loaded for a PDF is large and is loaded with the first one.
"""

from .codes import code_svg
from .faults import Fault, Reason
from .filling import fill
from .printing import pdf
from .tables import csv
from .text import clean
from .values import (
    Align,
    Block,
    Card,
    Cards,
    Cell,
    Code,
    Column,
    Columns,
    Facts,
    Figure,
    Heading,
    Items,
    Layout,
    Missing,
    PageBreak,
    Paper,
    Paragraph,
    Rule,
    Sheet,
    Size,
    Spring,
    Table,
    Weight,
)
from .workbooks import read_sheet, xlsx

__all__ = [
    "Align",
    "Block",
    "Card",
    "Cards",
    "Cell",
    "Code",
    "Column",
    "Columns",
    "Facts",
    "Fault",
    "Figure",
    "Heading",
    "Items",
    "Layout",
    "Missing",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Reason",
    "Rule",
    "Sheet",
    "Size",
    "Spring",
    "Table",
    "Weight",
    "clean",
    "code_svg",
    "csv",
    "fill",
    "pdf",
    "read_sheet",
    "xlsx",
]
