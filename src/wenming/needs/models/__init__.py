"""Needs and the words added to them."""

from wenming.needs.models.need import Need, Remark

__all__ = ["Need", "Remark"]
