"""Django's name for this package."""

from django.apps import AppConfig


class MenuConfig(AppConfig):
    name = "wenming.menu"
    label = "menu"
    default_auto_field = "django.db.models.BigAutoField"
