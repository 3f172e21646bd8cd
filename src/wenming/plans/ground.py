"""What a check stands on: the plan's names, and what packages offer to count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wenming.base.kinds import YES_NO, FactKind, RosterKind, Values
from wenming.plans.faults import Fault, nearest
from wenming.plans.meanings import yes_no
from wenming.plans.names import Names
from wenming.plans.nodes import Node, at, items

__all__ = ["Ground", "attributes", "tag_faults", "tag_value_fault"]

# Rosters whose subjects belong to one unit and have its numbers.
OF_A_UNIT = ("unit", "team", "pair", "post")


@dataclass(frozen=True, slots=True)
class Ground:
    """The tree of the plan, the names in it, the kinds of fact and the rosters there are."""

    root: Node
    names: Names
    kinds: Mapping[str, FactKind]
    rosters: Mapping[str, RosterKind]

    def section(self, name: str) -> Iterator[Node]:
        """The items of a section that are mappings, as far as they could be read."""
        for item in items(at(self.root, name)):
            if item.keyed is not None:
                yield item


def attributes(ground: Ground, roster: str) -> tuple[str, ...]:
    """The numbers that a roster's subjects may have, those that the plan itself gives included."""
    offered = list(ground.rosters[roster].numbers) if roster in ground.rosters else []
    holders = list(ground.section("units")) if roster in OF_A_UNIT else []
    for holder in [at(ground.root, "town")] if roster == "town" else holders:
        numbers = at(holder, "numbers")
        offered += (numbers.keyed or {}) if numbers is not None else ()
    return tuple(dict.fromkeys(offered))


def tag_faults(
    ground: Ground, node: Node | None, tags: Mapping[str, Values], of: str
) -> Iterator[Fault]:
    """Tags that a kind or roster does not have, and values that its tags cannot have."""
    for tag, value in ((node.keyed if node else None) or {}).items():
        if node is not None and tag not in tags:
            place, near = node.keys[tag], nearest(tag, tags)
            yield Fault(place, "unknown_tag", tag, "tag", tuple(tags), near, {"of": of})
            continue
        for one in items(value):
            yield from tag_value_fault(ground, one, tag, tags[tag])


def tag_value_fault(ground: Ground, node: Node, tag: str, allowed: Values) -> Iterator[Fault]:
    """The fault of a value that a tag cannot have. `a|b` is either of two vocabularies."""
    if allowed is None or node.text is None:
        return
    if isinstance(allowed, str):
        yield from _term_fault(ground, node, tag, allowed)
    elif node.text not in allowed:
        near = _yes_no(node.text, allowed) or nearest(node.text, allowed)
        more = {"tag": tag}
        yield Fault(node.place, "wrong_tag_value", node.text, "value", allowed, near, more)


def _yes_no(said: str, allowed: tuple[str, ...]) -> str:
    return yes_no(said) if allowed == YES_NO else ""


def _term_fault(ground: Ground, node: Node, tag: str, vocabulary: str) -> Iterator[Fault]:
    names, value = ground.names, node.text or ""
    lacking = [one for one in vocabulary.split("|") if one not in names.known("vocabulary")]
    parts = [names.codes(f"vocabulary:{one}") for one in vocabulary.split("|")]
    known = parts[0] if len(parts) == 1 else tuple(term for part in parts for term in part)
    if value in known or names.is_unsure("vocabulary"):
        return
    if lacking and not known:
        yield Fault(node.place, "no_such_vocabulary", lacking[0], more={"tag": tag})
        return
    near, more = nearest(value, known), {"vocabulary": vocabulary}
    yield Fault(node.place, "not_in_vocabulary", value, "term", known, near, more)
