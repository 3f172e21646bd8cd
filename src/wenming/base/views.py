"""The switch between the editions, and the answers of last resort."""

from __future__ import annotations

import json
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from wenming.base.middleware import EDITIONS, problem

__all__ = ["edition", "forbidden", "health", "not_found", "offline", "worker"]

# What every page needs, hashed where the settings say so: a new style is a new worker.
ASSETS = (
    "wenming/wenming.css",
    "wenming/wenming.js",
    "wenming/offline.js",
    "wenming/icon.svg",
    "django_htmx/htmx-2.min.js",
)
A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def edition(request: HttpRequest) -> HttpResponse:
    """Set the edition for this browser and go back to where one was."""
    wanted = request.POST.get("edition", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if wanted in EDITIONS:
        response.set_cookie("edition", wanted, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """For a supervisor: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser's worker shows where there is no network."""
    return render(request, "base/offline.html")


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The browser's worker for this town's addresses, with what it keeps for every page."""
    assets = json.dumps([static(name) for name in ASSETS])
    told = {
        "assets": assets,
        "static": settings.STATIC_URL,
        "nothing": reverse("base:offline"),
        "version": sha256(assets.encode()).hexdigest()[:12],
    }
    script = "text/javascript"
    response = render(request, "base/worker.js", told, content_type=script)
    response["Cache-Control"] = "no-cache"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, whether it does not exist or is not yours to see."""
    return problem(request, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason if there is one."""
    return problem(request, 403, str(exception))
