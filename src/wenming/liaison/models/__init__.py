"""Leaders, pairs, visits, quarterly reports with their receipts."""

from wenming.liaison.models.leader import Leader
from wenming.liaison.models.pair import Pair
from wenming.liaison.models.report import QuarterlyReport, Receipt
from wenming.liaison.models.visit import Visit

__all__ = ["Leader", "Pair", "QuarterlyReport", "Receipt", "Visit"]
