"""Groups of needs for the offices: the list, one group, one need, what was decided."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.base.errors import Impossible, Overtaken
from wenming.engines.likeness import ALONE
from wenming.groups.actions import sorting
from wenming.groups.drawing import COMMON, MOST, Drawn, drawn
from wenming.groups.forms import FilterForm, MergeForm, MoveForm, NameForm
from wenming.groups.models import Sorting
from wenming.groups.permissions import may_sort
from wenming.groups.queries import (
    decisions,
    groups_shown,
    groups_where,
    in_words,
    placed,
    traced,
    whereabouts,
)
from wenming.groups.wording import kind_word, why_together
from wenming.needs.models import Need
from wenming.organisation.access import insiders_only
from wenming.organisation.forms import Refusable
from wenming.organisation.http import Request

__all__ = [
    "alone",
    "decision_list",
    "group",
    "group_list",
    "merging",
    "moving",
    "naming",
    "need_place",
    "undoing",
]

PAGE = 20
MEMBERS = 50


@require_GET
@never_cache
@insiders_only
def group_list(request: Request) -> HttpResponse:
    """The groups of the town's needs, those of most households first."""
    may_sort(request.user, request.town).enforce()
    form = FilterForm(request.GET, town=request.town)
    told = form.cleaned_data if form.is_valid() else {}
    now, unit = drawn(request.town), told.get("unit")
    found = groups_where(now, kind=told.get("kind", ""), unit=unit.pk if unit else None)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "groups": groups_shown(request.user, request.town, page),
        "is_search": any(form.data.get(name) for name in form.fields),
        "common": COMMON,
        "number": len(now.told.needs),
        "by_meaning": now.reading is not None,
        "is_cut": now.is_cut,
        "most": MOST,
        "alone": len(now.grouping.alone),
    }
    return render(request, "groups/group_list.html", context)


@require_GET
@never_cache
@insiders_only
def alone(request: Request) -> HttpResponse:
    """Needs that are in no group."""
    may_sort(request.user, request.town).enforce()
    now = drawn(request.town)
    page = Paginator(now.grouping.alone, MEMBERS).get_page(request.GET.get("page"))
    context = {"page": page, "placed": placed(request.user, request.town, page)}
    return render(request, "groups/alone.html", context)


@require_GET
@never_cache
@insiders_only
def group(request: Request, key: str) -> HttpResponse:
    """One group: its needs, why they are together, and what can be done with it."""
    may_sort(request.user, request.town).enforce()
    now = drawn(request.town)
    if key in now.groups:
        return _page(request, now, key)
    where = traced(request.town, now, key)
    if where is None:
        raise Http404
    messages.info(request, _("这一组已经没有了，里面的需求现在在这里。"))
    return _to(where)


@require_POST
@never_cache
@insiders_only
def moving(request: Request, key: str) -> HttpResponse:
    """The needs that were ticked go elsewhere."""
    may_sort(request.user, request.town).enforce()
    now = drawn(request.town)
    form = MoveForm(request.POST, now=now, group=key)

    def move() -> str:
        made = sorting.move(town=request.town, group=key, **form.told(), by=request.user)
        messages.success(request, _("已经移好。移错了可以在“最近的改动”里取消。"))
        return made.into

    return _decided(request, key, move, moving=form)


@require_POST
@never_cache
@insiders_only
def naming(request: Request, key: str) -> HttpResponse:
    """The group is called otherwise."""
    may_sort(request.user, request.town).enforce()
    form = NameForm(request.POST)

    def name() -> str:
        sorting.name(town=request.town, group=key, **form.cleaned_data, by=request.user)
        messages.success(request, _("已经改名。"))
        return key

    return _decided(request, key, name, naming=form)


