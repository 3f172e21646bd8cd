"""A short message on its way."""

from __future__ import annotations

from django.db import models
from encrypted_fields.fields import EncryptedCharField, EncryptedTextField

__all__ = ["Message"]


class Message(models.Model):
    """What the worker has yet to send to a phone; the row goes when it is sent.

    A queue entry may name only ids, and neither number nor code may lie there in clear.
    """

    phone = EncryptedCharField(max_length=200)
    text = EncryptedTextField()
    of_use_until = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}"
