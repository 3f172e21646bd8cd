"""Django's name for this package."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "wenming.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
