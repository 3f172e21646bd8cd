"""Django's name for this package."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "wenming.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
