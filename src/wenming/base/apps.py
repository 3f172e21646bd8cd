"""The ground floor."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "wenming.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"
