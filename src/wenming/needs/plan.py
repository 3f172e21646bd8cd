"""The section of a plan file that is this package's: how needs of each kind are answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field

from wenming.organisation.models import Town
from wenming.plans.changes import Difference, came_and_went, kept
from wenming.plans.document import Document
from wenming.plans.grammar import Code, Grammar, refers
from wenming.plans.queries import document_of, plan_in_force
from wenming.plans.sections import Section

__all__ = ["CHANNELS", "FOCUS", "KINDS", "SECTIONS", "SORTS", "Answering", "answering"]

# The plan's vocabularies that a need carries.
KINDS: Final = "need_kinds"
CHANNELS: Final = "channels"
FOCUS: Final = "focus_groups"
SORTS: Final = "standing_teams"

WORKDAYS: Final = 3


class Answering(Grammar):
    """How a kind of need is answered: by which kinds of team, with which skills, how soon.

    `skills` are words that stand among a volunteer's own; several teams or skills mean any of them.
    """

    kind: Annotated[Code, refers(f"vocabulary:{KINDS}")]
    teams: tuple[Annotated[Code, refers(f"vocabulary:{SORTS}")], ...] = ()
    skills: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = ()
    workdays: int = Field(default=WORKDAYS, ge=1, le=30)
    minutes: int = Field(default=60, ge=10, le=600)


def answering(town: Town) -> Mapping[str, Answering]:
    """What the town's plan says for each kind; a kind it says nothing of has the defaults."""
    plan = plan_in_force(town)
    return _by_kind(document_of(plan)) if plan else {}


def _by_kind(document: Document) -> dict[str, Answering]:
    found = document.sections.get("needs", ())
    listed = found if isinstance(found, tuple) else ()
    return {one.kind: one for one in listed if isinstance(one, Answering)}


def _differences(old: Document, new: Document) -> Iterator[Difference]:
    before, after = _by_kind(old), _by_kind(new)
    words = {term.code: term for one in (old, new) for term in one.vocabularies.get(KINDS, ())}

    def name(told: Answering) -> tuple[str, str]:
        word = words.get(told.kind)
        return (word.zh, word.en or word.zh) if word else (told.kind, told.kind)

    yield from came_and_went("need", ("需求类别", "kind of need"), before, after, name)
    for code, one, other in kept(before, after):
        if one != other:
            zh, en = name(other)
            yield Difference(
                "need", code, f"需求「{zh}」的办理方式有变", f'"{en}" is answered differently'
            )


SECTIONS = (Section("needs", Answering, differences=_differences),)
