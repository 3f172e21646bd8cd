"""From the plan's rules to the engine's: what is left out is filled in, what is meant is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wenming.engines.obligations import values as engine
from wenming.plans.document import Document
from wenming.plans.grammar import Tags
from wenming.plans.rules import (
    Amount,
    Amounts,
    Bounds,
    CoversOf,
    EveryYears,
    FormulaOf,
    Kinds,
    Listed,
    OnDayOf,
    PhaseOf,
    RatioOf,
    Rule,
)

__all__ = ["bound", "engine_rules", "gathering_day", "listed_values", "subject_key"]


def engine_rules(document: Document) -> tuple[engine.Rule, ...]:
    """The rules that hold under the readings chosen, as the obligations engine takes them."""
    return tuple(_rule(rule, document) for rule in document.active_rules())


def gathering_day(document: Document) -> engine.OnDay | None:
    """The day of concentrated practice, with the shift that the chosen reading gives it."""
    gathering = document.calendar.gathering
    if gathering is None:
        return None
    shift = document.chosen().get(gathering.shift, gathering.shift)
    return engine.OnDay(gathering.day, engine.Shift(shift))


def subject_key(roster: str, name: str) -> str:
    """`unit:tangbian`, also where the plan says only `tangbian`."""
    return name if name.startswith(f"{roster}:") else f"{roster}:{name}"


def listed_values(listed: Listed, document: Document) -> tuple[str, ...]:
    """The values named one by one, or those of the vocabulary (or of a group of it)."""
    if listed.values is not None or listed.all is None:
        return listed.values or ()
    return document.terms(listed.all, listed.group)


def bound(said: Bounds) -> engine.Bound:
    """At least, at most, both."""
    if said.between is not None:
        return engine.Bound(_amount(said.between[0]), _amount(said.between[1]))
    if said.exactly is not None:
        return engine.Bound(_amount(said.exactly), _amount(said.exactly))
    return engine.Bound(_amount(said.at_least), _amount(said.at_most))


def _rule(rule: Rule, document: Document) -> engine.Rule:
    return engine.Rule(
        id=rule.id,
        clause=rule.clause,
        measure=_measure(rule, document),
        bound=_bound(rule, document),
        period=_period(rule, document),
        roster=_roster(rule),
        own={subject_key(rule.each, name): _own(rule, own) for name, own in rule.numbers.items()},
        each_of=_each_of(rule, document),
        phases=tuple(_phase(phase) for phase in rule.phases),
        soft=rule.soft,
        start=rule.from_ or document.document.starts or document.document.issued_on,
        end=rule.to or document.document.ends,
        part=_part(rule, document),
        grace=rule.grace,
        afterwards=rule.afterwards,
    )


def _roster(rule: Rule) -> engine.Roster:
    return engine.Roster(
        of=rule.each,
        where=_tags(rule.where),
        only=frozenset(subject_key(rule.each, name) for name in rule.only),
        excluding=frozenset(subject_key(rule.each, name) for name in rule.except_),
    )


def _tags(tags: Tags) -> Mapping[str, frozenset[str]]:
    return {tag: frozenset(values) for tag, values in tags.items()}


# What is counted -----------------------------------------------------------------------------


def _measure(rule: Rule, document: Document) -> engine.Measure:
    if rule.covers is not None:
        return _covers(rule.covers, rule.with_, document)
    if rule.ratio is not None:
        return _ratio(rule.ratio)
    simple = Amounts.model_construct(
        count=rule.count or rule.exists, sum=rule.sum, distinct=rule.distinct, with_=rule.with_
    )
    return _amounts(simple)


def _covers(covers: CoversOf, where: Tags, document: Document) -> engine.Covers:
    return engine.Covers(_selection(covers.of, where), covers.tag, listed_values(covers, document))


def _ratio(ratio: RatioOf) -> engine.Ratio:
    over = ratio.over if isinstance(ratio.over, str) else _amounts(ratio.over)
    return engine.Ratio(_amounts(ratio.part), over)


def _amounts(said: Amounts) -> engine.Count | engine.Sum | engine.Distinct:
    if said.sum is not None:
        return engine.Sum(_selection(said.sum.of, said.with_), said.sum.number)
    if said.distinct is not None:
        return engine.Distinct(_selection(said.distinct.of, said.with_), said.distinct.tag)
    return engine.Count(_selection(said.count or (), said.with_))


def _selection(said: Kinds, where: Tags) -> engine.Selection:
    """The kinds without conditions of their own together, each of the others beside them."""
    plain = tuple(one for one in said if isinstance(one, str))
    own = [
        engine.Selection((one.of,), _tags({**where, **one.with_}))
        for one in said
        if not isinstance(one, str)
    ]
    first, *also = ([engine.Selection(plain, _tags(where))] if plain or not own else []) + own
    return replace(first, also=tuple(also)) if also else first


def _each_of(rule: Rule, document: Document) -> engine.EachOf | None:
    if rule.each_of is None:
        return None
    values = listed_values(rule.each_of, document)
    return engine.EachOf(rule.each_of.tag, values, rule.each_of.at_least)


# How much ------------------------------------------------------------------------------------


def _bound(rule: Rule, document: Document) -> engine.Bound:
    said = bound(rule)
    if said != engine.Bound():
        return said
    if rule.covers is not None:
        return engine.Bound(least=len(listed_values(rule.covers, document)))
    return engine.Bound(least=1) if rule.exists or rule.each_of else said


def _own(rule: Rule, own: Amount | Bounds) -> engine.Bound:
    if isinstance(own, Bounds):
        return bound(own)
    amount = _amount(own)
    if rule.exactly is not None:
        return engine.Bound(amount, amount)
    return engine.Bound(most=amount) if rule.at_most is not None else engine.Bound(least=amount)


def _amount(said: Amount | None) -> float | engine.Formula | None:
    if not isinstance(said, FormulaOf):
        return said
    return engine.Formula(
        attribute=said.of,
        every=said.every,
        give=said.give,
        rounding=said.round,
        plus=said.plus,
        least=said.min,
        most=said.max,
    )


# When ----------------------------------------------------------------------------------------


def _period(rule: Rule, document: Document) -> engine.Period:
    if rule.by is not None:
        return engine.Once(rule.by)
    if rule.on is not None:
        return _on_day(rule.on, document)
    if isinstance(rule.per, EveryYears):
        return engine.Years(rule.per.years, rule.per.from_)
    return engine.Each(rule.per or engine.Every.YEAR)


def _on_day(on: OnDayOf | str, document: Document) -> engine.OnDay:
    if isinstance(on, OnDayOf):
        return engine.OnDay(on.day, on.shift, on.before, on.after)
    return gathering_day(document) or engine.OnDay(1)


def _phase(phase: PhaseOf) -> engine.Phase:
    return engine.Phase(bound(phase), phase.from_, phase.to)


def _part(rule: Rule, document: Document) -> engine.Part:
    said = document.calendar.first_year
    return rule.part or engine.Part(document.chosen().get(said, said))