@require_POST
@never_cache
@insiders_only
def merging(request: Request, key: str) -> HttpResponse:
    """The group goes into another one."""
    may_sort(request.user, request.town).enforce()
    now = drawn(request.town)
    form = MergeForm(request.POST, now=now, group=key)

    def merge() -> str:
        made = sorting.merge(town=request.town, group=key, **form.cleaned_data, by=request.user)
        messages.success(request, _("已经合并。并错了可以在“最近的改动”里取消。"))
        return made.into

    return _decided(request, key, merge, merging=form)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def need_place(request: Request, pk: int) -> HttpResponse:
    """Where one need belongs: what the engine would say, and the choice."""
    may_sort(request.user, request.town).enforce()
    now = drawn(request.town)
    row = get_object_or_404(Need.objects.of(request.town).select_related("unit__town"), pk=pk)
    key = str(row.pk)
    if key not in now.where:
        raise Http404
    group = request.POST.get("group", now.where[key])
    given = request.POST.copy()
    given["needs"] = key
    form = MoveForm(given if request.method == "POST" else None, now=now, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            made = sorting.move(town=request.town, group=group, **form.told(), by=request.user)
        except (Impossible, Overtaken) as error:
            form.refuse(error)
            now = drawn(request.town)
        else:
            messages.success(request, _("已经移好。移错了可以在“最近的改动”里取消。"))
            return _to(made.into)
    return _need_page(request, now, row, form)


@require_GET
@never_cache
@insiders_only
def decision_list(request: Request) -> HttpResponse:
    """What people decided, the last first; each can be undone."""
    may_sort(request.user, request.town).enforce()
    page = Paginator(decisions(request.town), MEMBERS).get_page(request.GET.get("page"))
    context = {"page": page, "decisions": in_words(drawn(request.town), page)}
    return render(request, "groups/decision_list.html", context)


@require_POST
@insiders_only
def undoing(request: Request, pk: int) -> HttpResponse:
    """It was not meant so."""
    may_sort(request.user, request.town).enforce()
    found = get_object_or_404(Sorting.objects.of(request.town).select_related("town"), pk=pk)
    sorting.undo(sorting=found, by=request.user)
    messages.success(request, _("已经取消这一次改动。"))
    return redirect("groups:decision-list")


def _decided(
    request: Request, key: str, deed: Callable[[], str], **forms: Refusable
) -> HttpResponse:
    """Do it and go where it led; or the group's page with what is wrong, nothing typed lost."""
    ((_name, form),) = forms.items()
    if form.is_valid():
        try:
            return _to(deed())
        except (Impossible, Overtaken) as error:
            form.refuse(error)
    now = drawn(request.town)
    if key in now.groups:
        return _page(request, now, key, **forms)
    # Nothing to show the fault beside: the group itself is gone.
    said = [str(fault) for faults in form.errors.values() for fault in faults]
    messages.warning(request, " ".join(said))
    return _to(traced(request.town, now, key) or ALONE)


def _to(group: str) -> HttpResponse:
    return redirect("groups:group", group) if group != ALONE else redirect("groups:alone")


def _page(request: Request, now: Drawn, key: str, **forms: Refusable) -> HttpResponse:
    found = now.groups[key]
    page = Paginator(found.members, MEMBERS).get_page(request.GET.get("page"))
    called = {"called": found.name if found.named_by_hand else "", "seen": found.name}
    context = {
        "group": found,
        "kind": kind_word(found),
        "why": why_together(found),
        "common": COMMON,
        "page": page,
        "placed": placed(request.user, request.town, page),
        "moving": forms.get("moving") or MoveForm(now=now, group=key),
        "naming": forms.get("naming") or NameForm(initial=called),
        "merging": forms.get("merging") or MergeForm(now=now, group=key),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "groups/group.html", context, status=status)


def _need_page(request: Request, now: Drawn, row: Need, form: MoveForm) -> HttpResponse:
    key = str(row.pk)
    where = now.where.get(key, ALONE)
    every = now.members(where) if where else now.grouping.alone
    member = next(one for one in every if one.need == key)
    seems = now.suggestion(key)
    (shown,) = placed(request.user, request.town, [member])
    likely = [seems.group, *(group for group, _likeness in seems.others)]
    context = {
        "shown": shown,
        "where": where,
        "where_called": whereabouts(now, where),
        "likely": [now.groups[one] for one in likely if one in now.groups and one != where],
        "form": form,
    }
    return render(request, "groups/need_place.html", context, status=422 if form.errors else 200)
