"""Django's name for this package."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "wenming.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"
