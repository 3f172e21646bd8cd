"""What `wenming plan …` answers."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from wenming.base.language import Language
from wenming.organisation.models import Unit
from wenming.plans.changes import named
from wenming.plans.checking import Checked, check
from wenming.plans.differences import differences
from wenming.plans.document import Document, Reading
from wenming.plans.files import Folder
from wenming.plans.models import Plan
from wenming.plans.queries import document_of
from wenming.plans.schema import schema_text
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds

__all__ = ["check_plan", "checked_file", "compare_plans", "print_schema", "show_plan"]

SECTIONS = {
    "sites": ("个所、站、点", "institutes, stations and points"),
    "others": ("个其他单位", "other units"),
    "leaders": ("名领导", "leaders"),
    "pairs": ("对挂钩关系", "pairs"),
    "paragraphs": ("个段落", "paragraphs"),
    "clauses": ("条条款", "clauses"),
    "rules": ("条生效的规则", "rules in force"),
    "readings": ("处读法", "readings"),
}
KINDS = {
    "checked": ("可查", "checked"),
    "supported": ("支持", "supported"),
    "stated": ("表述", "stated"),
}


def check_plan(chosen: argparse.Namespace) -> int:
    """One line a fault and 1, or what the plan holds and 0."""
    language = _language(chosen)
    document = _faultless(chosen.file, language)
    if document is None:
        return 1
    _say([("没有错误：", "No faults: ")[_at(language)] + _counts(document, language)])
    return 0


def compare_plans(chosen: argparse.Namespace) -> int:
    """One line a difference."""
    language = _language(chosen)
    old, new = _faultless(chosen.old, language), _faultless(chosen.new, language)
    if old is None or new is None:
        return 1
    found = differences(old, new, plan_sections())
    same = ("没有变化。", "No differences.")[_at(language)]
    _say([one.words(language) for one in found] or [same])
    return 0


def show_plan(chosen: argparse.Namespace) -> int:
    """A file's plan, or those that hold in the towns of this installation."""
    language = _language(chosen)
    if chosen.file is not None:
        document = _faultless(chosen.file, language)
        _say(_summary(document, language) if document else ())
        return 0 if document else 1
    plans = Plan.objects.filter(is_current=True).order_by("town", "pk")
    for plan in plans:
        _say(_summary(document_of(plan), language))
    if not plans:
        _say([("还没有载入方案。", "No plan is loaded yet.")[_at(language)]])
    return 0


def print_schema(_chosen: argparse.Namespace) -> int:
    """The schema as it is published in `plans/schema.json`."""
    sys.stdout.write(schema_text(plan_sections()))
    return 0


def checked_file(path: Path) -> Checked:
    """A plan on disk, checked against all that this installation can count."""
    kinds, rosters = fact_kinds().values(), roster_kinds().values()
    return check(Folder.of(path), kinds, rosters, plan_sections())


def _faultless(path: Path, language: Language) -> Document | None:
    found = checked_file(path)
    folder = "" if (parent := str(Folder.of(path).path)) == "." else f"{parent}/"
    _say(fault.line(language, folder) for fault in found.faults)
    return found.document


# In words ------------------------------------------------------------------------------------


def _counts(document: Document, language: Language) -> str:
    sizes, at = _sizes(document), _at(language)
    parts = (f"{sizes[name]} {SECTIONS[name][at]}" for name in SECTIONS if sizes.get(name))
    return ("、", ", ")[at].join(parts)


def _sizes(document: Document) -> dict[str, int]:
    sites = sum(unit.kind in Unit.SITES for unit in document.units)
    told = {
        "sites": sites,
        "others": len(document.units) - sites,
        "paragraphs": len(document.paragraphs),
        "clauses": len(document.clauses),
        "rules": len(document.active_rules()),
        "readings": len(document.readings),
    }
    owned = {name: len(kept) for name, kept in document.sections.items() if isinstance(kept, tuple)}
    return {**told, **owned}


def _summary(document: Document, language: Language) -> Iterator[str]:
    at, paper = _at(language), document.document
    yield f"{named(paper.title)[at]} · {paper.number} · {paper.issued_on}"
    yield f"{named(document.town)[at]}: {_counts(document, language)}"
    kinds = Counter(clause.kind for clause in document.clauses)
    yield " · ".join(f"{KINDS[kind][at]} {kinds[kind]}" for kind in kinds)
    titles = {clause.id: named(clause.title)[at] for clause in document.clauses}
    for rule in document.active_rules():
        yield f"  {rule.clause:<6} {titles[rule.clause]} | {rule.id}: {named(rule.title)[at]}"
    for reading in document.readings:
        yield f"  ? {named(reading.question)[at]} → {_chosen(reading, at)}"


def _chosen(reading: Reading, at: int) -> str:
    options = {option.code: named(option)[at] for option in reading.options}
    return f"{options[reading.chosen]} ({reading.chosen})"


def _language(chosen: argparse.Namespace) -> Language:
    if chosen.lang is not None:
        return "en" if chosen.lang == "en" else "zh"
    return "en" if chosen.locale.startswith("en") else "zh"


def _at(language: Language) -> int:
    return 0 if language == "zh" else 1


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
