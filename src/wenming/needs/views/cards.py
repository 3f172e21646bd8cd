"""Contact cards at the desk: the list, new ones, a sheet to print, a lost one (5.3-a)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wenming.base.errors import Impossible
from wenming.base.papers import pdf_answer
from wenming.needs import papers
from wenming.needs.actions import cards
from wenming.needs.forms import CardsForm, CardWithdrawalForm, SheetForm
from wenming.needs.models import ContactCard
from wenming.needs.permissions import may_withdraw_card
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_enter
from wenming.organisation.queries import recordable_units

__all__ = ["card", "card_add", "card_list", "card_sheet"]

PAGE = 50


@require_GET
@never_cache
@insiders_only
def card_list(request: Request) -> HttpResponse:
    """The valid cards of one's units, by unit, with the sheet to print; and those withdrawn."""
    units = list(recordable_units(request.user, request.town).filter(kind__in=Unit.SITES))
    chosen = next((unit for unit in units if unit.code == request.GET.get("unit")), None)
    rows = ContactCard.objects.visible_to(request.user, request.town)
    rows = rows.filter(unit=chosen) if chosen else rows
    withdrawn = "withdrawn" in request.GET
    rows = rows.filter(withdrawn_at__isnull=not withdrawn).select_related("unit__town")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "units": units,
        "chosen": chosen,
        "withdrawn": withdrawn,
        "form": SheetForm(),
        "adding": may_enter(request.user, request.town),
    }
    return render(request, "needs/card_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def card_add(request: Request) -> HttpResponse:
    """For which unit, and for which households or streets, one a line."""
    may_enter(request.user, request.town).enforce()
    form = CardsForm(sent(request), town=request.town, user=request.user)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            made = cards.issue(unit=unit, places=form.places(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            told = ngettext("%(n)s 张联系卡可以打印了。", "%(n)s 张联系卡可以打印了。", len(made))
            messages.success(request, told % {"n": len(made)})
            return redirect(f"{reverse('needs:card-list')}?unit={unit.code}")
    status = 422 if form.errors else 200
    return render(request, "needs/card_form.html", {"form": form}, status=status)


@require_GET
@never_cache
@insiders_only
def card_sheet(request: Request) -> HttpResponse:
    """The cards named, or all of a unit, as often as wanted, to print and cut."""
    rows = ContactCard.objects.visible_to(request.user, request.town).valid()
    named = [int(pk) for pk in request.GET.getlist("card") if pk.isdecimal()]
    code = request.GET.get("unit", "")
    rows = rows.filter(pk__in=named[: cards.MOST]) if named else rows.filter(unit__code=code)
    form = SheetForm(request.GET)
    copies = form.cleaned_data["copies"] if form.is_valid() else 1
    found = list(rows.select_related("unit__town")[: cards.MOST])
    if not found:
        raise Impossible(_("没有可以打印的联系卡，请先制卡。"))
    many = max(1, min(copies, cards.MOST // len(found)))
    told = [(one, request.build_absolute_uri(one.get_absolute_url())) for one in found]
    return pdf_answer(papers.sheet(told, many), _("联系卡"), inline=True)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def card(request: Request, pk: int) -> HttpResponse:
    """One card: withdraw it, or put another in its place."""
    seen = ContactCard.objects.visible_to(request.user, request.town)
    found = get_object_or_404(seen.select_related("unit__town", "issued_by", "instead_of"), pk=pk)
    form = CardWithdrawalForm(sent(request))
    if request.method == "POST":
        may_withdraw_card(request.user, found).enforce()
        if form.is_valid():
            return _withdrawn(request, found, form)
    context = {
        "card": found,
        "form": form,
        "withdrawing": may_withdraw_card(request.user, found),
        "replacement": ContactCard.objects.filter(instead_of=found).first(),
    }
    return render(request, "needs/card.html", context, status=422 if form.errors else 200)


def _withdrawn(request: Request, found: ContactCard, form: CardWithdrawalForm) -> HttpResponse:
    why = form.cleaned_data["why"]
    if form.cleaned_data["another"]:
        made = cards.replace(card=found, why=why, by=request.user)
        messages.success(request, _("旧卡已经停用，新卡可以打印了。"))
        return redirect("needs:card", made.pk)
    cards.withdraw(card=found, why=why, by=request.user)
    messages.success(request, _("已经停用，扫这张卡不会再显示地点。"))
    return redirect("needs:card", found.pk)
