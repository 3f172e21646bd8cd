"""Django's name for this package."""

from django.apps import AppConfig


class NeighboursConfig(AppConfig):
    name = "wenming.neighbours"
    label = "neighbours"
    default_auto_field = "django.db.models.BigAutoField"
