"""Where our sign-in differs from allauth's: a number is the name, and users are ours to write."""

# allauth has no type marker, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.accounts import lockout, secrecy
from wenming.accounts.actions import messages, users
from wenming.accounts.fields import PhoneField
from wenming.accounts.models import User

__all__ = ["AccountAdapter", "SecondFactorAdapter"]

STAGES = {
    "allauth.mfa.stages.AuthenticateStage": "wenming.accounts.stages.SecondFactorStage",
}


class AccountAdapter(DefaultAccountAdapter):
    """Numbers, messages, lock-out and where one arrives."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("这个账号已经停用。"),
        "enter_current_password": gettext_lazy("原来的密码不对。"),
        "incorrect_code": gettext_lazy("验证码不对，请看看短信再填。"),
        "incorrect_password": gettext_lazy("密码不对。"),
        "phone_password_mismatch": gettext_lazy("手机号码或密码不对。忘了密码可以用验证码登录。"),
        "phone_taken": gettext_lazy("这个手机号码已经有人使用。"),
        "rate_limited": gettext_lazy("操作太快了，请等半分钟再试。"),
        "same_as_current": gettext_lazy("这就是您现在的号码。"),
        "too_many_login_attempts": gettext_lazy("输错的次数太多，请过几分钟重新开始。"),
    }

    # Who has which number ---------------------------------------------------------------------

    def phone_form_field(self, *, required: bool = True, label: object = None) -> PhoneField:
        return PhoneField(required=required, label=gettext_lazy("手机号码"))

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.with_phone(phone).first()

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        users.set_phone(user=user, phone=phone, verified=verified, by=user)

    def set_phone_verified(self, user: User, phone: str) -> None:
        records = get_authentication_records(self.request, user)
        by_code = bool(records) and records[-1]["method"] == "code"
        users.verify_phone(user=user, phone=phone, forget_password=by_code, by=user)

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        data = form.cleaned_data
        return users.sign_up(
            name=data["name"], phone=data["phone"], password=data.get("password1", "")
        )

    # What reaches the phone -------------------------------------------------------------------

    def send_verification_code_sms(
        self, user: User, phone: str, code: str, **kwargs: object
    ) -> None:
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        words = _("【文明实践】验证码 %(code)s，%(minutes)s 分钟内有效。不要告诉别人。")
        messages.send(phone=phone, text=words % {"code": code, "minutes": minutes})

    def send_unknown_account_sms(self, phone: str, **kwargs: object) -> None:
        words = _(
            "【文明实践】有人用这个号码登录，但它还没有注册。是您本人请先注册，不是就不用理会。"
        )
        messages.send(phone=phone, text=words)

    def send_account_already_exists_sms(self, phone: str) -> None:
        words = _("【文明实践】这个号码已经注册过，直接登录就可以。不是您本人操作就不用理会。")
        messages.send(phone=phone, text=words)

    # How often, and where to --------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Counted in `authenticate`, by number and address."""

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        taken = lockout.password_tried(request, credentials.get("phone", ""))
        user: User | None = super().authenticate(request, **credentials)
        if user:
            lockout.give_back(taken)
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        landing = cast("Callable[[HttpRequest], str]", import_string(settings.SIGN_IN_LANDING))
        return landing(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return get_script_prefix()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return f"{get_script_prefix()}account/2fa/"

    def get_login_stages(self) -> list[str]:
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names in our words; keys encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("动态口令不对，请看看手机上的新口令再填。"),
    }

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def encrypt(self, text: str) -> str:
        return secrecy.closed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrecy.opened(encrypted_text)

    def generate_authenticator_name(self, user: User, type: str) -> str:
        return _("这台设备")
