"""A YAML file as a tree that remembers where each value stands.

Scalars stay text: the grammar says what is a number or a day, so `2.1` is a paragraph, not a
float, and `no` is a word, not a falsehood. Trees are built from events, without recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wenming.plans.faults import Place

__all__ = [
    "Node",
    "Path",
    "Plain",
    "at",
    "child",
    "is_null",
    "items",
    "key_place",
    "place_of",
    "plain",
    "text",
]

Path = tuple[str | int, ...]
Plain = str | None | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class Node:
    """A scalar (`text`), a list (`listed`) or a mapping (`keyed`), and its place.

    `size` counts the nodes below, aliases included each time they are used.
    """

    place: Place
    text: str | None = None
    listed: list[Node] | None = None
    keyed: dict[str, Node] | None = None
    keys: dict[str, Place] = field(default_factory=dict)
    size: int = 1


def plain(node: Node) -> Plain:
    """The values alone."""
    if node.keyed is not None:
        return {key: plain(value) for key, value in node.keyed.items()}
    if node.listed is not None:
        return [plain(value) for value in node.listed]
    return node.text


def child(node: Node | None, part: str | int) -> Node | None:
    """What stands under a key or at a position, if anything does."""
    if node is None:
        return None
    if isinstance(part, str):
        return (node.keyed or {}).get(part)
    listed = node.listed or []
    return listed[part] if 0 <= part < len(listed) else None


def at(node: Node | None, *path: str | int) -> Node | None:
    """What stands at the end of a path, if it goes so far."""
    for part in path:
        node = child(node, part)
    return node


def is_null(node: Node) -> bool:
    """Whether there is a key and nothing behind it."""
    return node.text is None and node.listed is None and node.keyed is None


def text(node: Node | None, *path: str | int) -> str | None:
    """The scalar at the end of a path."""
    found = at(node, *path)
    return found.text if found is not None else None


def items(node: Node | None) -> Iterator[Node]:
    """The items of a list; a scalar is a list of one."""
    if node is None:
        return
    if node.listed is not None:
        yield from node.listed
    elif node.text is not None:
        yield node


def place_of(node: Node, path: Path) -> Place:
    """The place of the value at a path, or of the nearest thing above it that exists.

    Parts that are not in the tree (the names of the branches of a union) are passed over.
    """
    for part in path:
        node = child(node, part) or node
    return node.place


def key_place(node: Node, path: Path) -> Place:
    """The place of a key, which is where a key too many is shown."""
    for part in path[:-1]:
        node = child(node, part) or node
    return node.keys.get(str(path[-1]), place_of(node, path[-1:]))
