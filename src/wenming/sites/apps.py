"""Django's name for this package."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "wenming.sites"
    label = "sites"
    default_auto_field = "django.db.models.BigAutoField"
