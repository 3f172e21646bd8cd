"""Volunteers, what they agreed to and are qualified for, households, teams and who is in them."""

from wenming.volunteers.models.consent import Consent
from wenming.volunteers.models.household import Household, HouseholdMember
from wenming.volunteers.models.membership import Membership
from wenming.volunteers.models.qualification import Qualification
from wenming.volunteers.models.team import Team
from wenming.volunteers.models.volunteer import Offer, Volunteer

__all__ = [
    "Consent",
    "Household",
    "HouseholdMember",
    "Membership",
    "Offer",
    "Qualification",
    "Team",
    "Volunteer",
]
