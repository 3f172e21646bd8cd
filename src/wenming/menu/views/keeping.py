"""For whoever offers a service, and for the offices: write, propose, approve, pause, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base.decisions import Decision
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import Entry
from wenming.menu import permissions
from wenming.menu.actions import offering
from wenming.menu.forms import MenuForm, ServiceForm, WhyForm
from wenming.menu.models import Service
from wenming.menu.models.service import ServiceQuerySet
from wenming.menu.queries import kept, lines, offers_of, own_offerers, proposed
from wenming.organisation.access import in_a_town, insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.permissions import is_insider, is_office, may_enter
from wenming.organisation.register_rows import Deed

__all__ = [
    "approval",
    "correction",
    "desk",
    "mine",
    "pausing",
    "proposal",
    "resumption",
    "sending_back",
    "service",
    "service_add",
    "withdrawal",
]

PAGE = 50
Stage = Service.Stage
DEEDS = {
    "added": pgettext_lazy("deed", "登记"),
    "corrected": pgettext_lazy("deed", "更正"),
    "area-set": pgettext_lazy("deed", "改了服务范围"),
    "proposed": pgettext_lazy("deed", "提交审批"),
    "published": gettext_lazy("在菜单上"),
    "sent-back": pgettext_lazy("deed", "退回修改"),
    "paused": gettext_lazy("暂停"),
    "resumed": pgettext_lazy("deed", "恢复"),
    "withdrawn": gettext_lazy("已撤下"),
}


@require_GET
@never_cache
@in_a_town
def mine(request: Request) -> HttpResponse:
    """What I offer, with where it stands."""
    may_propose = bool(own_offerers(request.user, request.town))
    page = _paged(request, offers_of(request.user, request.town))
    if not may_propose and not page.paginator.count:
        raise Http404
    context = {"page": page, "lines": lines(request.town, page), "may_propose": may_propose}
    return render(request, "menu/mine.html", context)


@require_GET
@never_cache
@insiders_only
def desk(request: Request) -> HttpResponse:
    """All of the town: what waits for approval, what is on the menu, what is not."""
    form = MenuForm(request.GET, town=request.town)
    told = form.cleaned_data if form.is_valid() else {}
    stage = request.GET.get("stage", Stage.PUBLISHED)
    stage = stage if stage in Stage.values else Stage.PUBLISHED
    town = request.town
    found = proposed(town) if stage == Stage.PROPOSED else kept(town).filter(stage=stage)
    if unit := form.units.get(told.get("unit", "")):
        found = found.reaching(unit)
    if kind := told.get("kind", ""):
        found = found.filter(kind=kind)
    page = _paged(request, found)
    context = {
        "form": form,
        "page": page,
        "lines": lines(town, page),
        "stage": stage,
        "stages": Stage.choices,
        "adding": may_enter(request.user, town),
    }
    return render(request, "menu/desk.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def service_add(request: Request) -> HttpResponse:
    """One page: kept as a draft, or proposed at once."""
    given = {"offerer": request.GET.get("offerer", "")}
    form = ServiceForm(sent(request), town=request.town, user=request.user, initial=given)
    if not form.known:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            ticket = form.cleaned_data["ticket"]
            made = offering.add(**form.entered(), ticket=ticket, by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            return _proposed(request, made)
    return _form(request, form)


@require_GET
@never_cache
@in_a_town
def service(request: Request, pk: int) -> HttpResponse:
    """One service with what was done to it, and what can be done now."""
    return _page(request, _find(request, pk))


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def correction(request: Request, pk: int) -> HttpResponse:
    """Put it right, on the menu too."""
    found = _find(request, pk)
    permissions.may_offer(request.user, found).enforce()
    about: dict[str, Any] = {"town": request.town, "instance": _find(request, pk)}
    form = ServiceForm(sent(request), user=request.user, **about)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            offering.correct(service=found, seen=seen, by=request.user, **form.entered())
        except (Impossible, Overtaken) as error:
            form.refuse(error)
        else:
            return _proposed(request, found)
    return _form(request, form, found)


@require_POST
@in_a_town
def proposal(request: Request, pk: int) -> HttpResponse:
    """Ask the offices."""
    return _at_once(request, pk, offering.propose, _("已经提交，等镇里批准。"))


@require_POST
@in_a_town
def approval(request: Request, pk: int) -> HttpResponse:
    """Onto the menu."""
    return _at_once(request, pk, offering.approve, _("已经上菜单，群众可以点了。"))


@require_POST
@in_a_town
def sending_back(request: Request, pk: int) -> HttpResponse:
    """Not yet, and why."""
    said = _("已经退回。")
    return _because(request, pk, permissions.may_decide, offering.send_back, said)


@require_POST
@in_a_town
def pausing(request: Request, pk: int) -> HttpResponse:
    """No new orders for a while."""
    said = _("已经暂停，不再接新的点单。")
    return _because(request, pk, permissions.may_pause, offering.pause, said)


@require_POST
@in_a_town
def resumption(request: Request, pk: int) -> HttpResponse:
    """It can be ordered again."""
    return _at_once(request, pk, offering.resume, _("已经恢复，群众可以点了。"))


@require_POST
@in_a_town
def withdrawal(request: Request, pk: int) -> HttpResponse:
    """No longer offered."""
    said = _("已经撤下。")
    return _because(request, pk, permissions.may_offer, offering.withdraw, said)


def _at_once(request: Request, pk: int, action: Callable[..., None], said: str) -> HttpResponse:
    """A deed of one button."""
    found = _find(request, pk)
    action(service=found, by=request.user)
    messages.success(request, said)
    return redirect(found)


def _because(
    request: Request,
    pk: int,
    may: Callable[..., Decision],
    action: Callable[..., None],
    said: str,
) -> HttpResponse:
    """A deed that needs its reason."""
    found, form = _find(request, pk), WhyForm(request.POST)
    may(request.user, found).enforce()
    if form.is_valid():
        try:
            action(service=found, why=form.cleaned_data["why"], by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect(found)
    return _page(request, found, **{action.__name__: form})


def _find(request: Request, pk: int) -> Service:
    """For who offers it and for insiders; for others it does not exist."""
    found = get_object_or_404(kept(request.town), pk=pk)
    answerer = found.answerer
    own = answerer is not None and answerer.pk == request.user.pk
    if not own and not is_insider(request.user, request.town):
        raise Http404
    return found


def _proposed(request: Request, found: Service) -> HttpResponse:
    """Written down; proposed too, if that button was pressed."""
    if "propose" in request.POST and found.stage == Stage.DRAFT:
        offering.propose(service=found, by=request.user)
        messages.success(request, _("已经提交，等镇里批准。"))
    else:
        messages.success(request, _("已经保存。"))
    return redirect(found)


def _form(request: Request, form: ServiceForm, found: Service | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "service": found}
    return render(request, "menu/service_form.html", context, status=status)


def _page(request: Request, found: Service, **forms: WhyForm) -> HttpResponse:
    (line,) = lines(request.town, [found])
    user = request.user
    context = {
        "service": found,
        "line": line,
        "serving": permissions.serving(found),
        "offering": permissions.may_offer(user, found),
        "proposing": permissions.may_propose(user, found),
        "deciding": permissions.may_decide(user, found),
        "resuming": permissions.may_resume(user, found),
        "is_office": is_office(user, request.town),
        "is_insider": is_insider(user, request.town),
        "sending_back": forms.get("send_back") or WhyForm(auto_id="back-%s"),
        "pausing": forms.get("pause") or WhyForm(auto_id="pause-%s"),
        "withdrawing": forms.get("withdraw") or WhyForm(auto_id="end-%s"),
        "deeds": _deeds(found),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "menu/record.html", context, status=status)


def _deeds(found: Service) -> list[Deed]:
    """What was done to it, the last first."""
    return [
        Deed(one.at, str(DEEDS.get(one.verb.partition(".")[2], _("更正"))), one.by_name)
        for one in Entry.objects.of(found)[:PAGE]
    ]


def _paged(request: Request, found: ServiceQuerySet) -> Page[Service]:
    return Paginator(found, PAGE).get_page(request.GET.get("page"))
