"""What the house is held to by machine, beside the contracts of import-linter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "wenming"


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product but its migrations: place and grammar tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name != "migrations":
            yield path.relative_to(PACKAGE).as_posix(), tree(path)


@cache
def tree(path: Path) -> ast.Module:
    """A module as its grammar has it."""
    return ast.parse(path.read_text(encoding="utf-8"))
