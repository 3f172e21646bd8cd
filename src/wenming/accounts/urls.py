"""Addresses of sign-in and of what is held about oneself.

The pages of allauth are listed one by one, under its own names: what is not offered here (mail,
password reset by mail) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as devices
from django.conf import settings
from django.urls import URLPattern, include, path

from wenming.accounts import doors, views

signing = [
    path("login/", doors.sign_in, name="account_login"),
    path("login/code/confirm/", doors.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("phone/verify/", doors.verify_phone, name="account_verify_phone"),
    path("phone/change/", account.change_phone, name="account_change_phone"),
    path("sessions/", devices.list_usersessions, name="usersessions_list"),
]

means = [
    path("", mfa.index, name="mfa_index"),
    path("authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
]

passkeys = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("add/", doors.add_passkey, name="mfa_add_webauthn"),
    path("login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(
        "reauthenticate/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("keys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

second_factor: list[URLPattern] = [
    path("totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", spare.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        spare.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        spare.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

own = [
    path("account/login/password/", doors.by_password, name="password"),
    path("account/demo/", views.demo_sign_in, name="demo"),
    path("my/", views.mine_page, name="mine"),
    path("my/notices/", views.notice_list, name="notice-list"),
    path("my/name/", views.name, name="name"),
    path("my/data/", views.data, name="data"),
    path("my/data/paper/", views.data_paper, name="data-paper"),
    path("my/erasure/", views.erasure, name="erasure"),
    path("my/signing-out/", views.sign_out_everywhere, name="sign-out-everywhere"),
]

urlpatterns = [
    path("account/", include(signing)),
    path("account/2fa/", include(means)),
    path("account/2fa/webauthn/", include(passkeys)),
    path("account/2fa/", include(second_factor if settings.SECOND_FACTOR else [])),
    path("", include((own, "accounts"))),
]
