"""The sections of a plan file that are liaison's: the leaders, and the pairs of leader and unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeVar

from pydantic import Field

from wenming.plans.changes import Difference, came_and_went, kept, named, renamed
from wenming.plans.document import Document
from wenming.plans.faults import Fault
from wenming.plans.grammar import Code, Grammar, defines, refers
from wenming.plans.names import Names
from wenming.plans.nodes import Node, items, text
from wenming.plans.sections import Section

__all__ = ["SECTIONS", "Leader", "Pair", "leaders", "pairs"]

Item = TypeVar("Item")


class Leader(Grammar):
    """A leader of the town, as the plan names them."""

    code: Annotated[Code, defines("leader")]
    zh: str = Field(min_length=1)
    en: str = ""
    post: str = ""


class Pair(Grammar):
    """A leader tied to a unit (A.1). The order in the file is the order of the plan's table."""

    unit: Annotated[Code, refers("unit")]
    leader: Annotated[Code, refers("leader")]

    @property
    def key(self) -> str:
        """Its subject among the standings."""
        return f"pair:{self.unit}/{self.leader}"


def leaders(document: Document) -> tuple[Leader, ...]:
    """The leaders that a plan names."""
    return _section(document, "leaders", Leader)


def pairs(document: Document) -> tuple[Pair, ...]:
    """The pairs of a plan, in its order."""
    return _section(document, "pairs", Pair)


def _section(document: Document, name: str, item: type[Item]) -> tuple[Item, ...]:
    found = document.sections.get(name, ())
    return tuple(one for one in found if isinstance(one, item)) if isinstance(found, tuple) else ()


def _name_pairs(section: Node, names: Names) -> Iterator[Fault]:
    """A pair has no code of its own: it is named by its unit and its leader, once."""
    for pair in items(section):
        unit, leader = text(pair, "unit"), text(pair, "leader")
        if unit and leader:
            names.give("pair", f"{unit}/{leader}", pair.place)
    yield from ()


# What changed --------------------------------------------------------------------------------


def _leaders(old: Document, new: Document) -> Iterator[Difference]:
    before = {leader.code: leader for leader in leaders(old)}
    after = {leader.code: leader for leader in leaders(new)}
    nouns = ("镇领导", "leader")
    yield from came_and_went("leader", nouns, before, after, named)
    for code, one, other in kept(before, after):
        yield from renamed("leader", nouns, code, one, other)
        if one.post != other.post:
            zh, en = named(other)
            yield Difference("leader", code, f"{zh}改任「{other.post}」", f"{en}: {other.post}")


def _hands(old: Document, new: Document) -> Iterator[Difference]:
    """A unit whose leaders are others now: the pair has changed hands, or there are more or fewer."""
    before, after = _names_by_unit(old), _names_by_unit(new)
    units = {unit.code: unit for document in (old, new) for unit in document.units}
    for code in {**before, **after}:
        was, now = before.get(code, {}), after.get(code, {})
        gone = [was[leader] for leader in was if leader not in now]
        come = [now[leader] for leader in now if leader not in was]
        if (gone or come) and code in units:
            yield _hand(code, named(units[code]), gone, come)


def _hand(
    code: str,
    unit: tuple[str, str],
    gone: list[tuple[str, str]],
    come: list[tuple[str, str]],
) -> Difference:
    (zh_gone, en_gone), (zh_come, en_come) = _joined(gone), _joined(come)
    if not gone:
        zh, en = f"增加挂钩领导{zh_come}", f"is tied to {en_come} too"
    elif not come:
        zh, en = f"不再由{zh_gone}挂钩", f"is no longer tied to {en_gone}"
    else:
        zh = f"的挂钩领导由{zh_gone}改为{zh_come}"
        en = f"passes from {en_gone} to {en_come}"
    return Difference("pair", code, f"「{unit[0]}」{zh}", f'"{unit[1]}" {en}')


def _joined(names: list[tuple[str, str]]) -> tuple[str, str]:
    return "、".join(zh for zh, _ in names), ", ".join(en for _, en in names)


def _names_by_unit(document: Document) -> dict[str, dict[str, tuple[str, str]]]:
    names = {leader.code: named(leader) for leader in leaders(document)}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for pair in pairs(document):
        found.setdefault(pair.unit, {})[pair.leader] = names[pair.leader]
    return found


SECTIONS = (
    Section("leaders", Leader, differences=_leaders),
    Section("pairs", Pair, check=_name_pairs, differences=_hands),
)
