"""What people said about groups, on top of what the engine had found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .counting import counted
from .values import ALONE, Grouping, Merged, Moved, Named, Split, Word

__all__ = ["Standing", "standing"]

V = TypeVar("V")


@dataclass(slots=True)
class Standing:
    """Where needs lie before the engine looks again.

    `placed`: by a person, in a group or `ALONE`. `lying`: by the engine. `names` were given by
    people. `ids` are all that groups ever had as far as is known; a new group needs another.
    """

    placed: dict[str, str] = field(default_factory=dict)
    lying: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def __contains__(self, need: str) -> bool:
        return need in self.placed or need in self.lying

    def groups(self) -> dict[str, list[str]]:
        """The needs of each group that has any; ids and needs in their order."""
        found: dict[str, list[str]] = {}
        for need, group in _by_id(self.lying | self.placed):
            if group != ALONE:
                found.setdefault(group, []).append(need)
        return dict(_by_id(found))

    def group_of(self, need: str) -> str:
        return self.placed.get(need) or self.lying.get(need, ALONE)

    def members(self, group: str) -> list[str]:
        return self.groups().get(group, [])

    def put(self, needs: Iterable[str], group: str) -> None:
        """A person puts these needs there."""
        for need in needs:
            self.lying.pop(need, None)
            self.placed[need] = group
        self.ids.add(group)

    def name(self, group: str, name: str) -> None:
        """A person calls it this; by nothing, what the engine proposes holds again."""
        self.names.pop(group, None)
        if name:
            self.names[group] = name


def standing(before: Grouping, words: Iterable[Word], present: Iterable[str]) -> Standing:
    """An earlier grouping with people's words applied in their order, of the needs still there.

    The later word holds; what is said of groups that are gone changes nothing.
    """
    told = _as_it_was(before)
    for word in words:
        _hear(told, word)
    there = set(present)
    told.placed = {need: group for need, group in told.placed.items() if need in there}
    told.lying = {need: group for need, group in told.lying.items() if need in there}
    return told


def _as_it_was(before: Grouping) -> Standing:
    told = Standing(ids={group.id for group in before.groups})
    for group in before.groups:
        if group.named_by_hand:
            told.name(group.id, group.name)
        for member in group.members:
            (told.placed if member.by_hand else told.lying)[member.need] = group.id
    told.placed |= {member.need: ALONE for member in before.alone if member.by_hand}
    return told


def _hear(told: Standing, word: Word) -> None:
    match word:
        case Moved(need, group):
            told.put([need], group)
        case Split(needs, into):
            for group in {told.group_of(need) for need in needs} - {ALONE, into}:
                told.put(told.members(group), group)
            told.put(needs, into)
        case Merged(group, into) if group != into:
            told.put(told.members(group), into)
            told.name(group, "")
        case Named(group, name):
            told.name(group, name)


def _by_id(of: Mapping[str, V]) -> list[tuple[str, V]]:
    return sorted(of.items(), key=lambda one: counted(one[0]))
