"""A rule of a plan in words: whom it binds, how often, how much of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wenming.base.kinds import YES_NO, FactKind, RosterKind, Values
from wenming.plans.conversion import listed_values
from wenming.plans.document import Document
from wenming.plans.grammar import Tags
from wenming.plans.phrases import (
    ANY,
    EVERY,
    NUMBERS,
    PARTS,
    ROSTERS,
    ROUNDINGS,
    SHIFTS,
    TAGS,
    YES_NO_WORDS,
    Pair,
)
from wenming.plans.rules import (
    Amount,
    Amounts,
    Bounds,
    CoversOf,
    EveryYears,
    FormulaOf,
    OnDayOf,
    PhaseOf,
    RatioOf,
    Rule,
)
from wenming.plans.sources import fact_kinds, roster_kinds

__all__ = ["sentence"]

Language = Literal["zh", "en"]


def sentence(rule: Rule, document: Document, language: Language = "zh") -> str:
    """The rule as somebody would say it: "每支队伍每年至少 12 次：举办活动（以支队名义）。"."""
    return _Voice(document, 0 if language == "zh" else 1).say(rule)


@dataclass(frozen=True, slots=True)
class _Voice:
    """Says the parts of a rule; `at` is 0 for Chinese and 1 for English."""

    document: Document
    at: int

    def say(self, rule: Rule) -> str:
        head = self.whom(rule) + ("", ", ")[self.at] + self.when(rule)
        soft = ("原则上，", "as a rule, ")[self.at] if rule.soft else ""
        core = soft + head + ("", ": ")[self.at] + self.how_much(rule)
        said = ("；", "; ")[self.at].join([core, *self.besides(rule)]) + "。."[self.at]
        return said[0].upper() + said[1:]

    # Whom ------------------------------------------------------------------------------------

    def whom(self, rule: Rule) -> str:
        roster = roster_kinds().get(rule.each)
        known = roster or RosterKind(rule.each, rule.each, rule.each)
        named = ROSTERS.get(rule.each, (f"每个{known.zh}", f"each of the {known.en}"))[self.at]
        return named + self.aside([*self.marks(rule.where, [known]), *self.exceptions(rule)])

    def exceptions(self, rule: Rule) -> Iterable[str]:
        if rule.only:
            yield ("只有{}", "only {}")[self.at].format(self.names(rule.only))
        if rule.except_:
            yield ("{}除外", "except {}")[self.at].format(self.names(rule.except_))

    def names(self, keys: Iterable[str]) -> str:
        return self.several([self.subject(key) for key in keys])

    def subject(self, key: str) -> str:
        """塘边村, also for `unit:tangbian`; both names of a pair."""
        codes = key.rpartition(":")[2].split("/")
        return "–".join(self.called(code) for code in codes)

    def called(self, code: str) -> str:
        named = self.document.sections.get("leaders", ())
        people = named if isinstance(named, tuple) else ()
        terms = [term for known in self.document.vocabularies.values() for term in known]
        for one in (*self.document.units, *people, *terms):
            if one.code == code:
                return self.pick((one.zh, one.en))
        return code

    # When ------------------------------------------------------------------------------------

    def when(self, rule: Rule) -> str:
        if rule.by is not None:
            return ("在 {} 前", "by {}")[self.at].format(self.day(rule.by))
        if rule.on is not None:
            return self.on_day(rule.on)
        if isinstance(rule.per, EveryYears):
            said = ("每 {} 年（自 {} 年起）", "every {} years (from {})")[self.at]
            return said.format(rule.per.years, rule.per.from_)
        return self.pick(EVERY[rule.per]) if rule.per else ""

    def on_day(self, on: OnDayOf | str) -> str:
        if isinstance(on, OnDayOf):
            return self.day_of_month(on)
        gathering = self.document.calendar.gathering
        if gathering is None:
            return ("集中活动日", "on the gathering day")[self.at]
        shift = self.document.chosen().get(gathering.shift, gathering.shift)
        return self.day_of_month(OnDayOf.model_validate({"day": gathering.day, "shift": shift}))

    def day_of_month(self, on: OnDayOf) -> str:
        day = ("每月 {} 日", "on day {} of every month")[self.at].format(on.day)
        before = ("提前 {} 天内也算", "up to {} days before will do")[self.at]
        after = ("推后 {} 天内也算", "up to {} days after will do")[self.at]
        more = [
            self.pick(SHIFTS[on.shift]),
            before.format(on.before) if on.before else "",
            after.format(on.after) if on.after else "",
        ]
        return day + self.aside(filter(None, more))

    # How much of what ------------------------------------------------------------------------

    def how_much(self, rule: Rule) -> str:
        if rule.covers is not None:
            return self.covering(rule, rule.covers)
        if rule.ratio is not None:
            return self.ratio(rule, rule.ratio)
        counted = Amounts.model_construct(
            count=rule.count or rule.exists, sum=rule.sum, distinct=rule.distinct, with_=rule.with_
        )
        return self.amount_of(counted, self.bounds(rule) or self.least(1))

    def amount_of(self, said: Amounts, bound: str) -> str:
        if said.sum is not None:
            number = self.pick(NUMBERS.get(said.sum.number, (said.sum.number, said.sum.number)))
            form = ("{}合计{}：{}", "{} in all {}, from {}")[self.at]
            return form.format(number, bound, self.facts(said.sum.of, said.with_))
        if said.distinct is not None:
            form = ("{} 种不同的{}：{}", "{} different values of “{}”, from {}")[self.at]
            of = self.facts(said.distinct.of, said.with_)
            return form.format(bound, self.tag(said.distinct.tag), of)
        unit = self.measure_word(said.count or ())
        form = ("{} {}：{}", "{}{} × {}")[self.at]
        return form.format(bound, unit, self.facts(said.count or (), said.with_))

    def measure_word(self, kinds: Iterable[str]) -> str:
        lasting = [found.lasting for kind in kinds if (found := fact_kinds().get(kind))]
        return ("个" if any(lasting) else "次") if self.at == 0 else ""

    def covering(self, rule: Rule, covers: CoversOf) -> str:
        values = listed_values(covers, self.document)
        bound = self.bounds(rule) or ("全部", "all")[self.at]
        form = ("{}覆盖{} {} 项中：{}；来自{}", "“{}” covers {} of these {}: {}; from {}")[self.at]
        if not self.bounds(rule):
            form = ("{}覆盖{} {} 项：{}；来自{}", "“{}” covers {} of these {}: {}; from {}")[self.at]
        kinds = _kinds(covers.of)
        words = self.several([self.value(covers.tag, value, kinds) for value in values])
        of = self.facts(covers.of, rule.with_)
        return form.format(self.tag(covers.tag), bound, len(values), words, of)

    def ratio(self, rule: Rule, ratio: RatioOf) -> str:
        part = self.side(ratio.part)
        whole = ratio.over
        over = self.number_word(whole) if isinstance(whole, str) else self.side(whole)
        form = ("“{}”与“{}”之比{}", "“{}” over “{}” {}")[self.at]
        return form.format(part, over, self.bounds(rule, percent=True))

    def side(self, said: Amounts) -> str:
        if said.sum is not None:
            number = self.number_word(said.sum.number)
            return f"{self.facts(said.sum.of, said.with_)} · {number}"
        if said.distinct is not None:
            return f"{self.facts(said.distinct.of, said.with_)} · {self.tag(said.distinct.tag)}"
        return self.facts(said.count or (), said.with_)

    def facts(self, codes: Iterable[str], where: Tags) -> str:
        kinds = _kinds(codes)
        named = self.several([self.pick((kind.zh, kind.en)) for kind in kinds]) or self.pick(ANY)
        return named + self.aside(self.marks(where, kinds))

    # Bounds ----------------------------------------------------------------------------------

    def bounds(self, said: Bounds, *, percent: bool = False) -> str:
        if said.between is not None:
            low, high = (self.amount(one, percent=percent) for one in said.between)
            return ("{} 到 {}", "{} to {}")[self.at].format(low, high)
        for given, form in (
            (said.exactly, ("正好 {}", "exactly {}")),
            (said.at_least, ("至少 {}", "at least {}")),
            (said.at_most, ("至多 {}", "at most {}")),
        ):
            if given is not None:
                return form[self.at].format(self.amount(given, percent=percent))
        return ""

    def least(self, number: float) -> str:
        return self.bounds(Bounds(at_least=number))

    def amount(self, said: Amount, *, percent: bool = False) -> str:
        if isinstance(said, FormulaOf):
            return self.formula(said)
        return f"{_number(100 * said)}%" if percent and said <= 1 else _number(said)

    def formula(self, said: FormulaOf) -> str:
        form = ("{}每 {} 计 {}", "{2} for every {1} of “{0}”")[self.at]
        number = self.number_word(said.of)
        core = form.format(number, _number(said.every), _number(said.give))
        more = [self.pick(ROUNDINGS[said.round])]
        for value, words in (
            (said.plus or None, ("另加 {}", "plus {}")),
            (said.min, ("不少于 {}", "no less than {}")),
            (said.max, ("不多于 {}", "no more than {}")),
        ):
            if value is not None:
                more.append(words[self.at].format(_number(value)))
        return core + self.aside(more)

    # Besides ---------------------------------------------------------------------------------

    def besides(self, rule: Rule) -> Iterable[str]:
        if rule.each_of is not None:
            kinds = _kinds(rule.count or rule.exists or (rule.sum.of if rule.sum else ()))
            values = listed_values(rule.each_of, self.document)
            words = self.several([self.value(rule.each_of.tag, one, kinds) for one in values])
            form = ("其中{}每项至少 {}", "of these at least {1} of each of {0}")[self.at]
            yield form.format(words, _number(rule.each_of.at_least))
        yield from (self.own(name, own) for name, own in rule.numbers.items())
        yield from map(self.phase, rule.phases)
        yield from self.limits(rule)

    def own(self, name: str, own: Amount | Bounds) -> str:
        said = self.bounds(own) if isinstance(own, Bounds) else self.amount(own)
        return ("{}为 {}", "{}: {}")[self.at].format(self.subject(name), said)

    def phase(self, phase: PhaseOf) -> str:
        time = "，".join(self.limits(phase)) if self.at == 0 else ", ".join(self.limits(phase))
        return ("{}：{}", "{}: {}")[self.at].format(time, self.bounds(phase))

    def limits(self, said: Rule | PhaseOf) -> Iterable[str]:
        if said.from_ is not None:
            yield ("自 {} 起", "from {}")[self.at].format(self.day(said.from_))
        if said.to is not None:
            yield ("到 {} 止", "until {}")[self.at].format(self.day(said.to))
        if isinstance(said, Rule) and said.grace:
            form = ("期满后 {} 天内办的也算", "what comes within {} days after the end counts")
            yield form[self.at].format(said.grace)
        if isinstance(said, Rule) and said.part is not None:
            yield self.pick(PARTS[said.part])

    # Words -----------------------------------------------------------------------------------

    def marks(self, where: Tags, kinds: Iterable[FactKind | RosterKind]) -> Iterable[str]:
        for tag, values in where.items():
            yield self.several([self.value(tag, value, kinds) for value in values])

    def value(self, tag: str, value: str, kinds: Iterable[FactKind | RosterKind]) -> str:
        may_be = next((kind.tags[tag] for kind in kinds if tag in kind.tags), None)
        if may_be == YES_NO:
            yes, no = YES_NO_WORDS.get(tag, ((f"{tag}：是", tag), (f"{tag}：否", f"not {tag}")))
            return self.pick(yes if value == "yes" else no)
        return self.term(may_be, value)

    def term(self, may_be: Values, value: str) -> str:
        """The plan's word for a code; for a fixed list, from the vocabulary most like it."""
        known = self.document.vocabularies
        if isinstance(may_be, tuple):
            most = max(known, key=lambda name: _overlap(known, name, may_be), default="")
            may_be = most if most and _overlap(known, most, may_be) else None
        for term in known.get(may_be or "", ()):
            if term.code == value:
                return self.pick((term.zh, term.en))
        return value

    def tag(self, code: str) -> str:
        return self.pick(TAGS.get(code, (code, code)))

    def number_word(self, code: str) -> str:
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


def _kinds(codes: Iterable[str]) -> list[FactKind]:
    return [fact_kinds().get(code) or FactKind(code, code, code) for code in codes]


def _overlap(known: Mapping[str, Iterable[object]], name: str, codes: tuple[str, ...]) -> int:
    return len({getattr(term, "code", "") for term in known[name]} & set(codes))


def _number(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
