"""Papers and workbooks at the door: what is handed out as a file, what came in as one."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from wenming.base.errors import Impossible
from wenming.engines.papers import Cell, Fault, Paper, Reason, Sheet, csv, pdf, read_sheet, xlsx

__all__ = ["csv_answer", "file_answer", "pdf_answer", "rows_of", "words_for", "xlsx_answer"]

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

WORDS = {
    Reason.UNPRINTABLE: gettext_lazy("字体里没有这些字，印不出来：{detail}。请换一种写法。"),
    Reason.BAD_PICTURE: gettext_lazy("这张图片打不开：{detail}。请换一张。"),
    Reason.EMPTY: gettext_lazy("文件是空的，没有可读的行。"),
    Reason.TOO_LARGE: gettext_lazy("文件太大，请分成几份再上传。"),
    Reason.LOCKED: gettext_lazy("文件设了密码，打不开。请去掉密码，另存后再上传。"),
    Reason.NOT_A_WORKBOOK: gettext_lazy("这不是表格文件。请上传 .xlsx 文件，或另存为 .csv。"),
}


def words_for(fault: Fault, field: str = "") -> Impossible:
    """A fault of a paper or a file, in words for a person."""
    return Impossible(format_lazy(WORDS[fault.reason], detail=fault.detail), field)


def rows_of(file: UploadedFile[bytes], field: str = "") -> list[list[Cell]]:
    """The rows of an uploaded workbook; what cannot be read is told in words at its field."""
    try:
        return read_sheet(file.read())
    except Fault as fault:
        raise words_for(fault, field) from fault


def pdf_answer(paper: Paper, name: str, *, inline: bool = False) -> HttpResponse:
    """A paper as a file to keep; `inline`, to look at."""
    try:
        made = pdf(paper)
    except Fault as fault:
        raise words_for(fault) from fault
    return _answer(made, PDF, f"{name}.pdf", inline=inline)


def xlsx_answer(name: str, *sheets: Sheet) -> HttpResponse:
    """A workbook as a file to keep."""
    return _answer(xlsx(sheets), XLSX, f"{name}.xlsx")


def csv_answer(name: str, sheet: Sheet) -> HttpResponse:
    """A table as a file to keep."""
    return _answer(csv(sheet), CSV, f"{name}.csv")


def file_answer(data: bytes, name: str, form: str) -> HttpResponse:
    """A file that is written already: `form` is pdf, xlsx or csv."""
    return _answer(data, {"pdf": PDF, "xlsx": XLSX, "csv": CSV}[form], f"{name}.{form}")


def _answer(data: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    header = content_disposition_header(not inline, name) or "attachment"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": header})
