"""Rooms and surveys of the circle."""

from wenming.sites.models.circle import CircleSurvey
from wenming.sites.models.room import Room

__all__ = ["CircleSurvey", "Room"]
