"""How a plan's codes are said: units, leaders, tags, kinds of record, numbers, days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wenming.base.kinds import YES_NO, FactKind, RosterKind, Values
from wenming.plans.document import Document
from wenming.plans.grammar import Tags
from wenming.plans.phrases import ANY, FIXED, NUMBERS, ROUNDINGS, TAGS, YES_NO_WORDS, Pair
from wenming.plans.rules import Amount, Bounds, FormulaOf, KindOf, codes_of
from wenming.plans.sources import fact_kinds, roster_kinds

__all__ = ["Kinds", "Voice", "kinds_of", "written"]

Kinds = Iterable[FactKind | RosterKind]


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks of one plan's things; `at` is 0 for Chinese and 1 for English."""

    document: Document
    at: int

    # Things by their codes -------------------------------------------------------------------

    def names(self, keys: Iterable[str], roster: str) -> str:
        return self.several([self.subject(key, roster) for key in keys])

    def subject(self, key: str, roster: str) -> str:
        """塘边村, also for `unit:tangbian`; both names of a pair; of a field its word as a field."""
        listed = roster_kinds().get(roster)
        kind, _, vocabulary = ((listed and listed.subjects) or "").partition(":")
        name = key.rpartition(":")[2]
        if kind == "vocabulary":
            return self.term(vocabulary, name)
        return "–".join(self.called(code) for code in name.split("/"))

    def called(self, code: str) -> str:
        named = self.document.sections.get("leaders", ())
        people = named if isinstance(named, tuple) else ()
        terms = [term for known in self.document.vocabularies.values() for term in known]
        for one in (*self.document.units, *people, *terms):
            if one.code == code:
                return self.pick((one.zh, one.en))
        return self.pick(FIXED.get(code, (code, code)))

    def facts(self, counted: Iterable[str | KindOf], where: Tags) -> str:
        """Activities held, direct visits (what is asked of all of them)."""
        said = list(counted)
        named = self.several([self.fact(one) for one in said]) or self.pick(ANY)
        return named + self.aside(self.marks(where, kinds_of(said)))

    def fact(self, one: str | KindOf) -> str:
        (kind,) = kinds_of([one])
        where = {} if isinstance(one, str) else one.with_
        return self.pick((kind.zh, kind.en)) + self.aside(self.marks(where, [kind]))

    def marks(self, where: Tags, kinds: Kinds) -> Iterable[str]:
        for tag, values in where.items():
            yield self.several([self.value(tag, value, kinds) for value in values])

    def value(self, tag: str, value: str, kinds: Kinds) -> str:
        may_be = next((kind.tags[tag] for kind in kinds if tag in kind.tags), None)
        if may_be == YES_NO:
            yes, no = YES_NO_WORDS.get(tag, ((f"{tag}：是", tag), (f"{tag}：否", f"not {tag}")))
            return self.pick(yes if value == "yes" else no)
        return self.term(may_be, value)

    def term(self, may_be: Values, value: str) -> str:
        """The plan's word for a code of one of the vocabularies; a fixed word; else the code."""
        names = may_be.split("|") if isinstance(may_be, str) else ()
        for name in names:
            for term in self.document.vocabularies.get(name, ()):
                if term.code == value:
                    return self.pick((term.zh, term.en))
        return self.pick(FIXED.get(value, (value, value)))

    def tag(self, code: str) -> str:
        return self.pick(TAGS.get(code, (code, code)))

    def number_word(self, code: str) -> str:
        """The plan's own word, if it has a vocabulary `numbers` with it."""
        for term in self.document.vocabularies.get("numbers", ()):
            if term.code == code:
                return self.pick((term.zh, term.en))
        return self.pick(NUMBERS.get(code, (code, code)))

    def pick(self, pair: Pair) -> str:
        return pair[self.at] or pair[0]

    def several(self, words: Iterable[str]) -> str:
        return ("、", ", ")[self.at].join(words)

    def aside(self, words: Iterable[str]) -> str:
        said = ("；", "; ")[self.at].join(words)
        return ("（{}）", " ({})")[self.at].format(said) if said else ""

    def day(self, day: date) -> str:
        form = ("{0.year}年{0.month}月{0.day}日", "{0.day} {0:%B} {0.year}")[self.at]
        return form.format(day)

    # Amounts ----------------------------------------------------------------------------------

    def bounds(self, said: Bounds, *, percent: bool = False) -> str:
        if said.between is not None:
            return self.from_to(*said.between, percent=percent)
        if said.at_least is not None and said.at_most is not None:
            return self.from_to(said.at_least, said.at_most, percent=percent)
        for given, form in (
            (said.exactly, ("正好 {}", "exactly {}")),
            (said.at_least, ("至少 {}", "at least {}")),
            (said.at_most, ("至多 {}", "at most {}")),
        ):
            if given is not None:
                return form[self.at].format(self.amount(given, percent=percent))
        return ""

    def from_to(self, least: Amount, most: Amount, *, percent: bool) -> str:
        low, high = (self.amount(one, percent=percent) for one in (least, most))
        return ("{} 到 {}", "{} to {}")[self.at].format(low, high)

    def least(self, number: float) -> str:
        return self.bounds(Bounds(at_least=number))

    def amount(self, said: Amount, *, percent: bool = False) -> str:
        if isinstance(said, FormulaOf):
            return self.formula(said)
        return f"{written(100 * said)}%" if percent and said <= 1 else written(said)

    def formula(self, said: FormulaOf) -> str:
        form = ("{}每 {} 计 {}", "{2} for every {1} of “{0}”")[self.at]
        number = self.number_word(said.of)
        core = form.format(number, written(said.every), written(said.give))
        more = [self.pick(ROUNDINGS[said.round])]
        for value, words in (
            (said.plus or None, ("另加 {}", "plus {}")),
            (said.min, ("不少于 {}", "no less than {}")),
            (said.max, ("不多于 {}", "no more than {}")),
        ):
            if value is not None:
                more.append(words[self.at].format(written(value)))
        return core + self.aside(more)


def kinds_of(counted: Iterable[str | KindOf]) -> list[FactKind]:
    codes = codes_of(tuple(counted))
    return [fact_kinds().get(code) or FactKind(code, code, code) for code in codes]


def written(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
