"""Django's name for this package."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "wenming.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
