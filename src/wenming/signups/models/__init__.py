"""Sign-ups."""

from wenming.signups.models.sign_up import SignUp

__all__ = ["SignUp"]
