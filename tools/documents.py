"""`make docs`: writes the documents that are drawn from the code, so that none of them can lie.

`plans/schema.json`: the JSON Schema of plan files; `docs/match-*.schema.json`: of `wenming match`.
`docs/clauses.md`: every clause of the town's plan with what counts it and what tests it.
`docs/facts.md`: what can be counted, over whom. `docs/journal.md`: verbs of the journal, errors.
`docs/openapi.json`: the open interface. The storeys in `ARCHITECTURE.md`.
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from configparser import ConfigParser
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenming.project.settings")
django.setup()

from tools.journal import journal  # noqa: E402  (Django first)
from wenming.base.kinds import Values  # noqa: E402  (Django first)
from wenming.engines.matching import Problem, Result  # noqa: E402
from wenming.engines.matching.files import schema  # noqa: E402
from wenming.exchange import document as openapi  # noqa: E402
from wenming.plans.checking import check  # noqa: E402
from wenming.plans.document import Document  # noqa: E402
from wenming.plans.files import Folder  # noqa: E402
from wenming.plans.schema import schema_text  # noqa: E402
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds  # noqa: E402

__all__ = ["documents"]

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "plans" / "baogai-2022"
STOREYS = re.compile(r"(?<=<!-- storeys -->\n).*?(?=<!-- end -->)", re.DOTALL)


def documents() -> Iterator[tuple[Path, str]]:
    """Each document that is generated, and what it should say now."""
    yield ROOT / "plans" / "schema.json", schema_text(plan_sections())
    for kind in (Problem, Result):
        yield ROOT / "docs" / f"match-{kind.__name__.lower()}.schema.json", _schema(kind)
    yield ROOT / "docs" / "clauses.md", _clauses()
    yield ROOT / "docs" / "facts.md", _facts()
    yield ROOT / "docs" / "journal.md", journal()
    yield ROOT / "docs" / "openapi.json", openapi.text()
    yield ROOT / "ARCHITECTURE.md", _architecture()


def main(words: Sequence[str]) -> int:
    """Write those that are out of date; with --check only name them, and exit 1 if there are any."""
    stale = [(path, text) for path, text in documents() if _said(path) != text]
    for path, text in stale:
        print(path.relative_to(ROOT))
        if "--check" not in words:
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and "--check" in words)


def _schema(kind: type) -> str:
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


# Clauses -------------------------------------------------------------------------------------


def _clauses() -> str:
    plan, tests = _plan(), _tests()
    rows = [
        f"| {clause.id} | {clause.title.zh}<br>{clause.title.en} | {clause.kind.value} "
        f"| {_rules(plan, clause.id)} | {'<br>'.join(tests.get(clause.id, ())) or '–'} |"
        for clause in plan.clauses
    ]
    return _page(
        "The clauses of the plan of Baogai (2022), and what stands for each",
        "*checked*: counted by rules; *supported*: records are shown, a person judges; "
        "*stated*: shown only. Rules in brackets belong to a reading that is not chosen.",
        "| clause | | kind | rules | tests |\n|---|---|---|---|---|",
        rows,
    )


def _plan() -> Document:
    checked = check(Folder(PLAN), fact_kinds().values(), roster_kinds().values(), plan_sections())
    if checked.document is None:
        sys.exit("\n".join(fault.line("en") for fault in checked.faults))
    return checked.document


def _rules(plan: Document, clause: str) -> str:
    active = {rule.id for rule in plan.active_rules()}
    named = (rule.id for rule in plan.rules if rule.clause == clause)
    return "<br>".join(one if one in active else f"({one})" for one in named) or "–"


def _tests() -> Mapping[str, list[str]]:
    """Clause → the test files that carry its mark."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for clause in sorted(set(_marks(ast.parse(path.read_text(encoding="utf-8"))))):
            found[clause].append(str(path.relative_to(ROOT / "tests")))
    return found


def _marks(module: ast.Module) -> Iterable[str]:
    for node in ast.walk(module):
        is_mark = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "clause"
        if is_mark and isinstance(node, ast.Call):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


# Facts ---------------------------------------------------------------------------------------


def _facts() -> str:
    facts = [
        f"| `{kind.code}` | {kind.zh}<br>{kind.en} | {_tags(kind.tags)} "
        f"| {', '.join(kind.numbers) or '–'} | {'lasting' if kind.lasting else 'event'} |"
        for kind in fact_kinds().values()
    ]
    rosters = [
        f"| `{roster.code}` | {roster.zh}<br>{roster.en} | {_tags(roster.tags)} "
        f"| {', '.join(roster.numbers) or '–'} | |"
        for roster in roster_kinds().values()
    ]
    return _page(
        "What a plan can count, and over whom",
        "Each package declares this in its `facts.py`. A tag takes the words of a vocabulary of "
        "the plan, or the codes named. A lasting fact is in force from one day to another.",
        "| fact or roster | | tags | numbers | |\n|---|---|---|---|---|",
        [*facts, "| **Rosters** | | | | |", *rosters],
    )


def _tags(tags: Mapping[str, Values]) -> str:
    return "<br>".join(f"{tag}: {_values(values)}" for tag, values in tags.items()) or "–"


def _values(values: Values) -> str:
    if values is None:
        return "anything"
    if isinstance(values, tuple):
        return ", ".join(values)
    return " or ".join(f"*{name}*" for name in values.split("|"))


# Architecture --------------------------------------------------------------------------------


def _architecture() -> str:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return STOREYS.sub(f"```\n{_storeys()}\n```\n", text)


def _storeys() -> str:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts["importlinter:contract:storeys"]["layers"].strip().splitlines()
    return "\n".join(line.strip() for line in lines)


def _page(title: str, about: str, head: str, rows: Iterable[str]) -> str:
    said = "Written by `make docs`; a test compares it with the code."
    return f"# {title}\n\n{said} {about}\n\n{head}\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
