"""Sign-ups."""

from wenming.signups.models.sign_up import Party, SignUp, parties

__all__ = ["Party", "SignUp", "parties"]
