"""Django's name for this package."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "wenming.volunteers"
    label = "volunteers"
    default_auto_field = "django.db.models.BigAutoField"
