"""What is marked for translation, found without gettext: in templates by Django's own `templatize`,
in Python by its grammar.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import templatize

__all__ = ["Message", "messages", "unmarked"]

# Which arguments of a marking function are context, singular and plural.
SHAPES = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
MARKS = {"_": SHAPES["gettext"]} | {
    name + ending: shape for name, shape in SHAPES.items() for ending in ("", "_lazy", "_noop")
}

STRING = r"""[uU]?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({STRING}(?:\s*,\s*{STRING})*)")
ONE_STRING = re.compile(STRING)

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
QUIET = ("comment", "blocktranslate", "blocktrans", "verbatim")
MARKED = re.compile(rf"_\({STRING}\)")
HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    """One text in the source language, and the file that shows it."""

    text: str
    plural: str
    context: str
    place: str


def messages(package: Path) -> Iterator[Message]:
    """Every marked text of the package's templates and modules."""
    for path in sorted(package.rglob("*")):
        place = path.relative_to(package).as_posix()
        if path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from _in_template(path.read_text(encoding="utf-8"), place)
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield from _in_module(path.read_text(encoding="utf-8"), place)


def unmarked(template: str) -> Iterator[tuple[int, str]]:
    """Chinese that stands in a template without being marked: line and words."""
    for token in _spoken(Lexer(template).tokenize()):
        words = HTML_COMMENT.sub("", MARKED.sub("", token.contents))
        for found in CHINESE.findall(words):
            yield token.lineno or 0, found


def _spoken(tokens: Iterable[Token]) -> Iterator[Token]:
    """Tokens whose Chinese would reach a page as it stands."""
    until = ""
    for token in tokens:
        word = token.contents.split()[0] if token.contents.split() else ""
        if until:
            until = "" if token.token_type == TokenType.BLOCK and word == until else until
        elif token.token_type == TokenType.BLOCK and word in QUIET:
            until = f"end{word}"
        elif token.token_type != TokenType.COMMENT and word not in {"translate", "trans"}:
            yield token


def _in_template(source: str, place: str) -> Iterator[Message]:
    for name, written in CALL.findall(templatize(source)):
        given = [ast.literal_eval(string) for string in ONE_STRING.findall(written)]
        yield _message(MARKS[name], given, place)


def _in_module(source: str, place: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (shape := MARKS.get(_name(node.func))):
            given = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            if not isinstance(given[shape[1]], str):
                raise ValueError(
                    f"{place}:{node.lineno}: a text to translate must be a plain string"
                )
            yield _message(shape, [str(value) for value in given], place)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _message(shape: tuple[int | None, int, int | None], given: list[str], place: str) -> Message:
    context, text, plural = shape
    return Message(
        text=given[text],
        plural="" if plural is None else given[plural],
        context="" if context is None else given[context],
        place=place,
    )
