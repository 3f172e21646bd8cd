"""What is held about a person as a paper to read, beside the file for machines (PIPL 45)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenming.accounts import personal
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.language import page_language
from wenming.engines.papers import Block, Facts, Heading, Missing, Paper, Paragraph, Table, Weight

__all__ = ["paper"]

# More columns than these are read better one below the other.
WIDEST = 4


def paper(user: User, copy: Mapping[str, object]) -> Paper:
    """The copy in words, section by section, in the page's language."""
    words = personal.labels()
    blocks: list[Block] = [
        Paragraph(_("依您的要求，从系统里取出。内容和下载的数据文件相同。"), Weight.QUIET)
    ]
    for key, value in copy.items():
        if value not in (None, "", [], {}):
            blocks += [Heading(_word(key, words)), *_section(value, words)]
    title = _("%(name)s（%(number)s）的个人资料") % {"name": user.name, "number": user.number}
    return Paper(
        title,
        tuple(blocks),
        language=page_language(),
        foot=title,
        made_on=clock.today(),
        missing=Missing.SPELL,
    )


Words = Mapping[str, str | Promise]


def _section(value: object, words: Words) -> Iterator[Block]:
    if isinstance(value, Mapping):
        yield _facts(value, words)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _several(value, words)
    else:
        yield Paragraph(_said(value, words))


def _several(rows: Sequence[object], words: Words) -> Iterator[Block]:
    first = rows[0]
    if isinstance(first, Mapping) and len(first) <= WIDEST:
        cells = tuple(
            tuple(_said(value, words) for value in row.values())
            for row in rows
            if isinstance(row, Mapping)
        )
        yield Table(tuple(_word(key, words) for key in first), cells)
        return
    for row in rows:
        yield _facts(row, words) if isinstance(row, Mapping) else Paragraph(_said(row, words))


def _facts(told: Mapping[str, object], words: Words) -> Facts:
    return Facts(tuple((_word(key, words), _said(value, words)) for key, value in told.items()))


def _said(value: object, words: Words) -> str:
    """A value as a person reads it."""
    if isinstance(value, Mapping):
        return "\n".join(
            f"{_word(key, words)}{_('：')}{_said(inner, words)}" for key, inner in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _("、").join(_said(one, words) for one in value) or "—"
    return _plain(value, words)


def _plain(value: object, words: Words) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return "—" if value in (None, "") else str(words.get(str(value), value))


def _word(code: str, words: Words) -> str:
    return capfirst(str(words.get(code, code)))
