"""A training's certificate: for its holder to keep, for everybody to check."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wenming.base.papers import pdf_answer
from wenming.learning.actions import results
from wenming.learning.models import Result
from wenming.learning.papers import certificate
from wenming.learning.queries.trainings import minutes_learnt
from wenming.organisation.access import in_a_town, public
from wenming.organisation.http import Request

__all__ = ["certificate_check", "own_certificate", "proposal_of_skills"]


@require_GET
@never_cache
@in_a_town
def own_certificate(request: Request, pk: int) -> HttpResponse:
    """My certificate of this training, as a paper; free, as often as I like."""
    seen = Result.objects.of(request.town).passed().filter(user=request.user.pk)
    related = ("course__activity__unit", "course__activity__town", "user")
    found = get_object_or_404(seen.select_related(*related), course__activity=pk)
    check = reverse("hours:check", args=[found.number])
    minutes = minutes_learnt(found)
    paper = certificate(found, minutes, request.build_absolute_uri(check))
    return pdf_answer(paper, _("培训结业证书"))


@require_POST
@in_a_town
def proposal_of_skills(request: Request, pk: int) -> HttpResponse:
    """Register what I qualified for; a worker checks it."""
    seen = Result.objects.of(request.town).passed().filter(user=request.user.pk)
    found = get_object_or_404(seen.select_related("course__activity__town"), course__activity=pk)
    if results.propose(result=found, by=request.user):
        messages.success(request, _("已经登记，等工作人员核对。"))
    else:
        messages.info(request, _("这项资格您已经登记过了。"))
    return redirect("learning_own:test", pk)


@public
def certificate_check(_request: Request, number: str) -> HttpResponse:
    """Where the code on older certificates leads: all are checked on one page."""
    return redirect("hours:check", number, permanent=True)
