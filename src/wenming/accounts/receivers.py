"""What allauth and Django tell us, written into the journal.

The one file of signal receivers: signing in is not our code, so no action of ours can write its
entry. Nothing else in the project listens to signals.
"""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from wenming.accounts import lockout
from wenming.accounts.actions import signing
from wenming.accounts.models import User

__all__: list[str] = []

NAMES = {
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.TOTP: "second-factor",
    Authenticator.Type.RECOVERY_CODES: "spare-codes",
}


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **more: object) -> None:
    records = get_authentication_records(request, user)
    means = str(more.get("means") or (records[-1]["method"] if records else "sign-up"))
    signing.signed_in(means=means, address=lockout.address(request), by=user)


@receiver(auth.user_logged_out)
def signed_out(user: User | None, **more: object) -> None:
    if user is not None:
        signing.signed_out(by=user)


@receiver(auth.user_login_failed)
def password_wrong(
    credentials: Mapping[str, str], request: HttpRequest | None = None, **more: object
) -> None:
    phone = credentials.get("phone", "")
    signing.failed(
        user=User.objects.with_phone(phone).first() if phone else None,
        means="password",
        address=lockout.address(request) if request else "",
        phone=phone,
    )


@receiver(account.login_code_rejected)
def code_wrong(request: HttpRequest, user: User, **more: object) -> None:
    signing.failed(user=user, means="code", address=lockout.address(request))


@receiver(mfa.authentication_failed)
def second_factor_wrong(request: HttpRequest, user: User, **more: object) -> None:
    signing.failed(user=user, means="second-factor", address=lockout.address(request))


@receiver(account.password_set)
@receiver(account.password_changed)
def password_changed(user: User, **more: object) -> None:
    signing.means_changed(verb="password-changed", user=user, by=user)


@receiver(mfa.authenticator_added)
@receiver(mfa.authenticator_reset)
def means_added(user: User, authenticator: Authenticator, **more: object) -> None:
    _means_changed(user, authenticator, "added")


@receiver(mfa.authenticator_removed)
def means_removed(user: User, authenticator: Authenticator, **more: object) -> None:
    _means_changed(user, authenticator, "removed")


def _means_changed(user: User, authenticator: Authenticator, what: str) -> None:
    verb = f"{NAMES[authenticator.type]}-{what}"
    signing.means_changed(verb=verb, user=user, by=user, means=str(authenticator))
