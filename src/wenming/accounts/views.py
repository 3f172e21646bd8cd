"""One's own pages: what is held about me, and what I can do about it."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.accounts import demo, personal
from wenming.accounts.actions import mine, notices
from wenming.accounts.copy_paper import paper
from wenming.accounts.forms import NameForm
from wenming.accounts.http import Request
from wenming.accounts.models import Notice
from wenming.accounts.permissions import may_erase
from wenming.base.papers import pdf_answer

__all__ = [
    "data",
    "data_paper",
    "demo_sign_in",
    "erasure",
    "mine_page",
    "name",
    "notice_list",
    "sign_out_everywhere",
]

LOOKS = 10
NOTICES = 30


@require_GET
@never_cache
def mine_page(request: Request) -> HttpResponse:
    """Who I am here, and the ways on from there."""
    looks = personal.looks(request.user)[:LOOKS]
    return render(request, "accounts/mine.html", {"person": request.user, "looks": looks})


@require_GET
@never_cache
def notice_list(request: Request) -> HttpResponse:
    """What I was told, the last first; once looked at it is no longer new."""
    page = Paginator(Notice.objects.of(request.user), NOTICES).get_page(request.GET.get("page"))
    context = {"page": page, "told": list(page)}
    notices.read(user=request.user)
    return render(request, "accounts/notices.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def name(request: Request) -> HttpResponse:
    """Put my name right."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if not form.is_valid():
        return render(request, "accounts/name.html", {"form": form})
    mine.correct_name(user=request.user, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("姓名已经更正。"))
    return redirect("accounts:mine")


@require_http_methods(["GET", "POST"])
@never_cache
def data(request: Request) -> HttpResponse:
    """What is held about me; POST takes a copy away."""
    if request.method == "GET":
        return render(request, "accounts/data.html", {"holdings": personal.holdings()})
    copy = mine.take_away(user=request.user, by=request.user)
    response = JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="wenming-{request.user.number}.json"'
    return response


@require_POST
@never_cache
def data_paper(request: Request) -> HttpResponse:
    """The same copy as a paper to read."""
    copy = mine.take_away(user=request.user, by=request.user)
    return pdf_answer(paper(request.user, copy), f"wenming-{request.user.number}")


@require_http_methods(["GET", "POST"])
@never_cache
def erasure(request: Request) -> HttpResponse:
    """Have my account erased, after being told what that means."""
    if request.method == "GET":
        return render(
            request, "accounts/erasure.html", {"may": may_erase(request.user, request.user)}
        )
    mine.erase(user=request.user, by=request.user)
    logout(request)
    messages.success(request, _("您的账号已经注销，姓名和手机号码已经删除。"))
    return redirect(get_script_prefix())


@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """All my devices, this one too."""
    mine.sign_out_everywhere(user=request.user, by=request.user)
    logout(request)
    messages.success(request, _("所有设备都已经退出登录。"))
    return redirect("account_login")


@login_not_required
@require_POST
def demo_sign_in(request: Request) -> HttpResponse:
    """Become one of the people of a made-up town; in a real town there is no such page."""
    player = demo.player(request, request.POST.get("role", ""))
    if player is None:
        raise Http404
    adapter = get_adapter()
    adapter.login(request, player)
    answer: HttpResponse = adapter.post_login(
        request,
        player,
        email_verification="none",
        signal_kwargs={"means": "demo"},
        email=None,
        signup=False,
        redirect_url=None,
    )
    return answer
