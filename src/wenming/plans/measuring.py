"""Whether what a rule counts, and of whom, can be counted: kinds, tags, numbers, subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wenming.base.kinds import FactKind, RosterKind, Values
from wenming.plans.faults import Fault, nearest
from wenming.plans.ground import Ground, attributes, tag_faults, tag_value_fault
from wenming.plans.names import unknown
from wenming.plans.nodes import Node, at, is_null, items, text
from wenming.plans.rules import MEASURES, Rule

__all__ = [
    "attribute_faults",
    "is_strange",
    "kind_fault",
    "measure_faults",
    "roster_faults",
    "says",
]

KEYS = frozenset(field.alias or name for name, field in Rule.model_fields.items())


def is_strange(rule: Node) -> bool:
    """Whether a key is unknown: what seems missing may be what it was meant to say."""
    return bool((rule.keyed or {}).keys() - KEYS)


def says(rule: Node, keys: Iterable[str]) -> list[str]:
    """Which of the keys the rule uses; one without a value says nothing."""
    return [key for key in keys if (value := at(rule, key)) is not None and not is_null(value)]


# Of whom -------------------------------------------------------------------------------------


def roster_faults(rule: Node, ground: Ground) -> Iterator[Fault]:
    """A roster that nobody keeps, tags it does not have, subjects the plan does not know."""
    each = at(rule, "each")
    if each is None or each.text is None:
        return
    roster = ground.rosters.get(each.text)
    if roster is None:
        near = nearest(each.text, ground.rosters)
        yield Fault(each.place, "unknown", each.text, "roster", tuple(ground.rosters), near)
        return
    yield from tag_faults(ground, at(rule, "where"), roster.tags, roster.code)
    yield from _subject_faults(rule, roster, ground)


def _subject_faults(rule: Node, roster: RosterKind, ground: Ground) -> Iterator[Fault]:
    for key in ("only", "except"):
        yield from (
            fault for one in items(at(rule, key)) for fault in _subject(one, roster, ground)
        )
    numbers = at(rule, "numbers")
    for name, place in (numbers.keys if numbers is not None else {}).items():
        yield from _subject(Node(place, text=name), roster, ground)


def _subject(node: Node, roster: RosterKind, ground: Ground) -> Iterator[Fault]:
    of, colon, name = (node.text or "").rpartition(":")
    if colon and of != roster.code:
        more = {"roster": roster.code}
        yield Fault(node.place, "wrong_roster", node.text or "", "subject", more=more)
    elif roster.subjects is not None:
        yield from unknown(
            Node(node.place, text=name), roster.subjects, _noun(roster), ground.names
        )


def _noun(roster: RosterKind) -> str:
    what = roster.subjects or "subject"
    return "term" if what.startswith("vocabulary:") else what


# What ----------------------------------------------------------------------------------------


def measure_faults(rule: Node, ground: Ground) -> Iterator[Fault]:
    """Exactly one measure, of kinds that exist, with tags and numbers that they have."""
    used = says(rule, MEASURES)
    if not used and not is_strange(rule):
        yield Fault(rule.place, "no_measure", text(rule, "id") or "", "", MEASURES)
    if len(used) > 1:
        place = rule.keys[max(used, key=lambda key: rule.keys[key])]
        more = {"both": " + ".join(used)}
        yield Fault(place, "two_measures", text(rule, "id") or "", more=more)
    for measure in used:
        yield from _one_measure(rule, measure, ground)


def _one_measure(rule: Node, measure: str, ground: Ground) -> Iterator[Fault]:
    if measure == "ratio":
        yield from _ratio(rule, ground)
        return
    named = at(rule, measure) if measure in ("count", "exists") else at(rule, measure, "of")
    yield from _kind_faults(named, ground)
    kinds = _kinds(named, ground)
    yield from _conditions(rule, measure, kinds, ground)
    yield from _listed(at(rule, "each_of"), kinds, ground)


def _conditions(node: Node, measure: str, kinds: list[FactKind], ground: Ground) -> Iterator[Fault]:
    """The tags asked for, and the number or tag that the measure is about."""
    for kind in kinds:
        yield from tag_faults(ground, at(node, "with"), kind.tags, kind.code)
    if measure == "covers":
        yield from _listed(at(node, measure), kinds, ground)
    elif measure == "sum":
        numbers = {kind.code: kind.numbers for kind in kinds}
        yield from _unknown_name(at(node, measure, "number"), "number", numbers)
    elif measure == "distinct":
        yield from _unknown_name(at(node, measure, "tag"), "tag", _tags_of(kinds))


def _ratio(rule: Node, ground: Ground) -> Iterator[Fault]:
    if (misplaced := at(rule, "with")) is not None:
        yield Fault(misplaced.place, "with_in_ratio")
    for side in ("part", "over"):
        node = at(rule, "ratio", side)
        if node is not None and node.keyed is not None:
            yield from _side(node, ground)
    yield from attribute_faults(at(rule, "ratio", "over"), rule, ground)


def _side(node: Node, ground: Ground) -> Iterator[Fault]:
    used = says(node, ("count", "sum", "distinct"))
    if len(used) != 1 and not (node.keyed or {}).keys() - {"count", "sum", "distinct", "with"}:
        yield Fault(node.place, "one_amount")
    for measure in used:
        named = at(node, measure) if measure == "count" else at(node, measure, "of")
        yield from _kind_faults(named, ground)
        yield from _conditions(node, measure, _kinds(named, ground), ground)


def attribute_faults(node: Node | None, rule: Node, ground: Ground) -> Iterator[Fault]:
    """A number that the subjects of the rule's roster do not have."""
    roster = text(rule, "each") or ""
    known = attributes(ground, roster)
    if node is None or node.text is None or roster not in ground.rosters:
        return
    if node.text not in known and not ground.names.is_unsure("unit"):
        near, more = nearest(node.text, known), {"of": roster}
        yield Fault(node.place, "unknown_number", node.text, "number", known, near, more)


