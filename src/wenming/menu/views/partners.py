"""What is done with a partner group beside entering, correcting and withdrawing it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.menu.actions import partners
from wenming.menu.forms import ContactForm
from wenming.menu.models import Partner
from wenming.menu.permissions import may_name_contact
from wenming.menu.queries import kept, lines
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent

__all__ = ["contact", "services_of"]


def services_of(partner: Partner, _user: User) -> Mapping[str, object]:
    """What the group offers, for its page; how its contact answers."""
    return {"lines": lines(partner.town, kept(partner.town).filter(partner=partner)[:50])}


@require_http_methods(["GET", "POST"])
@insiders_only
def contact(request: Request, pk: int) -> HttpResponse:
    """Somebody else answers for the group."""
    seen = Partner.objects.of(request.town).select_related("unit__town", "contact")
    found = get_object_or_404(seen, pk=pk)
    may_name_contact(request.user, found).enforce()
    form = ContactForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            partners.name_contact(partner=found, contact=form.entered(), by=request.user)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("联系人已经更换。"))
            return redirect(found)
    status = 422 if form.errors else 200
    context = {"partner": found, "form": form}
    return render(request, "menu/partner_contact.html", context, status=status)
