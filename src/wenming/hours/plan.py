"""The section of a plan file that is ours: from how many hours on a volunteer has which star."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wenming.plans.document import Document
from wenming.plans.grammar import Text, Words
from wenming.plans.sections import Section

__all__ = ["SECTIONS", "Star", "stars"]


class Star(Words):
    """One step of the scale, and who grants it."""

    stars: Annotated[int, Field(ge=1, le=10)]
    hours: Annotated[int, Field(ge=1)]
    granted_by: Text | None = None


_COUNTY = Words(zh="县级", en="the county")
_CITY = Words(zh="设区市", en="the prefecture")
_PROVINCE = Words(zh="省级", en="the province")
# Fujian's scale of 2013, where a plan has none of its own.
FUJIAN = (
    Star(stars=1, hours=100, zh="一星志愿者", en="One-star volunteer", granted_by=_COUNTY),
    Star(stars=2, hours=300, zh="二星志愿者", en="Two-star volunteer", granted_by=_COUNTY),
    Star(stars=3, hours=600, zh="三星志愿者", en="Three-star volunteer", granted_by=_CITY),
    Star(stars=4, hours=1000, zh="四星志愿者", en="Four-star volunteer", granted_by=_CITY),
    Star(stars=5, hours=1500, zh="五星志愿者", en="Five-star volunteer", granted_by=_PROVINCE),
)


def stars(document: Document | None) -> tuple[Star, ...]:
    """The plan's scale, the least first; else the province's."""
    told = document.sections.get("stars", ()) if document is not None else ()
    own = [one for one in told if isinstance(one, Star)] if isinstance(told, tuple) else []
    return tuple(sorted(own, key=lambda one: one.hours)) or FUJIAN


SECTIONS = (Section("stars", Star),)
