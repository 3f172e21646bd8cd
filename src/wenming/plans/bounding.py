"""Whether a rule's amounts and times make sense: one bound, one time, phases in a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wenming.plans.faults import Fault
from wenming.plans.ground import Ground
from wenming.plans.measuring import attribute_faults, is_strange, says
from wenming.plans.nodes import Node, at, items, text

__all__ = ["amount_faults", "day", "order_fault", "time_faults"]

BOUNDS = ("at_least", "at_most", "exactly", "between")
TIMES = ("per", "by", "on")


# How much ------------------------------------------------------------------------------------


def amount_faults(rule: Node, ground: Ground) -> Iterator[Fault]:
    """The rule's own bound, those of its phases, those of single subjects."""
    if _needs_bound(rule):
        yield Fault(rule.place, "no_bound", text(rule, "id") or "", "", BOUNDS)
    phases = [phase for phase in items(at(rule, "phases")) if phase.keyed is not None]
    numbers = at(rule, "numbers")
    own = list(((numbers.keyed if numbers else None) or {}).values())
    for node in (rule, *phases, *own):
        yield from _bound_faults(node, rule, ground)
    for number in own:
        yield from _sideless(number, rule)


def _needs_bound(rule: Node) -> bool:
    """`exists` and `covers` say by themselves how much; so does a minimum of each category."""
    enough = says(rule, (*BOUNDS, "exists", "covers", "each_of", "phases"))
    return not enough and not is_strange(rule)


def _bound_faults(node: Node, rule: Node, ground: Ground) -> Iterator[Fault]:
    used = says(node, BOUNDS)
    if len(used) > 1 and used != ["at_least", "at_most"]:
        place = node.keys[max(used, key=lambda key: node.keys[key])]
        yield Fault(place, "two_bounds", more={"both": " + ".join(used)})
    else:
        yield from _contradiction(node)
    for key in used:
        for amount in (at(node, key), *items(at(node, key))):
            yield from _formula(amount, rule, ground)
    if at(node, "of") is not None and node is not rule:  # a formula as a subject's own number
        yield from _formula(node, rule, ground)


def _contradiction(node: Node) -> Iterator[Fault]:
    low, high = at(node, "at_least"), at(node, "at_most")
    if at(node, "between") is not None:
        low, high = at(node, "between", 0), at(node, "between", 1)
    yield from _more_than(low, high)


def _more_than(low: Node | None, high: Node | None) -> Iterator[Fault]:
    least, most = _number(low), _number(high)
    if high is not None and least is not None and most is not None and least > most:
        more = {"least": text(low) or "", "most": text(high) or ""}
        yield Fault(high.place, "contradiction", more=more)


def _formula(node: Node | None, rule: Node, ground: Ground) -> Iterator[Fault]:
    if node is not None and node.keyed is not None:
        yield from attribute_faults(at(node, "of"), rule, ground)
        yield from _more_than(at(node, "min"), at(node, "max"))


def _sideless(number: Node, rule: Node) -> Iterator[Fault]:
    if number.text is not None and not says(rule, BOUNDS[:3]) and says(rule, ("between",)):
        yield Fault(number.place, "own_needs_side", number.text)


def _number(node: Node | None) -> float | None:
    said = (text(node) or "").strip()
    try:
        return float(said[:-1]) / 100 if said.endswith("%") else float(said)
    except ValueError:
        return None


# When ----------------------------------------------------------------------------------------


def time_faults(rule: Node, ground: Ground) -> Iterator[Fault]:
    """One time, ends after starts, phases one after another."""
    used = says(rule, TIMES)
    if not used and not is_strange(rule):
        yield Fault(rule.place, "no_time", text(rule, "id") or "", "", TIMES)
    if len(used) > 1:
        place = rule.keys[max(used, key=lambda key: rule.keys[key])]
        more = {"both": " + ".join(used)}
        yield Fault(place, "two_times", text(rule, "id") or "", more=more)
    yield from _no_gathering(rule, ground)
    yield from order_fault(at(rule, "from"), at(rule, "to"))
    yield from order_fault(at(rule, "from"), at(rule, "by"))
    yield from _phases(rule)


def _no_gathering(rule: Node, ground: Ground) -> Iterator[Fault]:
    on = at(rule, "on")
    if on is None or on.text != "gathering_day" or ground.names.is_unsure("calendar"):
        return
    if at(ground.root, "calendar", "gathering") is None:
        yield Fault(on.place, "no_gathering_day")


def order_fault(start: Node | None, end: Node | None) -> Iterator[Fault]:
    """An end before its start."""
    first, last = day(start), day(end)
    if start is not None and end is not None and first and last and last < first:
        more = {"start": text(start) or ""}
        yield Fault(end.place, "ends_before_start", text(end) or "", more=more)


def day(node: Node | None) -> date | None:
    """The day that a scalar says, if it says one."""
    try:
        return date.fromisoformat(text(node) or "")
    except ValueError:
        return None


def _phases(rule: Node) -> Iterator[Fault]:
    phases = [phase for phase in items(at(rule, "phases")) if phase.keyed is not None]
    for number, phase in enumerate(phases):
        yield from order_fault(at(phase, "from"), at(phase, "to"))
        yield from _outside(phase, rule)
        before = next((one for one in phases[:number] if _overlap(one, phase)), None)
        if before is not None:
            yield Fault(phase.place, "phases_overlap", more={"first": str(before.place.line)})


def _outside(phase: Node, rule: Node) -> Iterator[Fault]:
    first, last = _span(rule)
    for key in ("from", "to"):
        found = day(at(phase, key))
        if found is not None and not first <= found <= last:
            yield Fault(phase.keys[key], "phase_outside", text(phase, key) or "")


def _overlap(one: Node, other: Node) -> bool:
    (start, end), (begin, finish) = _span(one), _span(other)
    return start <= finish and begin <= end and start <= end and begin <= finish


def _span(node: Node) -> tuple[date, date]:
    return day(at(node, "from")) or date.min, day(at(node, "to")) or date.max
