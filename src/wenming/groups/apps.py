"""Django's name for this package."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "wenming.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"
