"""From text to a tree of nodes, event by event, without recursion and counting as it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import yaml

from wenming.plans.decoding import Stop
from wenming.plans.faults import Fault, Place
from wenming.plans.nodes import Node
from wenming.plans.sentences import SYNTAX

__all__ = ["tree"]

MOST_NODES = 100_000
DEEPEST = 40
A_PAIR = re.compile(r"(?P<indent>[ -]*)[\w.-]+: +[^#\s]")
NULLS = ("", "~", "null")
STRANGE = re.compile("[^\\t\\n\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class HasPlace(Protocol):
    """A mark of either of the parser's two kinds."""

    line: int
    column: int


@dataclass(slots=True)
class _Open:
    """A list or mapping not yet closed, with the key that waits for its value."""

    node: Node
    anchor: str | None
    key: str | None = None
    key_at: Place | None = None


class _Builder:
    """Builds the tree from events, counting as it goes."""

    def __init__(self, name: str, faults: list[Fault], anchors: dict[str, Node]) -> None:
        self.name = name
        self.faults = faults
        self.anchors = anchors
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.is_over = False

    def take(self, event: yaml.Event) -> None:
        if self.is_over:
            return
        if isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.is_over = True
            self.faults.append(Fault(self._place(event), "second_document"))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_tag(event)
        if len(self.stack) >= DEEPEST:
            raise Stop(Fault(self._place(event), "too_deep", more={"most": str(DEEPEST)}))
        if isinstance(event, yaml.MappingStartEvent):
            node = Node(self._place(event), keyed={})
        else:
            node = Node(self._place(event), listed=[])
        self.stack.append(_Open(node, event.anchor))

    def _close(self) -> None:
        closed = self.stack.pop()
        if closed.anchor:
            self.anchors[closed.anchor] = closed.node
        self._put(closed.node, closed.node.place)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        empty = not event.style and event.value in NULLS
        node = Node(self._place(event), text=None if empty else event.value)
        if event.anchor:
            self.anchors[event.anchor] = node
        self._put(node, node.place)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = str(event.anchor)
        meant = self.anchors.get(name)
        if meant is None:
            self.faults.append(Fault(self._place(event), "unknown_anchor", value=name))
        self._put(meant or Node(self._place(event), text=f"*{name}"), self._place(event))

    def _put(self, node: Node, place: Place) -> None:
        if not self.stack:
            self.root = node
            return
        self._count(node, place)
        above = self.stack[-1]
        if above.node.listed is not None:
            above.node.listed.append(node)
        elif above.key_at is None:
            self._key(above, node, place)
        else:
            self._value(above, node)

    def _key(self, above: _Open, node: Node, place: Place) -> None:
        if node.keyed is not None or node.listed is not None:
            self.faults.append(Fault(place, "key_not_a_word"))
        above.key, above.key_at = node.text or "", place

    def _value(self, above: _Open, node: Node) -> None:
        key, place = above.key or "", above.key_at or node.place
        above.key = above.key_at = None
        keyed = above.node.keyed if above.node.keyed is not None else {}
        if key in keyed:
            first = str(above.node.keys[key].line)
            self.faults.append(Fault(place, "duplicate_key", value=key, more={"first": first}))
            return
        keyed[key] = node
        above.node.keys[key] = place

    def _count(self, node: Node, place: Place) -> None:
        size = self.stack[-1].node.size = self.stack[-1].node.size + node.size
        if size > MOST_NODES:
            raise Stop(Fault(place, "too_many_values", more={"most": str(MOST_NODES)}))

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self.faults.append(Fault(self._place(event), "tag_refused", value=event.tag))

    def _place(self, event: yaml.Event) -> Place:
        return _place(self.name, event.start_mark)


def tree(name: str, words: str, faults: list[Fault], anchors: dict[str, Node]) -> Node:
    """The tree of a whole text; `anchors` may be known from pieces read before."""
    own: list[Fault] = []
    builder = _Builder(name, own, anchors)
    try:
        for event in yaml.parse(words, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise Stop(_syntax(name, words, error), may_recover=True) from error
    except yaml.reader.ReaderError as error:
        fault = _strange_character(name, words, error)
        raise Stop(fault, may_recover=True) from error
    faults.extend(own)
    return builder.root or Node(Place(name))


def _place(name: str, mark: HasPlace | None) -> Place:
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)


def _syntax(name: str, words: str, error: yaml.MarkedYAMLError) -> Fault:
    problem = error.problem or ""
    # What was being scanned began where the writer went wrong; its end may be the file's end.
    begun = (error.context or "").startswith("while scanning a")
    mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
    code = next((code for said, code in SYNTAX if said in problem), "syntax")
    place = _place(name, mark)
    line = words.split("\n")[place.line - 1 : place.line]
    if code == "cannot_start" and "\t" in "".join(line)[: place.column]:
        code = "tab"
    if code == "stray_colon" and _is_too_far_in(words.split("\n"), place.line - 1):
        code = "too_far_in"
    return Fault(place, code, value=problem)


def _is_too_far_in(lines: list[str], at: int) -> bool:
    """Whether a key stands further in than the key with its value on the line above."""
    if not 0 < at < len(lines):
        return False
    above, here = A_PAIR.match(lines[at - 1]), A_PAIR.match(lines[at])
    return bool(above and here and len(here["indent"]) > len(above["indent"]))


def _strange_character(name: str, words: str, error: yaml.reader.ReaderError) -> Fault:
    found = STRANGE.search(words)
    at = found.start() if found else 0
    place = Place(name, words.count("\n", 0, at) + 1, at - words.rfind("\n", 0, at))
    character = f"U+{ord(words[at]):04X}" if found else str(error.reason)
    return Fault(place, "strange_character", value=character)
