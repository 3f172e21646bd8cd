"""The town's words for the codes that its records carry, all in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from wenming.organisation.models import Term, Town
from wenming.plans.sources import fact_kinds

__all__ = ["Words", "words_of"]


@dataclass(frozen=True, slots=True)
class Words:
    """Vocabulary → code → word, in the page's language."""

    known: Mapping[str, Mapping[str, str]]

    def of(self, vocabulary: str, code: str, otherwise: object = "") -> str:
        """The word; where the town has none, what is said otherwise, or the code."""
        return self.known.get(vocabulary, {}).get(code) or str(otherwise) or code

    def tagged(self, kind: str, tag: str, code: str) -> str:
        """The word of a tag of a kind of fact, in the vocabulary that the kind names."""
        may_be = fact_kinds()[kind].tags.get(tag)
        names = may_be.split("|") if isinstance(may_be, str) else ()
        return next((self.known[name][code] for name in names if code in self.known[name]), code)

    def all_tagged(self, kind: str, tag: str, codes: Iterable[str]) -> list[str]:
        """The words of several, each once."""
        return list(dict.fromkeys(self.tagged(kind, tag, code) for code in codes))


def words_of(town: Town) -> Words:
    """Everything the town calls by a name of its own."""
    column = "en" if get_language() == "en" else "zh"
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = Term.objects.filter(town=town).order_by().values_list("vocabulary", "code", column)
    for vocabulary, code, word in rows:
        found[vocabulary][code] = word
    return Words(found)
