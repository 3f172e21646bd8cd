"""Lecturers, their menu, orders; online pieces with their readings."""

from wenming.learning.models.lecture import Lecture
from wenming.learning.models.lecturer import Lecturer
from wenming.learning.models.order import Order
from wenming.learning.models.piece import Piece, Reading

__all__ = ["Lecture", "Lecturer", "Order", "Piece", "Reading"]
