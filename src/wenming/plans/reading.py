"""From the bytes of one file to its tree, whatever the bytes are.

A plan comes from strangers: too big, too deep, not text, in another encoding, with aliases that
unfold into millions. Each is refused with its line, and what can still be read is read: where a
section is broken the others keep their faults, and where an item is broken its neighbours do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import yaml

from wenming.plans.faults import Fault, Place
from wenming.plans.nodes import Node
from wenming.plans.sentences import SYNTAX

__all__ = ["LARGEST", "ReadFile", "read"]

LARGEST = 2_000_000  # bytes of one file
MOST_NODES = 100_000
DEEPEST = 40
SECTION = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)\s*:")
ITEM = re.compile(r"^(?P<indent> *)- ")
NULLS = ("", "~", "null")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class HasPlace(Protocol):
    """A mark of either of the parser's two kinds."""

    line: int
    column: int


@dataclass(slots=True)
class ReadFile:
    """What could be read of a file. `lost` names the sections that are not whole."""

    name: str
    root: Node
    faults: list[Fault] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    unreadable: bool = False


class _Stop(Exception):
    """Reading ends here; the fault says why."""

    def __init__(self, fault: Fault, *, may_recover: bool = False) -> None:
        super().__init__(fault.code)
        self.fault = fault
        self.may_recover = may_recover


def read(name: str, data: bytes) -> ReadFile:
    """The tree of a file, or as much of it as can be read, and every fault of its form."""
    found = ReadFile(name, Node(Place(name), keyed={}))
    try:
        words = _decoded(name, data)
    except _Stop as stop:
        found.faults.append(stop.fault)
        found.unreadable = True
        return found
    try:
        found.root = _tree(name, words, found.faults, {})
    except _Stop as stop:
        _recover(found, words, stop)
    _refuse_other_roots(found)
    return found


def _refuse_other_roots(found: ReadFile) -> None:
    if found.root.keyed is None:
        value = found.root.text or ("- …" if found.root.listed is not None else "")
        code = "not_a_mapping" if value else "empty_file"
        found.faults.append(Fault(found.root.place, code, value=value))
        found.root = Node(found.root.place, keyed={})
        found.unreadable = True


# Bytes to text -------------------------------------------------------------------------------


def _decoded(name: str, data: bytes) -> str:
    place = Place(name)
    if len(data) > LARGEST:
        raise _Stop(Fault(place, "too_large", more={"most": f"{LARGEST // 1_000_000} MB"}))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Stop(Fault(place, "not_utf8", value="UTF-16"))
    if b"\0" in data:
        raise _Stop(Fault(_place_of_byte(name, data, data.index(b"\0")), "not_text"))
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Stop(_wrong_encoding(name, data, error.start)) from error
    if not words.strip():
        raise _Stop(Fault(place, "empty_file"))
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _wrong_encoding(name: str, data: bytes, start: int) -> Fault:
    place = _place_of_byte(name, data, start)
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Fault(place, "not_text")
    return Fault(place, "not_utf8", value="GBK / GB18030")


def _place_of_byte(name: str, data: bytes, at: int) -> Place:
    before = data[:at]
    return Place(name, before.count(b"\n") + 1, at - before.rfind(b"\n"))


# Text to tree --------------------------------------------------------------------------------


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
            raise _Stop(Fault(self._place(event), "too_deep", more={"most": str(DEEPEST)}))
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
            raise _Stop(Fault(place, "too_many_values", more={"most": str(MOST_NODES)}))

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self.faults.append(Fault(self._place(event), "tag_refused", value=event.tag))

    def _place(self, event: yaml.Event) -> Place:
        return _place(self.name, event.start_mark)


def _tree(name: str, words: str, faults: list[Fault], anchors: dict[str, Node]) -> Node:
    """The tree of a whole text; `anchors` may be known from pieces read before."""
    own: list[Fault] = []
    builder = _Builder(name, own, anchors)
    try:
        for event in yaml.parse(words, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _Stop(_syntax(name, words, error), may_recover=True) from error
    except yaml.reader.ReaderError as error:
        fault = _strange_character(name, words, error)
        raise _Stop(fault, may_recover=True) from error
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
    is_tab = code == "cannot_start" and "\t" in "".join(line)[: place.column]
    return Fault(place, "tab" if is_tab else code, value=problem)


def _strange_character(name: str, words: str, error: yaml.reader.ReaderError) -> Fault:
    found = re.search(
        "[^\\t\\n\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]", words
    )
    at = found.start() if found else 0
    place = Place(name, words.count("\n", 0, at) + 1, at - words.rfind("\n", 0, at))
    character = f"U+{ord(words[at]):04X}" if found else str(error.reason)
    return Fault(place, "strange_character", value=character)


# What can be saved of a broken file ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Broken:
    """A file that cannot be read in one go."""

    found: ReadFile
    lines: Sequence[str]
    anchors: dict[str, Node] = field(default_factory=dict)

    def tree(self, start: int, end: int) -> Node:
        """The tree of some lines, at the places where they stand in the file."""
        padded = "\n" * start + "\n".join(self.lines[start:end])
        return _tree(self.found.name, padded, self.found.faults, self.anchors)


def _recover(found: ReadFile, words: str, stop: _Stop) -> None:
    """Read section by section, and in a broken section item by item."""
    broken = _Broken(found, words.split("\n"))
    before = len(found.faults)
    if stop.may_recover:
        for start, end in _pieces(broken.lines, SECTION):
            _recover_section(broken, start, end)
    if len(found.faults) == before:
        found.faults.append(stop.fault)
        found.unreadable = True


def _recover_section(broken: _Broken, start: int, end: int) -> None:
    found = broken.found
    key = broken.lines[start].partition(":")[0].strip()
    place = Place(found.name, start + 1, 1)
    try:
        _keep(found, key, place, (broken.tree(start, end).keyed or {}).get(key))
    except _Stop as stop:
        found.lost.add(key)
        before = len(found.faults)
        _keep(found, key, place, _saved_items(broken, start, end))
        if len(found.faults) == before:
            found.faults.append(stop.fault)


def _saved_items(broken: _Broken, start: int, end: int) -> Node | None:
    lines = broken.lines[:end]
    first = next((match for line in lines[start + 1 :] if (match := ITEM.match(line))), None)
    if first is None:
        return None
    saved: list[Node] = []
    for top, bottom in _pieces(lines, re.compile(f"^{first['indent']}- "), start + 1):
        try:
            saved.extend(broken.tree(top, bottom).listed or ())
        except _Stop as stop:
            broken.found.faults.append(stop.fault)
    return Node(Place(broken.found.name, start + 1, 1), listed=saved)


def _keep(found: ReadFile, key: str, place: Place, node: Node | None) -> None:
    keyed = found.root.keyed if found.root.keyed is not None else {}
    if node is not None and key not in keyed:
        keyed[key] = node
        found.root.keys[key] = place


def _pieces(
    lines: Sequence[str], begins: re.Pattern[str], start: int = 0
) -> Iterator[tuple[int, int]]:
    heads = [at for at in range(start, len(lines)) if begins.match(lines[at])]
    yield from pairwise([*heads, len(lines)])
