"""Teams."""

from wenming.volunteers.models.team import Team

__all__ = ["Team"]
