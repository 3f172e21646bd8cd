"""The town's real plan, checked once and loaded where a test needs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wenming.plans.actions import loading
from wenming.plans.checking import check
from wenming.plans.document import Document
from wenming.plans.files import Folder
from wenming.plans.models import Plan
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds

__all__ = ["FOLDER", "document", "loaded"]

FOLDER = Path(__file__).resolve().parent.parent / "plans" / "baogai-2022"


@cache
def document() -> Document:
    """The plan as checked; never changed."""
    offered = fact_kinds().values(), roster_kinds().values(), plan_sections()
    checked = check(Folder(FOLDER), *offered)
    assert checked.document is not None, [fault.line() for fault in checked.faults]
    return checked.document


def loaded(plan: Document | None = None) -> Plan:
    """The plan holds in its town, which is there from then on if it was not."""
    return loading.load(document=plan or document(), by=None).plan
