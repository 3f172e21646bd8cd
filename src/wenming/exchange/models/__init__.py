"""Who may use the interface, and what they have sent."""

from wenming.exchange.models.access import Access
from wenming.exchange.models.sending import Sending

__all__ = ["Access", "Sending"]
