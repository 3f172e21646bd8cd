"""Volunteers by workbook: the template, the upload, what it would do, and what was left."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from wenming.organisation.permissions import may_enter
from wenming.volunteers.actions import intakes
from wenming.volunteers.models import Intake
from wenming.volunteers.permissions import may_take_over
from wenming.volunteers.reading import COLUMNS, plain_rows, template
from wenming.volunteers.sifting import Sifted, lists_for, sifted

__all__ = ["intake", "intake_left", "intake_list", "intake_taking", "intake_template"]

SHOWN = 200
RECENT = 10


class UploadForm(Refusable, forms.Form):
    """A workbook of volunteers."""

    file = forms.FileField(
        label=gettext_lazy("填好的表格"),
        help_text=gettext_lazy("先试读，不会马上登记。"),
        error_messages={"empty": gettext_lazy("文件是空的，没有可读的行。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def intake_list(request: Request) -> HttpResponse:
    """Upload a workbook; one's own last ones."""
    may_enter(request.user, request.town).enforce()
    form = UploadForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_received(request, form.cleaned_data["file"]))
        except Impossible as error:
            form.refuse(error)
    recent = Intake.objects.filter(town=request.town, by=request.user)[:RECENT]
    status = 422 if form.errors else 200
    context = {"form": form, "recent": recent}
    return render(request, "volunteers/intake_list.html", context, status=status)


@require_GET
@insiders_only
def intake_template(request: Request) -> HttpResponse:
    """The workbook to fill in."""
    may_enter(request.user, request.town).enforce()
    return xlsx_answer(_("志愿者登记表"), template(lists_for(request.user, request.town)))


@require_GET
@never_cache
@insiders_only
def intake(request: Request, pk: int) -> HttpResponse:
    """What the upload would do; while it is taken over how far it is; then what it did."""
    found = _find(request, pk)
    context: dict[str, object] = {"intake": found, "taking": may_take_over(request.user, found)}
    if found.stage == Intake.Stage.SEEN:
        context |= _seen(sifted(found)) | {"before": _before(found)}
    return render(request, "volunteers/intake.html", context)


@require_POST
@insiders_only
def intake_taking(request: Request, pk: int) -> HttpResponse:
    """Take over the good rows, and add to the duplicates that were chosen."""
    found = _find(request, pk)
    chosen = [int(n) for n in request.POST.getlist("merge") if n.isdecimal()]
    try:
        intakes.take_over(intake=found, merging=chosen, by=request.user)
    except Impossible as error:
        messages.error(request, str(error))
    return redirect(found)


@require_GET
@never_cache
@insiders_only
def intake_left(request: Request, pk: int) -> HttpResponse:
    """The rows that are not taken over, each with its reason, as a workbook to mend."""
    found = _find(request, pk)
    if found.stage == Intake.Stage.GONE:
        raise Http404
    is_seen = found.stage == Intake.Stage.SEEN
    reasons, cells = sifted(found).reasons() if is_seen else found.reasons, found.cells
    labels = {asked.code: str(asked.label) for asked in COLUMNS}
    rows = tuple(
        (*(cells[number].get(code, "") for code in labels), _in_words(why, labels))
        for number, why in sorted(reasons.items())
    )
    columns = (*(Column(label) for label in labels.values()), Column(_("问题"), 60))
    return xlsx_answer(_("未导入的行"), Sheet(_("志愿者"), columns, rows))


def _received(request: Request, file: Any) -> Intake:
    rows = plain_rows(rows_of(file, "file"))
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    told = {"name": file.name, "digest": digest, "rows": rows}
    return intakes.receive(town=request.town, by=request.user, **told)


def _find(request: Request, pk: int) -> Intake:
    """One's own uploads; nobody sees another's."""
    mine = Intake.objects.filter(town=request.town, by=request.user)
    return get_object_or_404(mine.select_related("town", "by"), pk=pk)


def _seen(found: Sifted) -> dict[str, object]:
    labels = {asked.code: asked.label for asked in COLUMNS}
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


def _before(found: Intake) -> Intake | None:
    """The same file, uploaded earlier and taken over."""
    same = Intake.objects.filter(town=found.town, digest=found.digest, pk__lt=found.pk)
    return same.exclude(done=0).first()


def _in_words(why: dict[str, str], labels: dict[str, str]) -> str:
    told = [f"{labels.get(code, code)}{_('：')}{reason}" for code, reason in why.items()]
    return "\n".join(told)
