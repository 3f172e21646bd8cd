"""Files at the door: their names, their kinds, and what is wrong with one, in words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from wenming.base.errors import Impossible
from wenming.base.papers import csv_answer, pdf_answer, rows_of, xlsx_answer
from wenming.engines.papers import Column, Figure, Paper, Paragraph, Sheet

SHEET = Sheet("名单", (Column("姓名"),), (("蔡小䶮",),))


def test_a_workbook_that_was_handed_out_can_be_handed_in_again() -> None:
    answer = xlsx_answer("名单", SHEET)

    assert rows_of(SimpleUploadedFile("名单.xlsx", answer.content)) == [["姓名"], ["蔡小䶮"]]
    assert "filename*=utf-8''%E5%90%8D%E5%8D%95.xlsx" in answer["Content-Disposition"]


def test_a_paper_is_kept_or_looked_at() -> None:
    paper = Paper("联系卡", (Paragraph("电话"),))

    kept, seen = pdf_answer(paper, "card"), pdf_answer(paper, "card", inline=True)

    assert kept["Content-Disposition"] == 'attachment; filename="card.pdf"'
    assert seen["Content-Disposition"] == 'inline; filename="card.pdf"'
    assert (kept["Content-Type"], kept.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_table_goes_out_as_text() -> None:
    assert csv_answer("名单", SHEET).content.decode("utf-8-sig") == "姓名\r\n蔡小䶮\r\n"


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (Paper("王𠮷", ()), "𠮷"),
        (Paper("报告", (Figure(b"", "村口的照片"),)), "村口的照片"),
    ],
)
def test_a_paper_that_cannot_be_printed_says_what_is_wrong(paper: Paper, words: str) -> None:
    with pytest.raises(Impossible, match=words):
        pdf_answer(paper, "x")


def test_a_file_that_cannot_be_read_says_so_at_its_field_and_in_the_readers_language() -> None:
    with pytest.raises(Impossible) as told:
        rows_of(SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "file")

    assert told.value.field == "file"
    with translation.override("en"):
        assert "workbook" in str(told.value)


def test_the_setter_is_not_loaded_with_the_pages() -> None:
    loaded = "import sys, wenming.engines.papers as p; sys.exit('typst' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
