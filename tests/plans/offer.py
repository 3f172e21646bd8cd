"""What the town's packages offer to count, as they declare it: no database is asked."""

from __future__ import annotations

from wenming.plans.checking import Checked, check
from wenming.plans.files import Bundle, PlanFiles
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds

__all__ = ["KINDS", "ROSTERS", "SECTIONS", "checked", "checked_text"]

KINDS = tuple(fact_kinds().values())
ROSTERS = tuple(roster_kinds().values())
SECTIONS = plan_sections()


def checked(files: PlanFiles) -> Checked:
    """A plan checked against the town's offer."""
    return check(files, KINDS, ROSTERS, SECTIONS)


def checked_text(**files: str) -> Checked:
    """Texts checked as a plan: `plan="…"` is `plan.yaml`."""
    return checked(Bundle({f"{name}.yaml": words.encode() for name, words in files.items()}))
