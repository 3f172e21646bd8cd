"""What people write where the grammar wants a number, a day, a period: the nearest thing to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from typing import Final

__all__ = ["day", "meant", "number", "whole", "yes_no"]

A_NUMBER: Final = re.compile(r"[≥≤<>=]*\s*(\d+(?:\.\d+)? *%?) *[个次场天日人项家户元支]?")
A_DAY: Final = re.compile(r"\D*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
CHINESE: Final = re.compile("(百分之)?([一二两三四五六七八九]?)(十?)([一二三四五六七八九]?)")
DIGITS: Final = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
YES: Final = ("true", "on", "y", "1", "是", "对", "有")
NO: Final = ("false", "off", "n", "0", "否", "不", "无")

# Other names of the periods, which no likeness of letters would find.
PERIODS: Final = {
    "day": ("daily", "每日", "每天", "日"),
    "week": ("weekly", "每周", "每星期", "周"),
    "half_month": (
        "fortnight",
        "fortnightly",
        "biweekly",
        "semimonthly",
        "每半月",
        "半月",
        "每半个月",
    ),
    "month": ("monthly", "每月", "月"),
    "two_months": ("bimonthly", "每两月", "每两个月", "每二个月", "两月"),
    "quarter": ("quarterly", "每季", "每季度", "季度", "季"),
    "half_year": ("semiannual", "semiannually", "biannual", "每半年", "半年"),
    "year": ("yearly", "annual", "annually", "每年", "年度", "年"),
    "{years: 3, from: 2024}": ("years", "三年", "每三年", "3 years", "每3年"),
    "{day: 5}": tuple(str(day) for day in range(1, 32)),
}


def meant(said: str, allowed: Collection[str]) -> str:
    """The word allowed that is another name of what was said."""
    word = said.strip("[] ").casefold()
    found = (name for name, others in PERIODS.items() if word in others and name in allowed)
    return next(found, "")


def number(said: str) -> str:
    """The figure in it: `2次`, `≥２`, `50％`, `十二`, `百分之八十`, `twelve`."""
    plain = unicodedata.normalize("NFKC", said).strip()
    if found := A_NUMBER.fullmatch(plain):
        return found[1]
    if plain.casefold() in WORDS:
        return str(WORDS.index(plain.casefold()))
    return _chinese(plain)


def whole(said: str) -> str:
    """The same where only a whole number will do."""
    found = number(said)
    return found if found.isdigit() else ""


def _chinese(said: str) -> str:
    found = CHINESE.fullmatch(said)
    if not said or found is None:
        return ""
    percent, first, ten, last = found.groups()
    if not ten:
        value = DIGITS.get(first, 0)
        return f"{value}{'%' if percent else ''}" if not last else ""
    value = 10 * DIGITS.get(first, 1) + DIGITS.get(last, 0)
    return f"{value}%" if percent else str(value)


def day(said: str) -> str:
    """The day as it is to be written, if there is such a day."""
    found = A_DAY.fullmatch(unicodedata.normalize("NFKC", said))
    if found is None:
        return ""
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""


def yes_no(said: str) -> str:
    """Which of the two it is."""
    word = said.strip().casefold()
    return "yes" if word in YES else "no" if word in NO else ""
