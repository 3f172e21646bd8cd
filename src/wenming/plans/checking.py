"""Check a plan: every fault at once, or the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pydantic import TypeAdapter, ValidationError

from wenming.base.kinds import FactKind, RosterKind
from wenming.plans.document import Document
from wenming.plans.faults import Fault, nearest
from wenming.plans.files import PlanFiles, RawPlan, open_plan
from wenming.plans.ground import Ground
from wenming.plans.names import DEFINED_IN, Names, Schema, collect, references
from wenming.plans.nodes import Node, at, plain
from wenming.plans.schema import plan_schema
from wenming.plans.sections import Section
from wenming.plans.sense import sense_faults
from wenming.plans.shapes import faults_of

__all__ = ["Checked", "check"]

OWN = [name for name in Document.model_fields if name != "sections"]
NEEDED = [name for name in OWN if Document.model_fields[name].is_required()]


MOST_FAULTS = 1000  # more than anybody mends in one go; the rest may follow from these


@dataclass(frozen=True, slots=True)
class Checked:
    """The document, if nothing is wrong with it; else every fault, in the order of the lines.

    `texts` are the files as they were read.
    """

    document: Document | None
    faults: tuple[Fault, ...]
    texts: dict[str, bytes]


def check(
    files: PlanFiles,
    kinds: Iterable[FactKind],
    rosters: Iterable[RosterKind],
    sections: Sequence[Section] = (),
) -> Checked:
    """Read a plan and check it against itself and against what can be counted."""
    raw = open_plan(files)
    raw.lost |= _misspelt(raw, sections)
    schema = plan_schema(sections)
    ground = Ground(
        raw.root,
        _names(raw, schema),
        {kind.code: kind for kind in kinds},
        {roster.code: roster for roster in rosters},
    )
    found = chain(
        raw.faults,
        _section_faults(raw, sections),
        _shape_faults(raw, sections, schema),
        _reference_faults(ground, schema, sections),
    )
    if faults := _in_order(islice(found, MOST_FAULTS), list(raw.texts)):
        return Checked(None, tuple(faults), raw.texts)
    return Checked(_document(raw.root, sections), (), raw.texts)


def _names(raw: RawPlan, schema: Schema) -> Names:
    names = Names()
    for what, section in (*DEFINED_IN.items(), ("option", "readings"), ("calendar", "calendar")):
        missing = at(raw.root, section) is None
        if section in raw.lost or (missing and raw.unread):
            names.unsure.add(what)
    collect(raw.root, schema, names)
    return names


def _reference_faults(
    ground: Ground, schema: Schema, sections: Iterable[Section]
) -> Iterator[Fault]:
    for section in sections:
        if (node := at(ground.root, section.name)) is not None:
            yield from section.check(node, ground.names)
    yield from references(ground.root, schema, ground.names)
    yield from sense_faults(ground)
    yield from ground.names.faults


# Sections and shapes -------------------------------------------------------------------------


def _known(sections: Iterable[Section]) -> tuple[str, ...]:
    return (*OWN, *(section.name for section in sections), "include")


def _misspelt(raw: RawPlan, sections: Iterable[Section]) -> set[str]:
    """The sections that seem to stand there under a name that is not theirs."""
    known, given = _known(sections), set(raw.root.keys)
    return {nearest(name, known) for name in given if name not in known} - given


def _section_faults(raw: RawPlan, sections: Iterable[Section]) -> Iterator[Fault]:
    known = _known(sections)
    for name, place in raw.root.keys.items():
        if name not in known:
            near = nearest(name, known)
            yield Fault(place, "unknown_section", name, "section", known, near)
    for name in NEEDED:
        if at(raw.root, name) is None and name not in raw.lost and not raw.unread:
            yield Fault(raw.root.place, "missing_section", name)


def _shape_faults(raw: RawPlan, sections: Iterable[Section], schema: Schema) -> Iterator[Fault]:
    broken = {node.place for name in raw.lost if (node := at(raw.root, name)) is not None}
    try:
        Document.model_validate(_own(raw.root))
    except ValidationError as error:
        for fault in faults_of(error, raw.root, schema):
            is_missing = fault.code == "missing_key"
            is_section = fault.value in OWN and fault.value not in raw.root.keys
            # What seems missing may stand where a section could not be read.
            if not (is_missing and (is_section or fault.place in broken)):
                yield fault
    for section in sections:
        yield from _foreign_faults(raw.root, section, schema)


def _foreign_faults(root: Node, section: Section, schema: Schema) -> Iterator[Fault]:
    node = at(root, section.name)
    if node is None:
        return
    alone = Node(root.place, keyed={section.name: node}, keys=root.keys)
    try:
        _adapter(section).validate_python({section.name: plain(node)})
    except ValidationError as error:
        yield from faults_of(error, alone, schema)


def _adapter(section: Section) -> TypeAdapter[dict[str, tuple[object, ...]]]:
    item = section.item
    return TypeAdapter(dict[str, tuple[item, ...]])  # type: ignore[valid-type]  # known only now


def _own(root: Node) -> dict[str, object]:
    return {name: plain(node) for name, node in (root.keyed or {}).items() if name in OWN}


def _document(root: Node, sections: Iterable[Section]) -> Document:
    found: dict[str, object] = {}
    for section in sections:
        if (node := at(root, section.name)) is not None:
            found |= _adapter(section).validate_python({section.name: plain(node)})
    return Document.model_validate(_own(root)).model_copy(update={"sections": found})


def _in_order(faults: Iterable[Fault], files: list[str]) -> list[Fault]:
    """By file and line, each once."""
    once = {(fault.place, fault.code, fault.words()): fault for fault in faults}
    rank = {name: number for number, name in enumerate(files)}
    said = sorted(
        once.values(),
        key=lambda fault: (rank.get(fault.place.file, -1), fault.place, fault.code),
    )
    if len(said) >= MOST_FAULTS:
        more = {"most": str(MOST_FAULTS)}
        said.append(Fault(said[-1].place, "too_many_faults", more=more))
    return said
