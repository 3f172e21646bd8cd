"""Sign-ups, invitations to step in, interest, the keys of calendar feeds."""

from wenming.signups.models.calendar_key import CalendarKey
from wenming.signups.models.interest import Interest
from wenming.signups.models.invitation import Invitation
from wenming.signups.models.sign_up import Party, SignUp, parties

__all__ = ["CalendarKey", "Interest", "Invitation", "Party", "SignUp", "parties"]
