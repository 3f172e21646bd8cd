"""The needs and the money of a project at the desk, each on a page of its own (5.4)."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.permissions import may_change
from wenming.projects.actions import belonging
from wenming.projects.forms import MoneyForm, NeedsForm
from wenming.projects.models import Project, ProjectMoney, ProjectNeed
from wenming.projects.queries import money_of, need_lines, needs_of, open_to

__all__ = [
    "money_detaching",
    "need_detaching",
    "project_money",
    "project_needs",
    "protected_detaching",
]

PAGE: Final = 30


@require_http_methods(["GET", "POST"])
@insiders_only
def project_needs(request: Request, pk: int) -> HttpResponse:
    """All needs that the project answers; POST attaches one, or a group's."""
    project = _project(request, pk)
    changing = may_change(request.user, project)
    form = NeedsForm(sent(request), project=project, user=request.user)
    if request.method == "POST":
        changing.enforce()
        if form.is_valid():
            try:
                number = belonging.attach_needs(project=project, needs=form.needs, by=request.user)
            except Impossible as error:
                form.refuse(error)
            else:
                said = ngettext("归入了 %(number)d 件需求。", "归入了 %(number)d 件需求。", number)
                messages.success(request, said % {"number": number})
                return redirect("projects:project-needs", project.pk)
    page = Paginator(open_to(request.user, project), PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "needs": needs_of(request.user, project),
        "page": page,
        "lines": need_lines(project, page),
        "changing": changing,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/project_needs.html", context, status=status)


@require_POST
@insiders_only
def need_detaching(request: Request, pk: int) -> HttpResponse:
    """It is not for this project after all."""
    link = get_object_or_404(ProjectNeed.objects.filter(**_of_town(request)), pk=pk)
    belonging.detach_need(link=link, by=request.user)
    return redirect("projects:project-needs", link.project_id)


@require_POST
@insiders_only
def protected_detaching(request: Request, pk: int) -> HttpResponse:
    """All that are protected."""
    project = _project(request, pk)
    belonging.detach_protected(project=project, by=request.user)
    return redirect("projects:project-needs", project.pk)


@require_http_methods(["GET", "POST"])
@insiders_only
def project_money(request: Request, pk: int) -> HttpResponse:
    """Shares of budget lines; POST attaches one, or puts it right."""
    project = _project(request, pk)
    changing = may_change(request.user, project)
    form = MoneyForm(sent(request), project=project, user=request.user)
    if request.method == "POST":
        changing.enforce()
        if form.is_valid():
            try:
                belonging.set_money(project=project, by=request.user, **form.cleaned_data)
            except Impossible as error:
                form.refuse(error)
            else:
                messages.success(request, _("已经保存。"))
                return redirect("projects:project-money", project.pk)
    context = {
        "project": project,
        "money": money_of(project),
        "changing": changing,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/project_money.html", context, status=status)


@require_POST
@insiders_only
def money_detaching(request: Request, pk: int) -> HttpResponse:
    """The project does not use it after all."""
    link = get_object_or_404(ProjectMoney.objects.filter(**_of_town(request)), pk=pk)
    belonging.detach_money(link=link, by=request.user)
    return redirect("projects:project-money", link.project_id)


def _project(request: Request, pk: int) -> Project:
    seen = Project.objects.standing().of(request.town).select_related("unit__town", "town")
    return get_object_or_404(seen, pk=pk)


def _of_town(request: Request) -> dict[str, object]:
    return {"project__town": request.town, "project__withdrawn_at__isnull": True}
