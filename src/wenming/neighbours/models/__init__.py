"""Requests for help, pairs, visits."""

from wenming.neighbours.models.look_in import LookIn
from wenming.neighbours.models.pairing import Pairing
from wenming.neighbours.models.posting import Posting

__all__ = ["LookIn", "Pairing", "Posting"]
