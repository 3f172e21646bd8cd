"""Django's name for this package."""

from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "wenming.liaison"
    label = "liaison"
    default_auto_field = "django.db.models.BigAutoField"
