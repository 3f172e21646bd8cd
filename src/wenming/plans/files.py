"""The files of one plan: a main file, and what it includes from beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from wenming.plans.faults import Fault, Place
from wenming.plans.nodes import Node, items
from wenming.plans.reading import LARGEST, ReadFile, read

__all__ = ["Bundle", "Folder", "NoSuchFile", "OutsideFolder", "PlanFiles", "RawPlan", "open_plan"]

MAIN = "plan.yaml"
MOST_FILES = 40


class OutsideFolder(Exception):
    """The name leads out of the plan's folder."""


class NoSuchFile(Exception):
    """There is no such file, or it is none."""


class PlanFiles(Protocol):
    """Where the files of a plan come from."""

    @property
    def main(self) -> str:
        """The name of the main file."""
        ...

    def fetch(self, name: str) -> bytes:
        """The bytes of a file; at most one more than may be read."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A plan on disk. The names of its files are shown as `shown` and the name in the folder."""

    path: Path
    main: str = MAIN

    @classmethod
    def of(cls, path: Path) -> Folder:
        """A plan by its main file, or by the folder that holds its `plan.yaml`."""
        return cls(path) if path.is_dir() else cls(path.parent, path.name)

    def fetch(self, name: str) -> bytes:
        try:
            return self._read(name)
        except (OSError, RuntimeError, ValueError) as error:  # also: links in a ring, odd names
            raise NoSuchFile(name) from error

    def _read(self, name: str) -> bytes:
        root = self.path.resolve()
        found = (root / name).resolve()
        if not found.is_relative_to(root):
            raise OutsideFolder(name)
        if not found.is_file():
            raise NoSuchFile(name)
        with found.open("rb") as file:
            return file.read(LARGEST + 1)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A plan in memory, as it is uploaded: names and bytes."""

    contents: Mapping[str, bytes]
    main: str = MAIN

    def fetch(self, name: str) -> bytes:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise OutsideFolder(name)
        if str(path) not in self.contents:
            raise NoSuchFile(name)
        return self.contents[str(path)][: LARGEST + 1]


@dataclass(slots=True)
class RawPlan:
    """All files of a plan as one tree of sections, with the faults of their form.

    `lost` names the sections that are not whole; `unread` says that some file gave nothing, so
    that any section may be missing through its fault.
    """

    root: Node
    faults: list[Fault] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    unread: bool = False
    texts: dict[str, bytes] = field(default_factory=dict)


def open_plan(files: PlanFiles) -> RawPlan:
    """Read the main file and what it includes."""
    plan = RawPlan(Node(Place(files.main), keyed={}))
    main = _fetch(plan, files, files.main, Place(files.main))
    if main is None:
        return plan
    included = (main.root.keyed or {}).pop("include", None)
    main.root.keys.pop("include", None)
    _merge(plan, main)
    for name in _included(plan, included):
        _include(plan, files, name)
    return plan


def _included(plan: RawPlan, included: Node | None) -> list[Node]:
    listed = list(items(included)) if included is not None else []
    names = [item for item in listed if item.text]
    wrong = [item for item in listed if not item.text]
    if included is not None and (wrong or not listed):
        plan.faults.append(Fault((wrong or [included])[0].place, "not_a_text", value="include"))
    if len(names) > MOST_FILES:
        place = names[MOST_FILES].place
        plan.faults.append(Fault(place, "too_many_files", more={"most": str(MOST_FILES)}))
    return names[:MOST_FILES]


def _include(plan: RawPlan, files: PlanFiles, name: Node) -> None:
    wanted = str(PurePosixPath(name.text or ""))
    if wanted in plan.texts:
        plan.faults.append(Fault(name.place, "include_twice", value=wanted))
        return
    found = _fetch(plan, files, wanted, name.place)
    if found is None:
        return
    if (found.root.keyed or {}).pop("include", None) is not None:
        plan.faults.append(Fault(found.root.keys.pop("include"), "include_nested"))
    _merge(plan, found)


def _fetch(plan: RawPlan, files: PlanFiles, name: str, asked: Place) -> ReadFile | None:
    try:
        data = files.fetch(name)
    except OutsideFolder:
        plan.faults.append(Fault(asked, "include_outside", value=name))
    except NoSuchFile:
        plan.faults.append(Fault(asked, "no_file", value=name))
    else:
        plan.texts[name] = data
        return read(name, data)
    plan.unread = True
    return None


# One tree ------------------------------------------------------------------------------------


def _merge(plan: RawPlan, found: ReadFile) -> None:
    plan.faults += found.faults
    plan.lost |= found.lost
    plan.unread |= found.unreadable
    for section, node in (found.root.keyed or {}).items():
        _merge_section(plan, section, node, found.root.keys[section])


def _merge_section(plan: RawPlan, section: str, node: Node, place: Place) -> None:
    sections = plan.root.keyed if plan.root.keyed is not None else {}
    before = sections.get(section)
    if before is None:
        sections[section] = node
        plan.root.keys[section] = place
    elif before.listed is not None and node.listed is not None:
        sections[section] = Node(before.place, listed=[*before.listed, *node.listed])
    elif before.keyed is not None and node.keyed is not None:
        sections[section] = _joined(plan, before, node)
    else:
        plan.faults.append(_twice(section, place, plan.root.keys[section]))


def _joined(plan: RawPlan, before: Node, node: Node) -> Node:
    for key in (node.keyed or {}).keys() & (before.keyed or {}).keys():
        plan.faults.append(_twice(key, node.keys[key], before.keys[key]))
    keyed = {**(node.keyed or {}), **(before.keyed or {})}
    return Node(before.place, keyed=keyed, keys={**node.keys, **before.keys})


def _twice(key: str, place: Place, first: Place) -> Fault:
    more = {
        "first": f"{first.line} ({first.file})" if first.file != place.file else str(first.line)
    }
    return Fault(place, "duplicate_key", value=key, more=more)
