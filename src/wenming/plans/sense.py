"""Whether the plan agrees with itself: quotes with paragraphs, clauses with rules, readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wenming.engines.obligations.values import Part, Shift
from wenming.plans.bounding import amount_faults, order_fault, time_faults
from wenming.plans.faults import Fault, nearest
from wenming.plans.ground import Ground, tag_faults
from wenming.plans.measuring import kind_fault, measure_faults, roster_faults
from wenming.plans.names import unknown
from wenming.plans.nodes import Node, at, items, text

__all__ = ["sense_faults"]


def sense_faults(ground: Ground) -> Iterator[Fault]:
    """Everything that is well written and cannot be."""
    paper = at(ground.root, "document")
    yield from order_fault(at(paper, "starts"), at(paper, "ends"))
    yield from _calendar(ground)
    for reading in ground.section("readings"):
        yield from _option(at(reading, "chosen"), text(reading, "id"), ground)
    for party in ground.section("parties"):
        yield from _party(party, ground)
    yield from _clauses(ground)
    for rule in ground.section("rules"):
        yield from _rule(rule, ground)


def _rule(rule: Node, ground: Ground) -> Iterator[Fault]:
    yield from roster_faults(rule, ground)
    yield from measure_faults(rule, ground)
    yield from amount_faults(rule, ground)
    yield from time_faults(rule, ground)
    readings = at(rule, "reading")
    for reading, options in ((readings.keyed if readings else None) or {}).items():
        place = readings.keys[reading] if readings is not None else options.place
        yield from unknown(Node(place, text=reading), "reading", "reading", ground.names)
        for option in items(options):
            yield from _option(option, reading, ground)


def _party(party: Node, ground: Ground) -> Iterator[Fault]:
    if "unit" in ground.rosters:
        yield from tag_faults(ground, at(party, "where"), ground.rosters["unit"].tags, "unit")


def _option(option: Node | None, reading: str | None, ground: Ground) -> Iterator[Fault]:
    if option is not None and reading in ground.names.known("reading"):
        yield from unknown(option, f"option:{reading}", "option", ground.names)


# Clauses -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Index:
    """What clauses are compared with: rules by clause, texts by paragraph, options chosen."""

    rules: dict[str, list[Node]] = field(default_factory=dict)
    meant: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    is_sure: bool = True


def _index(ground: Ground) -> _Index:
    found, clauses = _Index(), ground.names.known("clause")
    for rule in ground.section("rules"):
        name = text(rule, "clause") or ""
        found.rules.setdefault(name, []).append(rule)
        if name not in clauses:
            # The clause that was meant is not without a rule: its name was written wrongly.
            found.meant.add(nearest(name, clauses))
            found.is_sure &= name != ""
    for paragraph in ground.section("paragraphs"):
        if (words := text(paragraph, "text")) is not None:
            found.texts.setdefault(text(paragraph, "id") or "", words)
    for reading in ground.section("readings"):
        found.chosen.setdefault(text(reading, "id") or "", text(reading, "chosen") or "")
    return found


def _clauses(ground: Ground) -> Iterator[Fault]:
    index = _index(ground)
    for clause in ground.section("clauses"):
        yield from _quotes(clause, index)
        for kind in items(at(clause, "shows")):
            yield from kind_fault(kind, ground)
        yield from _rules_of(clause, index, ground)


def _rules_of(clause: Node, index: _Index, ground: Ground) -> Iterator[Fault]:
    code, name = at(clause, "kind"), text(clause, "id")
    if name is None or code is None:
        return
    rules = index.rules.get(name, [])
    if code.text == "stated":
        for rule in rules:
            yield Fault(rule.keys["clause"], "rule_on_stated", name)
    unchecked = name not in index.meant and not any(_holds(rule, index, ground) for rule in rules)
    is_sure = index.is_sure and not ground.names.is_unsure("rule")
    if code.text == "checked" and unchecked and is_sure:
        yield Fault(code.place, "clause_without_rule", name)


def _holds(rule: Node, index: _Index, ground: Ground) -> bool:
    """Whether the rule is in force; what cannot be said for its faults is taken to be."""
    readings = at(rule, "reading")
    for name, options in ((readings.keyed if readings else None) or {}).items():
        known = ground.names.known(f"option:{name}")
        said = [option.text or "" for option in items(options)]
        chosen = index.chosen.get(name, "")
        if chosen in known and all(one in known for one in said) and chosen not in said:
            return False
    return True


def _quotes(clause: Node, index: _Index) -> Iterator[Fault]:
    paragraph = text(clause, "paragraph") or ""
    words = index.texts.get(paragraph)
    for quote in items(at(clause, "words")):
        if words is not None and quote.text and _letters(quote.text) not in _letters(words):
            near = _nearest_words(quote.text, words)
            more = {"paragraph": paragraph}
            yield Fault(quote.place, "not_in_paragraph", quote.text, nearest=near, more=more)


def _letters(words: str) -> str:
    """The words without spaces: where a line of the file ends is no matter of the text."""
    return "".join(words.split())


def _nearest_words(quote: str, words: str) -> str:
    """The stretch of the paragraph most like the quote."""
    step = max(1, len(quote) // 8)
    return nearest(quote, (words[at : at + len(quote)] for at in range(0, len(words), step)))


# Calendar ------------------------------------------------------------------------------------


def _calendar(ground: Ground) -> Iterator[Fault]:
    calendar = at(ground.root, "calendar")
    shifts, parts = [str(one) for one in Shift], [str(one) for one in Part]
    yield from _by_reading(at(calendar, "gathering", "shift"), "shift", shifts, ground)
    yield from _by_reading(at(calendar, "first_year"), "part", parts, ground)
    for theme in items(at(calendar, "themes")):
        if (month := at(theme, "month")) is not None and month.text:
            ground.names.give("theme", month.text, month.place)


def _by_reading(
    node: Node | None, noun: str, allowed: list[str], ground: Ground
) -> Iterator[Fault]:
    """A value of the calendar, or a reading whose options are such values."""
    if node is None or node.text is None or node.text in allowed:
        return
    readings = ground.names.known("reading")
    if node.text not in readings:
        if not ground.names.is_unsure("reading"):
            known = (*allowed, *readings)
            yield Fault(node.place, "unknown", node.text, noun, known, nearest(node.text, known))
        return
    for option, place in ground.names.known(f"option:{node.text}").items():
        if option not in allowed:
            yield Fault(place, "unknown", option, noun, tuple(allowed), nearest(option, allowed))
