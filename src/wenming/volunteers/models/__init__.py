"""Volunteers, what they agreed to and are qualified for, to whom it was given, households, teams."""

from wenming.volunteers.models.award import Award
from wenming.volunteers.models.consent import Consent
from wenming.volunteers.models.handover import HandedOver, Handover, Sharing
from wenming.volunteers.models.household import Household, HouseholdMember
from wenming.volunteers.models.intake import Intake
from wenming.volunteers.models.membership import Membership
from wenming.volunteers.models.own_table import OwnTable
from wenming.volunteers.models.qualification import Qualification
from wenming.volunteers.models.team import Team
from wenming.volunteers.models.volunteer import Offer, Volunteer

__all__ = [
    "Award",
    "Consent",
    "HandedOver",
    "Handover",
    "Household",
    "HouseholdMember",
    "Intake",
    "Membership",
    "Offer",
    "OwnTable",
    "Qualification",
    "Sharing",
    "Team",
    "Volunteer",
]
