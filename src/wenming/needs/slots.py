"""What this package shows in pages of packages below: my page, the desk."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.base.together import Answers, question
from wenming.menu.models import Service
from wenming.needs.models import Dispatch
from wenming.needs.ordering import figures, in_words, next_free, orderable, stranded
from wenming.needs.queries import DISPATCHED, about_me, at_the_desk, tally
from wenming.organisation.http import Request
from wenming.organisation.permissions import is_insider, is_office

__all__ = ["desk", "my", "service", "service_record"]


def my(request: HttpRequest, subject: object) -> Asking:
    """What I am asked to do, and what I asked for."""
    town, user = cast("Request", request).town, cast("User", subject)
    if town is None:
        return None
    found = yield Prepared(about_me, user, town)
    context = {
        "asked_of": _named(found),
        "asked_by": sorted(found["asked_by"], key=lambda one: (one.asked_at, one.pk), reverse=True),
    }
    return Fill("needs/parts/my.html", context) if any(context.values()) else None


def desk(request: HttpRequest, subject: object) -> Asking:
    """How many wait for an answer, how many too long, how many for somebody to go; what I am asked.

    For the offices also what they answer for groups, and who accepted and is not there any more.
    """
    town, user = cast("Request", request).town, cast("User", subject)
    asked = dict(at_the_desk(user, town))
    if is_office(user, town):
        asked["stranded"] = question(stranded(town), *DISPATCHED, "moved_at")
    found = yield asked
    counted = tally(found)
    told = {
        "tally": counted,
        "mine": _named(found),
        "spoken_for": sorted(found.get("spoken_for", ()), key=lambda one: (one.answer_by, one.pk)),
        "stranded": sorted(found.get("stranded", ()), key=lambda one: (one.moved_at, one.pk)),
    }
    waits = counted.any or told["mine"] or told["spoken_for"] or told["stranded"]
    return Fill("needs/parts/desk.html", told) if waits else None


def service(request: HttpRequest, subject: object) -> Fill | None:
    """The button that orders, for when, and how often it was ordered."""
    shown = cast("Service", subject)
    free = next_free(shown)
    context = {
        "service": shown,
        "ordering": orderable(shown),
        "when": in_words(shown, free.on) if free else "",
        "figures": figures([shown]).get(shown.pk),
        "unit": request.GET.get("unit", ""),
        "entering": _is_insider(cast("Request", request)),
    }
    return Fill("needs/parts/service.html", context)


def service_record(_request: HttpRequest, subject: object) -> Fill | None:
    """For who offers it: how often it was ordered, and what is under way whatever its stage."""
    shown = cast("Service", subject)
    told = figures([shown]).get(shown.pk)
    context = {"service": shown, "figures": told}
    return Fill("needs/parts/service_record.html", context) if told else None


def _named(found: Answers) -> list[tuple[Dispatch, str]]:
    """Each with what it is about: what was ordered, or of which kind it is."""
    kinds = {term.code: str(term) for term in found["kinds"]}
    asked = sorted(found["asked_of"], key=lambda one: (one.answer_by, one.pk))
    return [
        (one, str(one.need.service or kinds.get(one.need.kind, "")) or _("其他")) for one in asked
    ]


def _is_insider(request: Request) -> bool:
    return request.user.is_authenticated and is_insider(request.user, request.town)
