"""For everybody: the menu, one service, its poster (5.3-c)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from wenming.base.papers import pdf_answer
from wenming.menu.forms import MenuForm
from wenming.menu.models import Service
from wenming.menu.permissions import serving
from wenming.menu.posters import service_poster
from wenming.menu.queries import kept, lines, menu
from wenming.organisation.access import public
from wenming.organisation.http import Request

__all__ = ["poster", "service", "service_list"]

PAGE = 20
# What has once been on the menu keeps its page; what never was has none.
SEEN = (Service.Stage.PUBLISHED, Service.Stage.PAUSED)


@public
def service_list(request: Request) -> HttpResponse:
    """What can be ordered, by village and kind."""
    form = MenuForm(request.GET, town=request.town)
    told = form.cleaned_data if form.is_valid() else {}
    found = menu(request.town, form.units.get(told.get("unit", "")), told.get("kind", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines(request.town, page),
        "chosen": told.get("unit", ""),
        "is_search": any(told.values()),
    }
    return render(request, "menu/service_list.html", context)


@public
def service(request: Request, pk: int) -> HttpResponse:
    """What it is, who offers it, when, where; if it cannot be ordered today, why."""
    found = get_object_or_404(kept(request.town).filter(stage__in=SEEN), pk=pk)
    (line,) = lines(request.town, [found])
    context = {"service": found, "line": line, "serving": serving(found)}
    return render(request, "menu/service.html", context)


@public
def poster(request: Request, pk: int) -> HttpResponse:
    """To be hung on a wall."""
    found = get_object_or_404(menu(request.town), pk=pk)
    (line,) = lines(request.town, [found])
    url = request.build_absolute_uri(reverse("menu_public:service", args=[pk]))
    return pdf_answer(service_poster(line, url), str(found), inline=True)
