"""The questions of sign-in: one a page where it can be."""

# allauth has no type marker, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

import time

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from wenming.accounts import lockout
from wenming.accounts.fields import CodeField
from wenming.accounts.models import User

__all__ = [
    "CodeForm",
    "NameForm",
    "PasskeyForm",
    "PasskeyNameForm",
    "PasswordForm",
    "PhoneForm",
]

# How long a code that came by message stands for the old password.
FRESH = 15 * 60

CODE = _("六位验证码")
ONE_TIME_PASSWORD = _("动态口令")
PASSWORD_HINT = _("至少 8 位，不能全是数字，也不要用太常见的密码。")


def _secret(
    label: StrOrPromise, autocomplete: str, *, required: bool = True, hint: StrOrPromise = ""
) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, strip=False, widget=widget, required=required, help_text=hint
    )


# Signing in ------------------------------------------------------------------------------------


class PhoneForm(account.LoginForm):
    """The number; a code follows. Whether anybody has the number is not told."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password"]

    def clean(self) -> dict[str, object]:
        phone = self.cleaned_data.get("login", "")
        if phone:
            lockout.code_asked(self.request, phone)
            self.user = get_adapter().get_user_by_phone(phone)
        return dict(self.cleaned_data)


class PasswordForm(account.LoginForm):
    """Number and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = _secret(_("密码"), "current-password")


class CodeForm(account.ConfirmLoginCodeForm):
    """The code that came."""

    code = CodeField(label=CODE)


class VerifyPhoneForm(account.VerifyPhoneForm):
    """The code that came to a number not yet shown to be one's own."""

    code = CodeField(label=CODE)


class ReauthenticateForm(account.ReauthenticateForm):
    """The password again, before something that matters."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _secret(_("密码"), "current-password")


# Signing up --------------------------------------------------------------------------------------


class SignUpForm(account.SignupForm):
    """Number and name; a password only for who wants one."""

    name = forms.CharField(
        label=_("姓名"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["phone", "name", "password1"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"] = _secret(
            _("密码"), "new-password", required=False, hint=PASSWORD_HINT
        )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(_("请填写姓名。"))
        return name


# Passwords ---------------------------------------------------------------------------------------


class SetPasswordForm(account.SetPasswordForm):
    """A first password, typed once: the page can show it."""

    password2 = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _as_new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """Another password. Who has just come in by code has forgotten the old one."""

    password2 = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _as_new_password(self)
        if _came_by_code(self.user):
            del self.fields["oldpassword"]
        else:
            self.fields["oldpassword"] = _secret(_("原来的密码"), "current-password")


def _as_new_password(form: forms.Form) -> None:
    field = form.fields["password1"]
    field.label, field.help_text = _("新密码"), PASSWORD_HINT
    field.widget.attrs.pop("placeholder", None)


def _came_by_code(user: User) -> bool:
    records = get_authentication_records(context.request, user)
    return any(r["method"] == "code" and time.time() - r["at"] < FRESH for r in records)


# Passkeys and the second factor --------------------------------------------------------------------


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A passkey is always one that can sign in by itself."""

    passwordless = None
    name = forms.CharField(
        label=_("给它起个名字"),
        max_length=50,
        help_text=_("例如“我的手机”，以后好认。"),
        required=False,
    )

    def clean(self) -> dict[str, object]:
        self.cleaned_data["passwordless"] = True
        return dict(super().clean())


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("名字"), max_length=50)


class SecondFactorForm(mfa.AuthenticateForm):
    """The one-time password, or one of the spare codes."""

    code = CodeField(label=ONE_TIME_PASSWORD)


class SecondFactorAgainForm(mfa.ReauthenticateForm):
    """The same, before something that matters."""

    code = CodeField(label=ONE_TIME_PASSWORD)


class ActivateSecondFactorForm(totp.ActivateTOTPForm):
    """The first one-time password, which shows that the app has the key."""

    code = CodeField(label=ONE_TIME_PASSWORD)


# One's own data ----------------------------------------------------------------------------------


class NameForm(forms.Form):
    """One's name, put right."""

    name = forms.CharField(
        label=_("姓名"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
