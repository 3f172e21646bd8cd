"""The plan on the desk: its versions, and a new one by upload, its faults beside the lines."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wenming.base.language import page_language
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request
from wenming.organisation.permissions import may_govern
from wenming.plans.actions import loading
from wenming.plans.checking import Checked, check
from wenming.plans.forms import PlanForm
from wenming.plans.models import Plan
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds

__all__ = ["plans"]

AROUND = 2


@dataclass(frozen=True)
class Excerpt:
    """A fault, and the lines of the file around it."""

    place: str
    words: str
    lines: list[tuple[int, str, bool]]


@require_http_methods(["GET", "POST"])
@insiders_only
def plans(request: Request) -> HttpResponse:
    """The versions loaded; and the form for the next."""
    form = PlanForm(request.POST or None, request.FILES or None)
    faults: list[Excerpt] = []
    if request.method == "POST":
        may_govern(request.user, request.town).enforce()
        if form.is_valid():
            checked = _checked(form)
            if checked.document is not None:
                loading.load(document=checked.document, into=request.town, by=request.user)
                return redirect("plans:plan-list")
            faults = _excerpts(checked)
    context = {
        "form": form,
        "faults": faults,
        "versions": list(Plan.objects.filter(town=request.town).defer("document")),
        "loading": may_govern(request.user, request.town),
    }
    status = 422 if form.errors or faults else 200
    return render(request, "plans/plan_list.html", context, status=status)


def _checked(form: PlanForm) -> Checked:
    return check(
        form.cleaned_data["papers"],
        fact_kinds().values(),
        roster_kinds().values(),
        plan_sections(),
    )


def _excerpts(checked: Checked) -> list[Excerpt]:
    texts = {
        name: data.decode("utf-8", errors="replace").splitlines()
        for name, data in checked.texts.items()
    }
    return [
        Excerpt(
            f"{fault.place.file}:{fault.place.line}",
            fault.words(page_language()),
            _around(texts.get(fault.place.file, []), fault.place.line),
        )
        for fault in checked.faults
    ]


def _around(lines: list[str], line: int) -> list[tuple[int, str, bool]]:
    first = max(1, line - AROUND)
    shown = lines[first - 1 : line + AROUND]
    return [(number, text[:200], number == line) for number, text in enumerate(shown, first)]
