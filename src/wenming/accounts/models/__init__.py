"""Users, their sessions, notices, messages on their way, and whom a visitor of a demonstration may be."""

from wenming.accounts.models.demo import DemoSignIn
from wenming.accounts.models.message import Message
from wenming.accounts.models.notice import Notice
from wenming.accounts.models.session import Session
from wenming.accounts.models.user import User, UserManager

__all__ = ["DemoSignIn", "Message", "Notice", "Session", "User", "UserManager"]
