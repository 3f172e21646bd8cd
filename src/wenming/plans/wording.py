"""A rule of a plan in words: whom it binds, how often, how much of what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from wenming.base.kinds import RosterKind
from wenming.base.language import Language
from wenming.plans.conversion import listed_values
from wenming.plans.document import Document
from wenming.plans.phrases import EVERY, NUMBERS, PARTS, ROSTERS, SHIFTS
from wenming.plans.rules import (
    Amount,
    Amounts,
    Bounds,
    CoversOf,
    EveryYears,
    KindOf,
    OnDayOf,
    PhaseOf,
    RatioOf,
    Rule,
)
from wenming.plans.sources import roster_kinds
from wenming.plans.speech import Voice, kinds_of, written

__all__ = ["sentence"]

# In Chinese a space stands beside figures and Latin letters only.
LOOSE: Final = re.compile(r"(?<![0-9A-Za-z%]) (?![0-9A-Za-z])")


def sentence(rule: Rule, document: Document, language: Language = "zh") -> str:
    """The rule as somebody would say it: "每支队伍每年至少 12 次：举办活动（以支队名义）。"."""
    return _Sentence(document, 0 if language == "zh" else 1).say(rule)


class _Sentence(Voice):
    """Says the parts of a rule."""

    def say(self, rule: Rule) -> str:
        head = self.whom(rule) + ("", ", ")[self.at] + self.when(rule)
        soft = ("原则上，", "as a rule, ")[self.at] if rule.soft else ""
        core = soft + head + (" ", ": ")[self.at] + self.how_much(rule)
        said = ("；", "; ")[self.at].join([core, *self.besides(rule)]) + "。."[self.at]
        return said[0].upper() + said[1:] if self.at else LOOSE.sub("", said)

    # Whom ------------------------------------------------------------------------------------

    def whom(self, rule: Rule) -> str:
        """Each team (of these shapes); of units their kinds are said at once: each station."""
        roster = roster_kinds().get(rule.each, RosterKind(rule.each, rule.each, rule.each))
        named = ROSTERS.get(rule.each, (f"每个{roster.zh}", f"each of the {roster.en}"))[self.at]
        where = dict(rule.where)
        if rule.each == "unit" and (kinds := where.pop("kind", None)):
            words = [self.value("kind", kind, [roster]) for kind in kinds]
            named = ("每个{}", "each {}")[self.at].format(("、", " or ")[self.at].join(words))
        return named + self.aside([*self.marks(where, [roster]), *self.exceptions(rule)])

    def exceptions(self, rule: Rule) -> Iterable[str]:
        if rule.only:
            yield ("只有{}", "only {}")[self.at].format(self.names(rule.only, rule.each))
        if rule.except_:
            yield ("{}除外", "except {}")[self.at].format(self.names(rule.except_, rule.each))

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
        is_by_phases = rule.phases and not (rule.exists or rule.each_of)
        return self.amount_of(counted, self.bounds(rule) or ("" if is_by_phases else self.least(1)))

    def amount_of(self, said: Amounts, bound: str) -> str:
        if said.sum is not None:
            number = self.pick(NUMBERS.get(said.sum.number, (said.sum.number, said.sum.number)))
            form = ("{}合计{}：{}", "{} in all {}, from {}")[self.at]
            return form.format(number, bound, self.facts(said.sum.of, said.with_))
        if said.distinct is not None:
            form = ("{} 种不同的{}：{}", "{} different values of “{}”, from {}")[self.at]
            of = self.facts(said.distinct.of, said.with_)
            return form.format(bound, self.tag(said.distinct.tag), of)
        if not bound:
            return self.facts(said.count or (), said.with_)
        unit = self.measure_word(said.count or ())
        form = ("{} {}：{}", "{}{} × {}")[self.at]
        return form.format(bound, unit, self.facts(said.count or (), said.with_))

    def measure_word(self, counted: Iterable[str | KindOf]) -> str:
        lasting = [kind.lasting for kind in kinds_of(counted)]
        return ("个" if any(lasting) else "次") if self.at == 0 else ""

    def covering(self, rule: Rule, covers: CoversOf) -> str:
        values, bound = listed_values(covers, self.document), self.bounds(rule)
        kinds = kinds_of(covers.of)
        words = self.several([self.value(covers.tag, value, kinds) for value in values])
        less = ("{0}{1} 项，共 {2} 项", "with {1} of these {2} values of “{0}”")[self.at]
        whole = ("{0}齐全，共 {2} 项", "with all of these {2} values of “{0}”")[self.at]
        some = (less if bound else whole).format(self.tag(covers.tag), bound, len(values))
        of = self.facts(covers.of, rule.with_)
        return ("{}，{}：{}", "{}, {}: {}")[self.at].format(of, some, words)

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

    # Besides ---------------------------------------------------------------------------------

    def besides(self, rule: Rule) -> Iterable[str]:
        if rule.each_of is not None:
            kinds = kinds_of(rule.count or rule.exists or (rule.sum.of if rule.sum else ()))
            values = listed_values(rule.each_of, self.document)
            words = self.several([self.value(rule.each_of.tag, one, kinds) for one in values])
            form = ("其中{}每项至少 {}", "of these at least {1} of each of {0}")[self.at]
            yield form.format(words, written(rule.each_of.at_least))
        yield from (
            self.own(self.subject(name, rule.each), own) for name, own in rule.numbers.items()
        )
        yield from map(self.phase, rule.phases)
        yield from self.limits(rule)

    def own(self, name: str, own: Amount | Bounds) -> str:
        said = self.bounds(own) if isinstance(own, Bounds) else self.amount(own)
        return ("{}为 {}", "{}: {}")[self.at].format(name, said)

    def phase(self, phase: PhaseOf) -> str:
        time = "，".join(self.limits(phase)) if self.at == 0 else ", ".join(self.limits(phase))
        return ("{}：{}", "{}: {}")[self.at].format(time, self.bounds(phase))

    def limits(self, said: Rule | PhaseOf) -> Iterable[str]:
        if said.from_ is not None:
            yield ("自 {} 起", "from {}")[self.at].format(self.day(said.from_))
        if said.to is not None:
            yield ("到 {} 止", "until {}")[self.at].format(self.day(said.to))
        if isinstance(said, Rule) and said.afterwards:
            yield ("期满以后办", "after the period is over")[self.at]
        if isinstance(said, Rule) and said.grace:
            form = ("期满后 {} 天内办的也算", "what comes within {} days after the end counts")
            yield form[self.at].format(said.grace)
        if isinstance(said, Rule) and said.part is not None and said.part in PARTS:
            yield self.pick(PARTS[said.part])
