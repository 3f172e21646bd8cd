"""A device's session, with whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models.user import User

if TYPE_CHECKING:
    from wenming.accounts.sessions import SessionStore

__all__ = ["Session"]


class SessionManager(BaseSessionManager["Session"]):
    def get_queryset(self) -> models.QuerySet[Session]:
        return super().get_queryset().select_related("user")


class Session(AbstractBaseSession):
    """What `accounts.sessions` keeps, closed; `user` stands beside it, so that a page has both in
    one statement."""

    user = models.ForeignKey(
        User, models.CASCADE, null=True, editable=False, related_name="sessions"
    )

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta:
        verbose_name = _("登录状态")
        verbose_name_plural = _("登录状态")

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        from wenming.accounts.sessions import SessionStore  # noqa: PLC0415

        return SessionStore
