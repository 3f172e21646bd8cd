"""Every code the plan gives and every code it means, found by the marks of its grammar."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from wenming.plans.faults import Fault, Place, nearest
from wenming.plans.nodes import Node, at, items, text

__all__ = [
    "DEFINED_IN",
    "Names",
    "Schema",
    "collect",
    "forms",
    "references",
    "schemas",
    "unknown",
]

Schema = Mapping[str, object]

A_SLIP = 0.85  # so much alike are a word and its misspelling
CODE_KEYS = ("code", "id")
CODELESS = ("pair", "town", "vocabulary")  # sections that are no lists of things with a code

# In which section each thing gets its code.
DEFINED_IN: Mapping[str, str] = {
    "clause": "clauses",
    "leader": "leaders",
    "pair": "pairs",
    "paragraph": "paragraphs",
    "party": "parties",
    "reading": "readings",
    "rule": "rules",
    "town": "town",
    "unit": "units",
    "vocabulary": "vocabularies",
}


@dataclass(slots=True)
class Names:
    """The codes given, by kind of thing; `unsure` where its section could not be read whole."""

    given: dict[str, dict[str, Place]] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def give(self, what: str, code: str, place: Place) -> None:
        """Note a code; a fault if it is given already."""
        known = self.given.setdefault(what, {})
        if code in known:
            first = f"{known[code].file}:{known[code].line}"
            noun = "term" if what.startswith("vocabulary:") else what.split(":", maxsplit=1)[0]
            self.faults.append(
                Fault(place, "defined_twice", value=code, what=noun, more={"first": first})
            )
            return
        known[code] = place

    def known(self, what: str) -> Mapping[str, Place]:
        """The codes of a kind of thing. A single unit is a party too."""
        given = self.given.get(what, {})
        return ChainMap(given, self.given.get("unit", {})) if what == "party" else given

    def codes(self, what: str) -> tuple[str, ...]:
        """The same as a list to choose from, made once however many faults show it."""
        known = self.known(what)
        kept = self.lists.get(what, ())
        if len(kept) != len(known):
            kept = self.lists[what] = tuple(known)
        return kept

    def is_unsure(self, what: str) -> bool:
        """Whether an unknown code may well stand in what could not be read."""
        asked = {"unit", "party"} if what == "party" else {what.partition(":")[0]}
        return bool(asked & self.unsure)

    def lacks(self, what: str, code: str) -> bool:
        """Whether nothing has this code; where that is unsure, whether it is a slip of the pen."""
        known = self.known(what)
        if code in known:
            return False
        return not self.is_unsure(what) or bool(nearest(code, known, A_SLIP))


def collect(root: Node, schema: Schema, names: Names) -> None:
    """Find every code that is given."""
    for mark, what, node in _marked(root, schema, schema):
        if mark == "x-defines" and node.text:
            names.give(what, node.text, node.place)
    _note_nameless(root, names)
    _collect_vocabularies((root.keyed or {}).get("vocabularies"), names)
    _collect_options((root.keyed or {}).get("readings"), names)
    for code in names.given.get("party", {}).keys() & names.given.get("unit", {}).keys():
        names.give("unit", code, names.given["party"].pop(code))


def _note_nameless(root: Node, names: Names) -> None:
    """An item whose code cannot be read may be the one that is meant."""
    for what, section in DEFINED_IN.items():
        node = at(root, section)
        if node is not None and what not in CODELESS and not _all_named(node):
            names.unsure.add(what)


def _all_named(section: Node) -> bool:
    named = (any(text(one, key) for key in CODE_KEYS) for one in section.listed or ())
    return section.listed is not None and all(named)


def _collect_vocabularies(section: Node | None, names: Names) -> None:
    for name, terms in ((section.keyed if section else None) or {}).items():
        names.give("vocabulary", name, terms.place)
        names.given.setdefault(f"vocabulary:{name}", {})
        for term in items(terms):
            _collect_term(name, term, names)


def _collect_options(section: Node | None, names: Names) -> None:
    for reading in items(section):
        for option in items(at(reading, "options")):
            code = at(option, "code")
            if code is not None and code.text:
                names.give(f"option:{text(reading, 'id')}", code.text, code.place)


def _collect_term(vocabulary: str, term: Node, names: Names) -> None:
    code, group = at(term, "code"), text(term, "group")
    if code is not None and code.text:
        names.give(f"vocabulary:{vocabulary}", code.text, code.place)
    if group:
        names.groups.setdefault(vocabulary, set()).add(group)


def references(root: Node, schema: Schema, names: Names) -> Iterator[Fault]:
    """Every code that is meant and not given."""
    for mark, what, node in _marked(root, schema, schema):
        if mark == "x-refers":
            yield from unknown(node, what, what, names)


def unknown(node: Node, what: str, noun: str, names: Names) -> Iterator[Fault]:
    """The fault of a code that nothing has, unless it may stand in what could not be read."""
    known = names.known(what)
    if node.text and names.lacks(what, node.text):
        near = nearest(node.text, known)
        yield Fault(node.place, "unknown", node.text, noun, names.codes(what), near)


# Walking a tree beside its schema ------------------------------------------------------------

MARKS = ("x-defines", "x-refers")


def _marked(node: Node, schema: Schema, root: Schema) -> Iterator[tuple[str, str, Node]]:
    for form in forms(schema, root):
        for mark in MARKS:
            if isinstance(what := form.get(mark), str):
                yield from ((mark, what, item) for item in items(node))
        yield from _below(node, form, root)


def _below(node: Node, form: Schema, root: Schema) -> Iterator[tuple[str, str, Node]]:
    properties = schemas(form.get("properties"))
    rest = form.get("additionalProperties")
    for key, value in (node.keyed or {}).items():
        below = properties.get(key, rest)
        if isinstance(below, dict):
            yield from _marked(value, below, root)
    if isinstance(each := form.get("items"), dict):
        for item in items(node):
            yield from _marked(item, each, root)


def forms(schema: Schema, root: Schema) -> Iterable[Schema]:
    """The schema itself, what it refers to, and every branch of its unions."""
    yield schema
    if isinstance(reference := schema.get("$ref"), str):
        meant = schemas(root["$defs"])[reference.rsplit("/", 1)[1]]
        yield from forms(meant, root)
    for union in ("anyOf", "oneOf", "allOf"):
        for branch in cast("list[Schema]", schema.get(union, [])):
            yield from forms(branch, root)


def schemas(found: object) -> Mapping[str, Schema]:
    """A mapping of schemas, where there is one."""
    return cast("Mapping[str, Schema]", found) if isinstance(found, dict) else {}
