"""Text of people made fit for paper: no control characters, and long words that may break."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["WIDEST", "breakable", "clean", "narrow", "room"]

# A run this long without a space or an ideograph would run over the edge of a table's cell.
LONG = re.compile(r"[^\s⺀-鿿豈-﫿＀-￯\U00020000-\U0003ffff]{18,}")
# Founts for Chinese set it as wide as an ideograph, which tears an English word apart.
APOSTROPHE = re.compile("(?<=[A-Za-z])’")
MAY_BREAK = "\u200b"
# No column of a workbook is wider, in letters.
WIDEST = 40


def clean(text: str) -> str:
    """The text without what can be neither seen nor written: controls, halves of characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(letter for letter in unified if letter == "\n" or not _is_control(letter))


def narrow(text: str) -> str:
    """The same text; an apostrophe after a Latin letter is as narrow as that."""
    return APOSTROPHE.sub("'", text)


def breakable(text: str) -> str:
    """The same text; a run of 18 characters and more may break anywhere."""
    return LONG.sub(lambda found: MAY_BREAK.join(found[0]), text)


def room(value: object) -> int:
    """What it takes in a column; a Chinese character takes the room of two letters."""
    said = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in said)


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