def _kinds(node: Node | None, ground: Ground) -> list[FactKind]:
    said = (kind.text or "" for kind, _ in _named(node))
    return [ground.kinds[kind] for kind in said if kind in ground.kinds]


def _kind_faults(node: Node | None, ground: Ground) -> Iterator[Fault]:
    for named, conditions in _named(node):
        yield from kind_fault(named, ground)
        if conditions is not None and (kind := ground.kinds.get(named.text or "")):
            yield from tag_faults(ground, conditions, kind.tags, kind.code)


def _named(node: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """The kinds counted, each with the conditions of its own if it has any."""
    for one in [node] if node is not None and node.keyed is not None else items(node):
        if one.keyed is None:
            yield one, None
        elif (kind := at(one, "of")) is not None:
            yield kind, at(one, "with")


def kind_fault(node: Node, ground: Ground) -> Iterator[Fault]:
    """A kind of fact that no package offers."""
    if node.text and node.text not in ground.kinds:
        near = nearest(node.text, ground.kinds)
        yield Fault(node.place, "unknown", node.text, "fact_kind", tuple(ground.kinds), near)


def _tags_of(kinds: Iterable[FactKind]) -> Mapping[str, tuple[str, ...]]:
    return {kind.code: tuple(kind.tags) for kind in kinds}


def _unknown_name(
    node: Node | None, noun: str, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    """A tag or number that one of the kinds does not have."""
    for kind, names in known.items():
        if node is not None and node.text and node.text not in names:
            near, more = nearest(node.text, names), {"of": kind}
            yield Fault(node.place, f"unknown_{noun}", node.text, noun, names, near, more)


# Values listed -------------------------------------------------------------------------------


def _listed(node: Node | None, kinds: list[FactKind], ground: Ground) -> Iterator[Fault]:
    if node is None or node.keyed is None:
        return
    yield from _unknown_name(at(node, "tag"), "tag", _tags_of(kinds))
    tag = text(node, "tag") or ""
    for allowed in [kind.tags[tag] for kind in kinds if tag in kind.tags]:
        for one in items(at(node, "values")):
            yield from tag_value_fault(ground, one, tag, allowed)
        yield from _other_vocabulary(at(node, "all"), tag, allowed, ground)
    yield from _group(node, ground)
    if not says(node, ("values", "all")):
        yield Fault(node.place, "no_values")


def _other_vocabulary(
    node: Node | None, tag: str, allowed: Values, ground: Ground
) -> Iterator[Fault]:
    known = ground.names.known("vocabulary")
    if node is None or not isinstance(allowed, str) or node.text not in known:
        return
    if node.text not in (meant := tuple(allowed.split("|"))):
        near, more = nearest(node.text or "", meant), {"tag": tag}
        yield Fault(node.place, "wrong_vocabulary", node.text or "", "", meant, near, more)


def _group(node: Node, ground: Ground) -> Iterator[Fault]:
    group, vocabulary = at(node, "group"), text(node, "all")
    if group is None or group.text is None or vocabulary not in ground.names.groups:
        return
    known = tuple(sorted(ground.names.groups[vocabulary]))
    if group.text not in known:
        near = nearest(group.text, known)
        yield Fault(group.place, "unknown", group.text, "group", known, near)
