"""A whole plan: its paper, its town, its words, its clauses, its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from wenming.engines.obligations.values import Shift
from wenming.organisation.plan import Town, Unit
from wenming.plans.grammar import (
    Code,
    Day,
    Grammar,
    Tags,
    Text,
    Words,
    defines,
    one_or_many,
    refers,
)
from wenming.plans.rules import Responsible, Rule

__all__ = [
    "Calendar",
    "Clause",
    "ClauseKind",
    "Document",
    "Gathering",
    "HigherDocument",
    "Option",
    "Paper",
    "Paragraph",
    "Party",
    "Reading",
    "Term",
    "Theme",
]


class HigherDocument(Words):
    """A document that the plan carries out."""

    issuer: Text | None = None


class Paper(Grammar):
    """The document as issued. `starts` and `ends` only where the text states them."""

    code: Code
    number: str
    index: str = ""
    title: Text
    attachment: Text | None = None
    issuer: Text
    printed_by: Text | None = None
    issued_on: Day
    printed_on: Day | None = None
    addressees: Text | None = None
    openness: Text | None = None
    higher: tuple[HigherDocument, ...] = ()
    starts: Day | None = None
    ends: Day | None = None


class Term(Words):
    """A word that records may carry as a tag. `group` gathers terms that a rule means together."""

    code: Code
    group: Code | None = None


class Paragraph(Grammar):
    """A paragraph with its original words; `part` is the heading it stands under."""

    id: Annotated[Code, defines("paragraph")]
    part: Text | None = None
    number: str = ""
    heading: Text | None = None
    text: str = Field(min_length=1)
    responsible: str = ""
    note: Text | None = None


class Party(Words):
    """Somebody the plan names as responsible who is no single unit: every village, the leaders.

    `units` or `where` (tags of the roster of units) say which units are meant, if units are.
    """

    code: Annotated[Code, defines("party")]
    units: tuple[Annotated[Code, refers("unit")], ...] = ()
    where: Tags = Field(default_factory=dict)


class ClauseKind(StrEnum):
    """Checked by rules; supported by records that a person judges; or stated and only shown."""

    CHECKED = "checked"
    SUPPORTED = "supported"
    STATED = "stated"


Quotes = Annotated[
    tuple[str, ...],
    BeforeValidator(one_or_many, json_schema_input_type=str | tuple[str, ...]),
    Field(min_length=1),
]
Kinds = Annotated[
    tuple[Code, ...],
    BeforeValidator(one_or_many, json_schema_input_type=Code | tuple[Code, ...]),
]


class Clause(Grammar):
    """What the plan asks for in one row, in its own words, and who answers for it."""

    id: Annotated[Code, defines("clause")]
    paragraph: Annotated[Code, refers("paragraph")]
    title: Text
    words: Quotes
    gloss: str = ""
    kind: ClauseKind
    responsible: Responsible = Responsible()
    shows: Kinds = ()


class Option(Words):
    """One way to read the words."""

    code: Code


class Reading(Grammar):
    """Where the words allow more than one reading: the question, the ways, the one chosen."""

    id: Annotated[Code, defines("reading")]
    clauses: Annotated[tuple[Annotated[Code, refers("clause")], ...], Field(min_length=1)]
    question: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    chosen: Code


class Gathering(Grammar):
    """The day of concentrated practice.

    `shift` is a shift, or the id of a reading whose options are shifts.
    """

    day: int = Field(ge=1, le=31)
    shift: str = Shift.STAY.value


class Theme(Words):
    """The theme of a month, `2022-08`."""

    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Calendar(Grammar):
    """The rhythm of the year.

    `first_year` is what is owed for a part of a period (full, pro_rata, nothing), or the id of a
    reading whose options are these.
    """

    gathering: Gathering | None = None
    weeks_from: Literal["monday"] = "monday"
    themes: tuple[Theme, ...] = ()
    first_year: str = "full"


class Document(Grammar):
    """The plan. `sections` holds what other packages own (leaders, pairs ...), by name."""

    document: Paper
    town: Town
    vocabularies: Mapping[Code, tuple[Term, ...]] = Field(default_factory=dict)
    units: tuple[Unit, ...]
    parties: tuple[Party, ...] = ()
    paragraphs: tuple[Paragraph, ...]
    clauses: tuple[Clause, ...]
    calendar: Calendar = Calendar()
    readings: tuple[Reading, ...] = ()
    rules: tuple[Rule, ...] = ()
    sections: SkipJsonSchema[Mapping[str, object]] = Field(default_factory=dict)

    def chosen(self) -> Mapping[str, str]:
        """The option chosen of every reading."""
        return {reading.id: reading.chosen for reading in self.readings}

    def terms(self, vocabulary: str, group: str | None = None) -> tuple[str, ...]:
        """The codes of a vocabulary, or of one group of it, in the plan's order."""
        known = self.vocabularies.get(vocabulary, ())
        return tuple(term.code for term in known if group is None or term.group == group)

    def active_rules(self) -> tuple[Rule, ...]:
        """The rules that hold under the readings chosen."""
        chosen = self.chosen()
        return tuple(rule for rule in self.rules if _holds(rule, chosen))

    def clause(self, clause_id: str) -> Clause | None:
        """The clause with this number, if there is one."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def rules_by_clause(self) -> Mapping[str, Sequence[Rule]]:
        """The rules that hold, of every clause; of one that has none, nothing."""
        found: dict[str, list[Rule]] = {clause.id: [] for clause in self.clauses}
        for rule in self.active_rules():
            found[rule.clause].append(rule)
        return found


def _holds(rule: Rule, chosen: Mapping[str, str]) -> bool:
    return all(chosen.get(reading) in options for reading, options in rule.reading.items())
