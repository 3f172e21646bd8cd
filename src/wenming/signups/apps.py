"""Django's name for this package."""

from django.apps import AppConfig


class SignupsConfig(AppConfig):
    name = "wenming.signups"
    label = "signups"
    default_auto_field = "django.db.models.BigAutoField"
