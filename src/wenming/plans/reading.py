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

from wenming.plans.decoding import LARGEST, Stop, decoded
from wenming.plans.faults import Fault, Place
from wenming.plans.nodes import Node
from wenming.plans.trees import tree

__all__ = ["LARGEST", "ReadFile", "read"]

SECTION = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)\s*:")
KEY = re.compile(r"^(?P<indent> +)[^\s#-]")
ITEM = re.compile(r"^(?P<indent> *)- ")


@dataclass(slots=True)
class ReadFile:
    """What could be read of a file. `lost` names the sections that are not whole."""

    name: str
    root: Node
    faults: list[Fault] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    unreadable: bool = False


def read(name: str, data: bytes) -> ReadFile:
    """The tree of a file, or as much of it as can be read, and every fault of its form."""
    found = ReadFile(name, Node(Place(name), keyed={}))
    try:
        words = decoded(name, data)
    except Stop as stop:
        found.faults.append(stop.fault)
        found.unreadable = True
        return found
    try:
        found.root = tree(name, words, found.faults, {})
    except Stop as stop:
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
        return tree(self.found.name, padded, self.found.faults, self.anchors)


def _recover(found: ReadFile, words: str, stop: Stop) -> None:
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
    except Stop as stop:
        found.lost.add(key)
        before = len(found.faults)
        _keep(found, key, place, _saved_items(broken, start, end))
        if len(found.faults) == before:
            found.faults.append(stop.fault)


def _saved_items(broken: _Broken, start: int, end: int) -> Node | None:
    lines = broken.lines[:end]
    first = next((match for line in lines[start + 1 :] if (match := ITEM.match(line))), None)
    if first is None:
        return _saved_keys(broken, start, end)
    saved: list[Node] = []
    for top, bottom in _pieces(lines, re.compile(f"^{first['indent']}- "), start + 1):
        try:
            saved.extend(broken.tree(top, bottom).listed or ())
        except Stop as stop:
            broken.found.faults.append(stop.fault)
    return Node(Place(broken.found.name, start + 1, 1), listed=saved)


def _saved_keys(broken: _Broken, start: int, end: int) -> Node:
    """What can be read of a section that is a mapping, key by key."""
    saved = Node(Place(broken.found.name, start + 1, 1), keyed={})
    first = next(
        (match for line in broken.lines[start + 1 : end] if (match := KEY.match(line))), None
    )
    begins = re.compile(f"^{first['indent'] if first else ' '}[^\\s#-]")
    for top, bottom in _pieces(broken.lines[:end], begins, start + 1):
        try:
            piece = broken.tree(top, bottom)
        except Stop as stop:
            broken.found.faults.append(stop.fault)
            continue
        if piece.keyed is None:
            broken.found.faults.append(Fault(piece.place, "no_colon"))
        saved.keyed = {**(piece.keyed or {}), **(saved.keyed or {})}
        saved.keys |= piece.keys
    return saved


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
