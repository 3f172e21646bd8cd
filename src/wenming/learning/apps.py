"""Django's name for this package."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "wenming.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
