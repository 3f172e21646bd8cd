"""The two Chinese founts, and which characters both have."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

__all__ = ["folder", "missing"]

FOUNTS = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")


@cache
def folder() -> Path:
    """Where the founts lie."""
    return Path(str(resources.files("pylopdf_fonts_zh_cn")))


def missing(text: str) -> str:
    """The characters of a text that a fount lacks, each once, in order."""
    there = _covered()
    return "".join(dict.fromkeys(c for c in text if c != "\n" and ord(c) not in there))


@cache
def _covered() -> frozenset[int]:
    """The characters that both founts have: a text may stand in either."""
    first, second = (frozenset(_characters((folder() / name).read_bytes())) for name in FOUNTS)
    return first & second


def _characters(fount: bytes) -> Iterator[int]:
    """What an OpenType fount maps to a glyph: the groups of its `cmap` of format 12."""
    at = _table(fount, b"cmap")
    for n in range(struct.unpack_from(">H", fount, at + 2)[0]):
        begin = at + struct.unpack_from(">I", fount, at + 4 + 8 * n + 4)[0]
        if struct.unpack_from(">H", fount, begin)[0] == 12:
            for group in range(struct.unpack_from(">I", fount, begin + 12)[0]):
                first, last, _glyph = struct.unpack_from(">III", fount, begin + 16 + 12 * group)
                yield from range(first, last + 1)


def _table(fount: bytes, tag: bytes) -> int:
    """Where a table of the fount begins."""
    entries = (12 + 16 * n for n in range(struct.unpack_from(">H", fount, 4)[0]))
    entry = next(at for at in entries if fount[at : at + 4] == tag)
    offset: int = struct.unpack_from(">I", fount, entry + 8)[0]
    return offset
