"""Django's name for this package."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "wenming.hours"
    label = "hours"
    default_auto_field = "django.db.models.BigAutoField"
