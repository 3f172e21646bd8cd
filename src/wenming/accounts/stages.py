"""When a second step is asked for at sign-in."""

# allauth has no type marker, so its classes are Any here.
# mypy: disallow-subclassing-any=False

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

__all__ = ["SecondFactorStage"]


class SecondFactorStage(AuthenticateStage):
    """Only from those who chose the one-time password.

    allauth would ask for the passkey after every password or code, too: here a passkey is another
    way in, and who adds one must still be able to sign in on a phone that does not have it.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        chosen = Authenticator.objects.filter(
            user_id=self.login.user and self.login.user.pk, type=Authenticator.Type.TOTP
        )
        return chosen.exists() and bool(super()._should_handle(request))
