"""Whether the button that opens a register leads anywhere for this visitor; if not, why not."""

from __future__ import annotations

from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision
from wenming.liaison.permissions import may_open, may_visit
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_govern, may_record

__all__ = ["may_fill"]


def may_fill(user: User, kind: str, unit: Unit | None) -> Decision:
    """May this user enter what would count, a fact of this kind, for this unit?"""
    if unit is None:
        return ALLOWED
    match kind:
        case "post.held" | "pair.standing":
            return may_govern(user, unit.town)
        case "report.sent":
            return may_open(user, unit)
        case "visit.made":
            return may_visit(user, unit)
        case _:
            return may_record(user, unit)
