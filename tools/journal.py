"""The journal's verbs and the errors with their codes, as the code has them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from wenming.base import errors
from wenming.groups.models import Sorting
from wenming.organisation.models import UnitRecord

__all__ = ["journal"]

SOURCE = Path(__file__).resolve().parent.parent / "src" / "wenming"
HEAD = """\
# What the journal says, and what may go wrong

Written by `make docs`; a test compares it with the code.

## Verbs

Every deed is one entry: when, in which town, by whom, the verb, the record
(`activities.activity:17`), and details such as the old and the new value. It is written by the
action, in its transaction, and never changed. Without a name it was the clock or the operator.
"""
VERBS = "| verb | when | written by |\n|---|---|---|\n"
RECORDS = """
`<record>` is one of: {names}. `<means>` is a way to sign in: passkey, second-factor,
spare-codes; `<what>` is added or removed. `<deed>` is one of: {deeds}.
"""
ERRORS = """
## Errors

What a person can be told. Each has words of its own, shown on a page with its status, or at its
field; the command prints them and ends with 1. Everything else is a fault of the program.

| code | status | class | |
|---|---|---|---|
"""
Said = tuple[str, str, str]
Functions = list[ast.FunctionDef]
# A verb, and the function that says it.
Found = Iterator[tuple[str, ast.FunctionDef]]


def journal() -> str:
    """The whole document."""
    rows = "".join(f"| `{verb}` | {why} | `{where}` |\n" for verb, why, where in sorted(_verbs()))
    names = ", ".join(f"`{name}`" for name in sorted(_records()))
    deeds = ", ".join(f"`{deed}`" for deed in Sorting.Deed.values)
    faults = "".join(
        f"| `{one.code}` | {one.status} | `{one.__name__}` | {_first(one.__doc__)} |\n"
        for one in sorted(errors.DomainError.__subclasses__(), key=lambda one: one.code)
    )
    return HEAD + "\n" + VERBS + rows + RECORDS.format(names=names, deeds=deeds) + ERRORS + faults


def _records() -> Iterator[str]:
    models = (model for model in apps.get_models() if issubclass(model, UnitRecord))
    return (str(model._meta.model_name) for model in models)


def _verbs() -> Iterator[Said]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        body = ast.parse(path.read_text(encoding="utf-8")).body
        here = [node for node in body if isinstance(node, ast.FunctionDef)]
        for function in here:
            for verb, said_by in _written(function, here):
                yield verb, _first(ast.get_docstring(said_by)), f"{place}.{said_by.name}"


def _written(function: ast.FunctionDef, here: Functions) -> Found:
    """What this function enters into the journal: `record(by, verb, …)`, or a means to sign in."""
    for call in _calls(function):
        if getattr(call.func, "id", "") in {"record", "entry"}:
            yield from _texts(call.args[1], function, here)
        if getattr(call.func, "attr", "") == "means_changed":
            verbs = (given.value for given in call.keywords if given.arg == "verb")
            for verb in verbs:
                yield from ((f"user.{text}", by) for text, by in _texts(verb, function, here))


def _texts(node: ast.expr, function: ast.FunctionDef, here: Functions) -> Found:
    """The constants that an expression may be, and who says so; a name stands for what was assigned
    to it, or for what this function is called with."""
    match node:
        case ast.Constant(value=str(text)):
            yield text, function
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=str(text))]):
            yield f"<record>{text}", function
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), ast.FormattedValue()]):
            # What happens to a means to sign in is said by whoever calls `means_changed`.
            if text != "user.":
                yield f"{text}<deed>", function
        case ast.JoinedStr(values=[ast.FormattedValue(), *_]):
            yield "<means>-<what>", function
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, function, here)
            yield from _texts(other, function, here)
        case ast.Name(id=name):
            for step in ast.walk(function):
                if isinstance(step, ast.Assign) and getattr(step.targets[0], "id", "") == name:
                    yield from _texts(step.value, function, here)
            yield from _told(name, function, here)


def _told(name: str, function: ast.FunctionDef, here: Functions) -> Found:
    """What the others of its module give for this argument."""
    names = [one.arg for one in function.args.args]
    for other in here:
        for call in _calls(other):
            if name in names and getattr(call.func, "id", "") == function.name:
                place = names.index(name)
                given = {one.arg: one.value for one in call.keywords}
                value = given.get(name) or call.args[place]
                yield from _texts(value, other, here)


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _first(text: str | None) -> str:
    """The first sentence of a docstring."""
    return (text or "–").strip().split("\n")[0].replace("|", "\\|")
