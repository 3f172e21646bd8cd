"""A paper as PDF. The tree is handed to the setter as data, so that no text is ever read as code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from functools import cache
from importlib import import_module, resources
from typing import Any

from .codes import code_svg
from .faults import Fault, Reason
from .founts import folder, missing
from .text import breakable, clean, narrow
from .values import Code, Figure, Missing, Paper

__all__ = ["pdf"]

HOLDERS = ("blocks", "columns", "cards")  # where a part of the tree holds others


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b: founts inside, the same bytes for the same tree."""
    data = json.dumps(_plain(paper, paper.missing), ensure_ascii=False)
    setter, founts = _setter()
    try:
        made: bytes = setter.compile(
            _template(),
            sys_inputs={"paper": data},
            font_paths=founts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=_moment(paper),
        )
    except setter.TypstError as error:
        broken = _broken_picture(setter, paper)
        if broken is None:
            raise
        raise Fault(Reason.BAD_PICTURE, broken) from error
    return made


@cache
def _setter() -> tuple[Any, Any]:
    """The setter and its founts, loaded with the first paper: 80 MB that few processes need."""
    typst = import_module("typst")
    return typst, typst.Fonts(include_system_fonts=False, font_paths=[str(folder())])


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("paper.typ").read_bytes()


def _moment(paper: Paper) -> datetime:
    day = paper.made_on or datetime.fromtimestamp(0, UTC).date()
    return datetime.combine(day, time(), UTC)


def _plain(value: Any, absent: Missing) -> Any:
    """The tree as JSON has it, each block under its kind, each text fit for print."""
    if isinstance(value, Code):
        value = Figure(code_svg(value.text), value.alt, value.width, value.caption, value.align)
    if is_dataclass(value):
        said = {f.name: _plain(getattr(value, f.name), absent) for f in fields(value)}
        return {"kind": type(value).__name__.lower(), **said}
    if isinstance(value, str):
        return _printable(value, absent)
    if isinstance(value, bytes | tuple | frozenset):
        return [_plain(item, absent) for item in value]
    return value if isinstance(value, int | float | None) else str(value)


def _printable(text: str, absent: Missing) -> str:
    text = narrow(clean(text))
    lacking = missing(text)
    if lacking and absent is Missing.REFUSE:
        raise Fault(Reason.UNPRINTABLE, lacking)
    for letter in lacking:
        text = text.replace(letter, f"〔U+{ord(letter):04X}〕")
    return breakable(text)


def _broken_picture(setter: Any, paper: Paper) -> str | None:
    """The alternative text of the first picture that cannot be drawn."""
    for picture in _pictures(paper):
        alone = Paper("", (picture,), missing=Missing.SPELL)
        data = json.dumps(_plain(alone, Missing.SPELL))
        try:
            setter.compile(_template(), sys_inputs={"paper": data}, format="svg")
        except setter.TypstError:
            return picture.alt
    return None


def _pictures(part: Any) -> Iterator[Figure]:
    """The pictures of a paper, of a block, of blocks side by side."""
    if isinstance(part, Figure):
        yield part
    held = part if isinstance(part, tuple) else (getattr(part, name, ()) for name in HOLDERS)
    for inner in held:
        if not isinstance(inner, str):
            yield from _pictures(inner)
