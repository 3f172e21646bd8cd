"""Four doors, one action: nothing but `actions` changes a row."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture import modules

WRITES = {
    "save",
    "create",
    "acreate",
    "delete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "execute",
}
# `update` is a word of dicts and sets too: it counts where it follows a queryset.
QUERYSET = {"objects", "filter", "exclude", "all", "_default_manager"}

# Not actions, and why they write all the same; five at most.
ALLOWED = {
    "base/models.py": "the journal's own `record`, which actions call",
    "base/prepared.py": "reads: the text of a prepared statement",
    "base/stages.py": "`move`, the compare-and-set that actions call",
    "project/schedule.py": "the clock's table says what the list in that file says",
    "project/catalogues.py": "saves a catalogue of translations, a file",
}


def writes(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            verb = node.func.attr
            if verb in WRITES or (verb == "update" and QUERYSET & set(chain(node.func.value))):
                yield node.lineno, verb


def chain(node: ast.expr) -> Iterator[str]:
    """The attributes that lead to a call: `Post.objects.filter(…)` gives filter, objects."""
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        else:
            node = node.func


def test_nothing_but_actions_writes() -> None:
    found = [
        f"{place}:{line} {verb}"
        for place, module in modules()
        if "/actions/" not in place and not place.startswith("engines/") and place not in ALLOWED
        for line, verb in writes(module)
    ]

    assert found == []


def test_every_exception_is_still_needed_and_they_stay_few() -> None:
    writing = {place for place, module in modules() if any(writes(module))}

    assert set(ALLOWED) <= writing
    assert len(ALLOWED) <= 5


def test_a_write_in_a_view_would_be_seen() -> None:
    view = ast.parse("Post.objects.filter(pk=1).update(until_on=day)\nform.save()\n{}.update(a=1)")

    assert list(writes(view)) == [(1, "update"), (2, "save")]
