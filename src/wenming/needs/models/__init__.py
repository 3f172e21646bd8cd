"""Needs, the words added to them, to whom they are offered, what was done."""

from wenming.needs.models.card import ContactCard
from wenming.needs.models.dispatch import Dispatch, Service
from wenming.needs.models.intake import Intake
from wenming.needs.models.need import Need, Remark

__all__ = ["ContactCard", "Dispatch", "Intake", "Need", "Remark", "Service"]
