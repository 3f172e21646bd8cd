"""Users."""

from wenming.accounts.models.user import User, UserManager

__all__ = ["User", "UserManager"]
