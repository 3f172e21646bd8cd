"""Files and functions stay short, and are named for what they hold."""

from __future__ import annotations

import ast
from statistics import median, quantiles

from tests.architecture import PACKAGE, ROOT, modules

LONGEST_FILE = 400
LONG_FUNCTION = 25
NAMELESS = {"utils", "util", "helpers", "helper", "common", "services", "misc", "tasks", "signals"}


def function_lengths() -> list[int]:
    """Lines of each function, without its signature's decorators and its docstring."""
    return [
        (node.end_lineno or 0)
        - (node.body[0].end_lineno or 0 if ast.get_docstring(node) else node.lineno)
        for _, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for suffix in ("*.py", "*.html")
        for path in PACKAGE.rglob(suffix)
        if path.parent.name != "migrations"
    }

    assert {place: n for place, n in lengths.items() if n > LONGEST_FILE} == {}


def test_the_tail_of_functions_is_short() -> None:
    lengths = function_lengths()

    assert quantiles(lengths, n=20)[-1] <= LONG_FUNCTION
    assert median(lengths) <= 8


def test_every_module_says_what_it_holds() -> None:
    silent = [place for place, module in modules() if module.body and not ast.get_docstring(module)]

    assert silent == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    places = [path for top in ("src", "tests", "tools") for path in (ROOT / top).rglob("*")]

    assert [path for path in places if path.stem.lower() in NAMELESS] == []
