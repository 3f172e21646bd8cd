"""Partner groups, and the services that they and the town's teams offer."""

from wenming.menu.models.partner import Partner
from wenming.menu.models.service import Service

__all__ = ["Partner", "Service"]
