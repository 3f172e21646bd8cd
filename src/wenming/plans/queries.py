"""The plan that holds, read once a process."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from wenming.organisation.models import Town
from wenming.plans.document import Document
from wenming.plans.models import Plan
from wenming.plans.sources import plan_sections

__all__ = ["document_of", "plan_in_force"]


def plan_in_force(town: Town) -> Plan | None:
    """The town's current plan without its text: number, version, digest."""
    return Plan.objects.current(town).defer("document").first()


def document_of(plan: Plan) -> Document:
    """The whole plan. A version never changes, so one reading serves the process."""
    return _read(plan.pk, plan.digest)


@lru_cache(maxsize=128)
def _read(pk: int, digest: str) -> Document:
    kept = Plan.objects.values_list("document", flat=True).get(pk=pk, digest=digest)
    document = Document.model_validate(kept)
    sections = {
        section.name: tuple(
            section.item.model_validate(item)
            for item in cast("list[object]", document.sections[section.name])
        )
        for section in plan_sections()
        if section.name in document.sections
    }
    return document.model_copy(update={"sections": sections})
