"""Posts: who holds which, and how they pass on (2.1-b)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.organisation.access import insiders_only
from wenming.organisation.actions import posts
from wenming.organisation.forms import EndForm, PostForm, SuccessionForm
from wenming.organisation.http import Request, sent
from wenming.organisation.models import Post, Unit
from wenming.organisation.permissions import may_govern
from wenming.organisation.queries import people_of, posts_by_unit, ranked

__all__ = ["post_add", "post_end", "post_list", "post_succession", "unit_posts"]


@require_GET
@insiders_only
def post_list(request: Request) -> HttpResponse:
    """Every unit with who holds what in it today; where nobody leads, it says so."""
    units = posts_by_unit(request.town)
    context = {
        "units": units,
        "headless": sum(unit.has_no_head for unit in units),
        "governing": may_govern(request.user, request.town),
    }
    return render(request, "organisation/post_list.html", context)


@require_GET
@insiders_only
def unit_posts(request: Request, code: str) -> HttpResponse:
    """The people of one unit, now and before."""
    unit = _unit(request, code)
    terms = list(unit.posts.select_related("holder").order_by("-from_on", "-pk"))
    today = clock.today()
    context = {
        "unit": unit,
        "current": ranked(t for t in terms if t.until_on is None or t.until_on >= today),
        "former": [t for t in terms if t.until_on and t.until_on < today],
        "governing": may_govern(request.user, request.town),
    }
    return render(request, "organisation/unit_posts.html", context)


@require_http_methods(["GET", "POST"])
@insiders_only
def post_add(request: Request, code: str) -> HttpResponse:
    """Somebody begins a term."""
    unit = _unit(request, code)
    may_govern(request.user, request.town).enforce()
    form = PostForm(sent(request), initial={"role": request.GET.get("role", "")})
    if request.method == "POST" and form.is_valid():
        try:
            posts.appoint(unit=unit, by=request.user, **form.entered())
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("任职已经登记。"))
            return redirect("organisation:unit-posts", unit.code)
    return _form_page(request, _("登记任职"), unit, form)


@require_http_methods(["GET", "POST"])
@insiders_only
def post_succession(request: Request, pk: int) -> HttpResponse:
    """Somebody follows in a post, without a gap."""
    post = _post(request, pk)
    may_govern(request.user, request.town).enforce()
    form = SuccessionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            posts.succeed(post=post, by=request.user, **form.entered())
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("接任已经登记，前任的任期到前一天为止。"))
            return redirect("organisation:unit-posts", post.unit.code)
    return _form_page(request, _("登记接任"), post.unit, form, post)


@require_http_methods(["GET", "POST"])
@insiders_only
def post_end(request: Request, pk: int) -> HttpResponse:
    """A term ends, and nobody follows yet."""
    post = _post(request, pk)
    may_govern(request.user, request.town).enforce()
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            posts.end(post=post, by=request.user, **form.cleaned_data)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("离任已经登记。"))
            return redirect("organisation:unit-posts", post.unit.code)
    return _form_page(request, _("登记离任"), post.unit, form, post)


def _unit(request: Request, code: str) -> Unit:
    return get_object_or_404(Unit, town=request.town, code=code)


def _post(request: Request, pk: int) -> Post:
    seen = Post.objects.select_related("unit__town", "holder")
    return get_object_or_404(seen, unit__town=request.town, pk=pk)


def _form_page(
    request: Request,
    title: str,
    unit: Unit,
    form: PostForm | SuccessionForm | EndForm,
    post: Post | None = None,
) -> HttpResponse:
    if "holder" in form.fields:
        form.offer_names("holder", people_of(unit))
    context = {"title": title, "unit": unit, "form": form, "post": post}
    status = 422 if form.errors else 200
    return render(request, "organisation/post_form.html", context, status=status)
