"""Ask for help on one page without an account, and follow it by its number (task 1; 5.3-a)."""

from __future__ import annotations

import hmac

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wenming.accounts import lockout, phones
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.base.errors import Impossible
from wenming.base.models import Entry
from wenming.menu.models import Service
from wenming.needs import numbers
from wenming.needs.actions import answering, asking, following
from wenming.needs.forms import AskForm, FollowForm, RatingForm, RemarkForm
from wenming.needs.models import ContactCard, Dispatch, Need
from wenming.needs.ordering import found as found_service
from wenming.needs.ordering import in_words, orderable
from wenming.needs.queries import numbered, times_of
from wenming.organisation.access import in_a_town
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Unit

__all__ = [
    "ask",
    "card",
    "follow",
    "need",
    "not_done",
    "ordered",
    "rating",
    "remark",
    "withdrawal",
]


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def ask(request: Request) -> HttpResponse:
    """The one page: what, where, who, how to call back; or what is ordered from the menu."""
    service, ordering = ordered(request)
    form = AskForm(
        sent(request),
        town=request.town,
        service=service if ordering else None,
        initial=_given(request),
    )
    if request.method == "POST" and not ordering:
        form.add_error(None, f"{ordering.reason} {_('再提交一次，就作为一般的求助登记。')}")
    if request.method == "POST" and form.is_valid():
        lockout.counted(request, "need_asked", phones.blind(form.cleaned_data["phone"]))
        asker = request.user if request.user.is_authenticated else None
        try:
            made = asking.ask(
                asked=form.asked(),
                channel=form.cleaned_data["channel"] or "online",
                ticket=form.cleaned_data["ticket"],
                asker=asker,
                by=None,
            )
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("收到了。请记下编号，凭它可以查到办理情况。"))
            return redirect(made.link)
    status = 422 if form.errors else 200
    context = {"form": form, "service": service, "ordering": ordering}
    return render(request, "needs/ask.html", context, status=status)


def ordered(request: Request) -> tuple[Service | None, Decision]:
    """The service that the address or the form names, and whether it can be ordered today."""
    named = request.POST if request.method == "POST" else request.GET
    number = named.get("service", "")
    service = found_service(request.town, number)
    if service is not None:
        return service, orderable(service)
    return None, denied(_("这项服务不在菜单上。")) if number else ALLOWED


@login_not_required
@require_http_methods(["GET"])
@never_cache
@in_a_town
def card(request: Request, code: str) -> HttpResponse:
    """A printed card leads to the form with its place filled in; a withdrawn one tells no place."""
    rows = ContactCard.objects.filter(town=request.town, code=code.upper()).select_related("unit")
    found = rows.first()
    if found is None:
        lockout.counted(request, "need_followed", code.upper())
        raise Http404
    told = {"unit": found.unit.code}
    if found.withdrawn_at is None:
        told |= {"place": found.place, "card": "1"}
    else:
        messages.warning(request, _("这张联系卡已经停用。您照样可以求助，请把地点写清楚。"))
    return redirect(f"{reverse('needs_public:ask')}?{urlencode(told)}")


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def follow(request: Request) -> HttpResponse:
    """By the number and the last four figures of the telephone."""
    form = FollowForm(sent(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        lockout.counted(request, "need_followed", told["number"].upper())
        try:
            found = numbered(request.town, told["number"])
        except Impossible as error:
            form.refuse(error)
        else:
            if found is not None and found.phone and found.phone[-4:] == told["last"]:
                return redirect(found.link)
            form.add_error(None, _("没有这个编号，或者电话的末四位不对。"))
    status = 422 if form.errors else 200
    return render(request, "needs/follow.html", {"form": form}, status=status)


@login_not_required
@require_http_methods(["GET"])
@never_cache
@in_a_town
def need(request: Request, number: str, key: str) -> HttpResponse:
    """How it stands, for whoever has the link."""
    return _page(request, _find(request, number, key))


@login_not_required
@require_POST
@in_a_town
def remark(request: Request, number: str, key: str) -> HttpResponse:
    """Words added."""
    found, form = _find(request, number, key), RemarkForm(request.POST)
    lockout.counted(request, "need_followed", number)
    if not form.is_valid():
        return _page(request, found, form=form)
    answering.remark(need=found, words=form.cleaned_data["words"], by=None)
    messages.success(request, _("已经补充。"))
    return redirect(found.link)


@login_not_required
@require_POST
@in_a_town
def withdrawal(request: Request, number: str, key: str) -> HttpResponse:
    """It is no longer needed."""
    found = _find(request, number, key)
    following.withdraw(need=found)
    messages.success(request, _("已经撤回，不会再有人上门。"))
    return redirect(found.link)


@login_not_required
@require_POST
@in_a_town
def not_done(request: Request, number: str, key: str) -> HttpResponse:
    """It was not done."""
    found = _find(request, number, key)
    following.not_done(need=found)
    messages.success(request, _("知道了，会重新安排。"))
    return redirect(found.link)


@login_not_required
@require_POST
@in_a_town
def rating(request: Request, number: str, key: str) -> HttpResponse:
    """How it was."""
    found, form = _find(request, number, key), RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, rating=form)
    following.rate(need=found, **form.cleaned_data)
    said = _("谢谢您的评价。")
    if found.stage == Need.Stage.VERIFIED:
        said = _("谢谢您说实话。会重新安排。")
    messages.success(request, said)
    return redirect(found.link)


def _find(request: Request, number: str, key: str) -> Need:
    found = numbered(request.town, number) if _is_key(number, key) else None
    if found is None:
        raise Http404
    return found


def _is_key(number: str, key: str) -> bool:
    return hmac.compare_digest(numbers.key(number).encode(), key.encode())


def _given(request: Request) -> dict[str, object]:
    """What a printed card fills in."""
    code, place = request.GET.get("unit", ""), request.GET.get("place", "")[:200]
    unit = Unit.objects.filter(town=request.town, code=code).first() if code else None
    channel = "card" if "card" in request.GET else "online"
    given: dict[str, object] = {"channel": channel, "place": place}
    return given | ({"unit": unit.pk} if unit else {})


def _page(
    request: Request,
    found: Need,
    form: RemarkForm | None = None,
    rating: RatingForm | None = None,
) -> HttpResponse:
    # Once it is open again, who came before does not come.
    going = found.dispatches.filter(stage=Dispatch.Stage.ACCEPTED)
    related = ("team", "partner", "volunteer__user")
    is_served = found.stage in (Need.Stage.SERVED, Need.Stage.CLOSED)
    context = {
        "need": found,
        "key": numbers.key(found.number),
        "remarks": list(found.remarks.all()),
        "going": going.select_related(*related).first(),
        "served": found.services.select_related(*(f"dispatch__{one}" for one in related)).first()
        if is_served
        else None,
        "times": times_of(found),
        "looked": Entry.objects.of(found).filter(verb="need.looked-at").count(),
        "form": form or RemarkForm(),
        "rating": rating or RatingForm(),
        "service_when": in_words(found.service, found.service_on)
        if found.service and found.service_on
        else "",
    }
    status = 422 if (form and form.errors) or (rating and rating.errors) else 200
    return render(request, "needs/public_need.html", context, status=status)
