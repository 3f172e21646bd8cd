"""The unit tree, posts, honours, agendas."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "wenming.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
