"""The town's words for the codes that its records carry, all in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wenming.organisation.models import Town
from wenming.organisation.queries import vocabularies
from wenming.plans.sources import fact_kinds

__all__ = ["Words", "words_of"]


@dataclass(frozen=True, slots=True)
class Words:
    """Vocabulary → code → word, in the page's language."""

    known: Mapping[str, Mapping[str, str]]

    def tagged(self, kind: str, tag: str, code: str) -> str:
        """The word of a tag of a kind of fact, in a vocabulary that the kind names, or the code."""
        names = _vocabularies(kind, tag)
        return next((self.known[name][code] for name in names if code in self.known[name]), code)

    def all_tagged(self, kind: str, tag: str, codes: Iterable[str]) -> list[str]:
        """The words of several, each once."""
        return list(dict.fromkeys(self.tagged(kind, tag, code) for code in codes if code))

    def place(self, kind: str, tag: str, code: str) -> int:
        """Where the code stands in the plan's order; at the end if it is not the plan's."""
        order = [code for name in _vocabularies(kind, tag) for code in self.known[name]]
        return order.index(code) if code in order else len(order)


def _vocabularies(kind: str, tag: str) -> list[str]:
    may_be = fact_kinds()[kind].tags.get(tag)
    return may_be.split("|") if isinstance(may_be, str) else []


def words_of(town: Town) -> Words:
    """Everything the town calls by a name of its own."""
    return Words(vocabularies(town))
