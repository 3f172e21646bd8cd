"""What is done with a partner group beside entering, correcting and withdrawing it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.menu.actions import partners
from wenming.menu.forms import ContactForm
from wenming.menu.models import Partner
from wenming.menu.permissions import may_look_at_contact, may_name_contact
from wenming.menu.queries import kept, lines
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request, sent
from wenming.volunteers.registration import LookForm

__all__ = ["contact", "contact_looking", "services_of"]


def services_of(partner: Partner, _user: User) -> Mapping[str, object]:
    """What the group offers, for its page; how its contact answers."""
    return {"lines": lines(partner.town, kept(partner.town).filter(partner=partner)[:50])}


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def contact(request: Request, pk: int) -> HttpResponse:
    """How to reach who answers for the group; somebody else answers for it from now on."""
    found = _find(request, pk)
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
    return _page(request, found, form=form)


@require_POST
@never_cache
@insiders_only
def contact_looking(request: Request, pk: int) -> HttpResponse:
    """The number in full, once, for a reason that the contact can read."""
    found, looking = _find(request, pk), LookForm(request.POST)
    may_look_at_contact(request.user, found).enforce()
    if not looking.is_valid():
        return _page(request, found, looking=looking)
    why = looking.cleaned_data["why"]
    return _page(request, found, phone=partners.look(partner=found, why=why, by=request.user))


def _find(request: Request, pk: int) -> Partner:
    seen = Partner.objects.of(request.town).select_related("unit__town", "contact")
    return get_object_or_404(seen, pk=pk)


def _page(
    request: Request,
    partner: Partner,
    *,
    form: ContactForm | None = None,
    looking: LookForm | None = None,
    phone: str = "",
) -> HttpResponse:
    context = {
        "partner": partner,
        "form": form or ContactForm(),
        "looking": looking or LookForm(),
        "may_look": may_look_at_contact(request.user, partner),
        "phone": phone,
    }
    status = 422 if any(one and one.errors for one in (form, looking)) else 200
    return render(request, "menu/partner_contact.html", context, status=status)
