"""The ground floor."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "wenming.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What every form says of what was left out, in people's words instead of a programmer's."""
        Field.default_error_messages["required"] = _("请填好这一项。")
