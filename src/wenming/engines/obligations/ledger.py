"""The standing of everybody on every rule: counted in full, or kept as records change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from .periods import PLAIN
from .records import Book
from .rolls import Roll
from .values import Almanac, Fact, Rule, Standing, Subject

__all__ = ["Ledger", "standings"]


def standings(
    rules: Iterable[Rule],
    subjects: Iterable[Subject],
    facts: Iterable[Fact],
    today: date,
    almanac: Almanac = PLAIN,
    *,
    since: date | None = None,
) -> list[Standing]:
    """Where every subject of every rule's roster stands in the period that holds `today`.

    With `since`, in every period from the one that holds that day. In the order of the rules, then
    of the subjects' keys, then of the periods, whatever the order of subjects and facts.
    """
    return Ledger(rules, subjects, facts, almanac).standings(today, since)


class Ledger:
    """Rules, subjects and records, and what follows from them.

    A record may be put, corrected and withdrawn; the standings are always equal to a full count,
    but only what the changed records touch is judged again.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        subjects: Iterable[Subject],
        facts: Iterable[Fact] = (),
        almanac: Almanac = PLAIN,
    ) -> None:
        self._book = Book(facts)
        everybody = tuple(subjects)
        self._rolls = [Roll(rule, everybody, self._book, almanac) for rule in rules]

    def put(self, evidence: str, facts: Iterable[Fact]) -> None:
        """Replace everything the record `evidence` proves; by nothing, if it is withdrawn."""
        new = tuple(facts)
        strange = [fact.evidence for fact in new if fact.evidence != evidence]
        if strange:
            raise ValueError(f"facts of {strange[0]!r} given for the record {evidence!r}")
        changed: defaultdict[str, set[str]] = defaultdict(set)
        for kind, subject in self._book.put(evidence, new):
            changed[subject].add(kind)
        for subject, kinds in changed.items():
            for roll in self._rolls:
                roll.touch(subject, kinds, self._book)

    def standings(self, today: date, since: date | None = None) -> list[Standing]:
        """What `standings` answers about the records as they are now."""
        found: list[Standing] = []
        for roll in self._rolls:
            for page in roll.standings(today, since):
                found += page
        return found
