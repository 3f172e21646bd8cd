"""Attendance: who came and went, by which evidence; what follows from it."""

from wenming.hours.models.book import Book
from wenming.hours.models.certificate import Certificate
from wenming.hours.models.look import Look
from wenming.hours.models.objection import Objection
from wenming.hours.models.presence import Presence
from wenming.hours.models.rating import Rating
from wenming.hours.models.tap import Tap

__all__ = ["Book", "Certificate", "Look", "Objection", "Presence", "Rating", "Tap"]
