"""Django's name for this package."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "wenming.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"
