"""A person the town knows by name; one with a phone number can sign in."""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

from wenming.accounts import phones

__all__ = ["User", "UserManager"]


def new_number() -> str:
    """A person's number in this installation, used where others would use the identity number."""
    return f"{secrets.randbelow(10**10):010d}"


class UserQuerySet(models.QuerySet["User"]):
    def with_phone(self, phone: str) -> Self:
        """Who has this (normal) number: at most one."""
        return self.filter(phone_index=phones.blind(phone))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def with_phone(self, phone: str) -> UserQuerySet:
        return self.get_queryset().with_phone(phone)


class User(AbstractBaseUser):
    """A person the town knows: resident, volunteer, village worker or leader.

    What they may do follows from their posts (`organisation`), not from anything kept here.
    """

    number = models.CharField(_("编号"), max_length=10, unique=True, default=new_number)
    name = models.CharField(_("姓名"), max_length=100)
    phone = EncryptedCharField(_("手机号码"), max_length=200, null=True, editable=False)
    # Null, not empty: many people have no phone, and only numbers must differ.
    phone_index = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    phone_verified = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "number"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        constraints = [
            models.CheckConstraint(
                condition=Q(phone__isnull=True, phone_index__isnull=True)
                | Q(phone__isnull=False, phone_index__isnull=False),
                name="accounts_phone_and_its_index_go_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def unread(self) -> int:
        """How many notices have come since the last look; a page that says it twice asks once."""
        return self.notices.filter(read_at__isnull=True).count()

    @property
    def masked_phone(self) -> str:
        """138****0000."""
        return phones.masked(self.phone or "")
