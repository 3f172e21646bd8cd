"""Lecturers, their menu, orders; online pieces; trainings with material, tests and results."""

from wenming.learning.models.course import Course, Material, Question
from wenming.learning.models.lecture import Lecture
from wenming.learning.models.lecturer import Lecturer
from wenming.learning.models.order import Order
from wenming.learning.models.piece import Piece, Reading
from wenming.learning.models.result import Result
from wenming.learning.models.talk import Talk

__all__ = [
    "Course",
    "Lecture",
    "Lecturer",
    "Material",
    "Order",
    "Piece",
    "Question",
    "Reading",
    "Result",
    "Talk",
]
