"""allauth's views where ours differ; they stay classes because allauth's are."""

# allauth has no type marker, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from wenming.accounts import demo
from wenming.accounts.forms import PasskeyForm, PasswordForm, PhoneForm

__all__ = [
    "add_passkey",
    "by_password",
    "confirm_login_code",
    "sign_in",
    "verify_phone",
]


class SignIn(account.LoginView):
    """The number first; then a code, unless one asks for the password page."""

    form_class = PhoneForm

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        return {**context, "demo_roles": demo.offered(self.request)}


class ByPassword(account.LoginView):
    """Number and password; the number may have been typed a page before."""

    form_class = PasswordForm
    template_name = "account/login_password.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = super().post if "password" in request.POST else super().get
        response: HttpResponse = answer(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, object]:
        kwargs: dict[str, object] = super().get_form_kwargs()
        if "password" not in self.request.POST:
            kwargs = {key: kwargs[key] for key in kwargs.keys() - {"data", "files"}}
            kwargs["initial"] = {"login": self.request.POST.get("login", "")}
        return kwargs


class AddPasskey(webauthn.AddWebAuthnView):
    """A passkey that signs in by itself. It is not a second factor, so it needs no spare codes."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return {**context, "js_data": {"creation_options": options}}

    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        self.did_generate_recovery_codes = False
        flows.signup_authenticator(
            self.request,
            user=self.request.user,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
        )
        response: HttpResponse = super(webauthn.AddWebAuthnView, self).form_valid(form)
        return response


sign_in = SignIn.as_view()
by_password = ByPassword.as_view()
add_passkey = AddPasskey.as_view()


@login_not_required
def confirm_login_code(request: HttpRequest) -> HttpResponseBase:
    """The code that came; if its time is over, say so."""
    return _or_too_late(request, account.confirm_login_code(request))


@login_not_required
def verify_phone(request: HttpRequest) -> HttpResponseBase:
    """The code that shows a number to be one's own; if its time is over, say so."""
    return _or_too_late(request, account.verify_phone(request))


def _or_too_late(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """allauth goes back to the first page without a word when a code is too old."""
    back = response.get("Location", "") == reverse("account_login")
    if back and not len(messages.get_messages(request)):
        messages.warning(request, _("验证码已经过期，请重新获取。"))
    return response
