"""The five doors of a workbook: upload, template, what it would do, taking over, what was left."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.base.papers import rows_of, xlsx_answer
from wenming.engines.papers import Column, Sheet
from wenming.organisation.access import insiders_only
from wenming.organisation.forms import Refusable
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Upload
from wenming.organisation.permissions import may_enter, may_take_over
from wenming.organisation.workbooks import Sifted, Workbook, plain_rows

__all__ = ["addresses"]

SHOWN = 200
RECENT = 10


class UploadForm(Refusable, forms.Form):
    """A workbook that was filled in."""

    file = forms.FileField(
        label=gettext_lazy("填好的表格"),
        help_text=gettext_lazy("先试读，不会马上登记。"),
        error_messages={"empty": gettext_lazy("文件是空的，没有可读的行。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


def addresses(book: Workbook) -> list[URLPattern]:
    """The addresses of one workbook."""
    about, slug = {"book": book}, book.slug
    return [
        path(f"{slug}/", upload_list, about, name="intake-list"),
        path(f"{slug}/template/", upload_template, about, name="intake-template"),
        path(f"{slug}/<int:pk>/", upload, about, name="intake"),
        path(f"{slug}/<int:pk>/taking/", upload_taking, about, name="intake-taking"),
        path(f"{slug}/<int:pk>/left/", upload_left, about, name="intake-left"),
    ]


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def upload_list(request: Request, book: Workbook) -> HttpResponse:
    """Upload a workbook; one's own last ones."""
    may_enter(request.user, request.town).enforce()
    form = UploadForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _to(book, _received(request, book, form.cleaned_data["file"]))
        except Impossible as error:
            form.refuse(error)
    recent = _mine(request, book)[:RECENT]
    status = 422 if form.errors else 200
    context = {"book": book, "form": form, "recent": recent}
    return render(request, book.list_page, context, status=status)


@require_GET
@insiders_only
def upload_template(request: Request, book: Workbook) -> HttpResponse:
    """The workbook to fill in."""
    may_enter(request.user, request.town).enforce()
    return xlsx_answer(str(book.template_name), book.template(request.user, request.town))


@require_GET
@never_cache
@insiders_only
def upload(request: Request, book: Workbook, pk: int) -> HttpResponse:
    """What the upload would do; while it is taken over how far it is; then what it did."""
    found = _find(request, book, pk)
    taking = may_take_over(request.user, found)
    context: dict[str, object] = {"book": book, "intake": found, "taking": taking}
    if found.stage == Upload.Stage.SEEN:
        context |= _seen(book, book.sifted(found)) | {"before": _before(found)}
    return render(request, book.page, context)


@require_POST
@insiders_only
def upload_taking(request: Request, book: Workbook, pk: int) -> HttpResponse:
    """Take over the good rows, and the duplicates that were chosen."""
    found = _find(request, book, pk)
    chosen = [int(n) for n in request.POST.getlist("merge") if n.isdecimal()]
    try:
        book.take_over(intake=found, merging=chosen, by=request.user)
    except Impossible as error:
        messages.error(request, str(error))
    return _to(book, found)


@require_GET
@never_cache
@insiders_only
def upload_left(request: Request, book: Workbook, pk: int) -> HttpResponse:
    """The rows that are not taken over, each with its reason, as a workbook to mend."""
    found = _find(request, book, pk)
    if found.stage == Upload.Stage.GONE:
        raise Http404
    is_seen = found.stage == Upload.Stage.SEEN
    reasons, cells = book.sifted(found).reasons() if is_seen else found.reasons, found.cells
    labels = {asked.code: str(asked.label) for asked in book.columns}
    rows = tuple(
        (*(cells[number].get(code, "") for code in labels), _in_words(why, labels))
        for number, why in sorted(reasons.items())
    )
    columns = (*(Column(label) for label in labels.values()), Column(_("问题"), 60))
    return xlsx_answer(_("未导入的行"), Sheet(str(book.sheet_name), columns, rows))


def _received(request: Request, book: Workbook, file: Any) -> Upload:
    rows = plain_rows(rows_of(file, "file"), book.columns, book.most)
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    told = {"name": file.name, "digest": digest, "rows": rows}
    return book.receive(town=request.town, by=request.user, **told)


def _to(book: Workbook, found: Upload) -> HttpResponse:
    return redirect(f"{book.app}:intake", found.pk)


def _mine(request: Request, book: Workbook) -> Any:
    """One's own uploads; nobody sees another's."""
    return book.model._default_manager.filter(town=request.town, by=request.user)


def _find(request: Request, book: Workbook, pk: int) -> Upload:
    found: Upload = get_object_or_404(_mine(request, book).select_related("town", "by"), pk=pk)
    return found


def _seen(book: Workbook, found: Sifted) -> dict[str, object]:
    labels = {asked.code: asked.label for asked in book.columns}
    bad = [
        (line, [(labels.get(code, ""), why) for code, why in line.faults.items()])
        for line in found.bad
    ]
    return {
        "good": len(found.good),
        "bad": bad[:SHOWN],
        "known": found.known[:SHOWN],
        "bad_count": len(bad),
        "known_count": len(found.known),
    }


def _before(found: Upload) -> Upload | None:
    """The same file, uploaded earlier and taken over."""
    every = type(found)._default_manager
    same = every.filter(town=found.town, digest=found.digest, pk__lt=found.pk)
    return same.exclude(done=0).first()


def _in_words(why: dict[str, str], labels: dict[str, str]) -> str:
    told = [f"{labels.get(code, code)}{_('：')}{reason}" for code, reason in why.items()]
    return "\n".join(told)
