"""A change from one plan to another, and the ways to find one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wenming.base.language import Language

__all__ = ["Difference", "Named", "came_and_went", "kept", "named", "renamed"]

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: of what kind of thing, its code, and the sentence in both languages."""

    what: str
    code: str
    zh: str
    en: str

    def words(self, language: Language = "zh") -> str:
        """The sentence."""
        return self.zh if language == "zh" else self.en


class Named(Protocol):
    """Something with a name in both languages; the English may be missing."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def named(thing: Named) -> tuple[str, str]:
    """Its names, Chinese and English."""
    return thing.zh, thing.en or thing.zh


def came_and_went(
    what: str,
    nouns: tuple[str, str],
    old: Mapping[str, Thing],
    new: Mapping[str, Thing],
    name: Callable[[Thing], tuple[str, str]],
) -> Iterator[Difference]:
    """What is only in the new plan, and what was only in the old one."""
    for code in (code for code in new if code not in old):
        zh, en = name(new[code])
        yield Difference(what, code, f"新增{nouns[0]}「{zh}」", f'New {nouns[1]}: "{en}"')
    for code in (code for code in old if code not in new):
        zh, en = name(old[code])
        yield Difference(
            what, code, f"{nouns[0]}「{zh}」不再列入", f'The {nouns[1]} "{en}" is gone'
        )


def renamed(
    what: str, nouns: tuple[str, str], code: str, before: Named, after: Named
) -> Iterator[Difference]:
    """The same thing under another name."""
    if before.zh != after.zh:
        zh = f"{nouns[0]}「{before.zh}」改名为「{after.zh}」"
        en = f'The {nouns[1]} "{named(before)[1]}" is now "{named(after)[1]}"'
        yield Difference(what, code, zh, en)
    elif before.en != after.en:
        zh = f"{nouns[0]}「{before.zh}」的英文名由「{before.en}」改为「{after.en}」"
        en = f'The {nouns[1]} "{before.en}" is now "{after.en}" in English'
        yield Difference(what, code, zh, en)


def kept(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterable[tuple[str, Thing, Thing]]:
    """What is in both plans."""
    return [(code, old[code], new[code]) for code in new if code in old]
