"""What is held about a person as a paper to read, beside the file for machines (PIPL 45)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenming.accounts import personal
from wenming.accounts.deeds import deed_in_words, subject_in_words
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.language import page_language
from wenming.engines.papers import Block, Facts, Heading, Missing, Paper, Paragraph, Table, Weight

__all__ = ["paper"]

# More columns than these are read better one below the other.
WIDEST = 4
# The section of one's own deeds.
JOURNAL = "journal"


def paper(user: User, copy: Mapping[str, object]) -> Paper:
    """The copy in words, section by section, in the page's language."""
    words = personal.labels()
    blocks: list[Block] = [
        Paragraph(
            _("依您的要求，从系统里取出。内容和下载的数据文件相同；您做过的操作只写做了什么，改动的细节见数据文件。"),
            Weight.QUIET,
        )
    ]  # fmt: skip
    for key, value in copy.items():
        if value not in (None, "", [], {}):
            told = _deeds(value) if key == JOURNAL else value
            blocks += [Heading(Wording(words).key(key)), *_section(told, Wording(words, key))]
    title = _("%(name)s（%(number)s）的个人资料") % {"name": user.name, "number": user.number}
    return Paper(
        title,
        tuple(blocks),
        language=page_language(),
        foot=title,
        made_on=clock.today(),
        missing=Missing.SPELL,
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """How keys and values of one section are said: what is said of the section's own first."""

    words: Mapping[str, str | Promise]
    section: str = ""

    def key(self, code: str) -> str:
        """A key in words."""
        said = self.words.get(f"{self.section}.{code}") or self.words.get(code, code)
        return capfirst(str(said))

    def value(self, key: str, value: object) -> str:
        """A code in words; anything else as it is."""
        for code in (f"{self.section}.{key}={value}", f"{key}={value}", str(value)):
            if code in self.words:
                return str(self.words[code])
        return str(value)


def _deeds(rows: object) -> list[dict[str, object]]:
    """One's own entries of the journal: when, what, of what, why."""
    assert isinstance(rows, Sequence)
    return [
        {
            "at": row["at"],
            "verb": deed_in_words(row["verb"]),
            "subject": subject_in_words(row["subject"]),
            "why": row["details"].get("why", ""),
        }
        for row in rows
    ]


def _section(value: object, wording: Wording) -> Iterator[Block]:
    if isinstance(value, Mapping):
        yield _facts(value, wording)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _several(value, wording)
    else:
        yield Paragraph(_said("", value, wording))


def _several(rows: Sequence[object], wording: Wording) -> Iterator[Block]:
    first = rows[0]
    if isinstance(first, Mapping) and len(first) <= WIDEST:
        cells = tuple(
            tuple(_said(key, value, wording) for key, value in row.items())
            for row in rows
            if isinstance(row, Mapping)
        )
        yield Table(tuple(wording.key(key) for key in first), cells)
        return
    for row in rows:
        if isinstance(row, Mapping):
            yield _facts(row, wording)
        else:
            yield Paragraph(_said("", row, wording))


def _facts(told: Mapping[str, object], wording: Wording) -> Facts:
    return Facts(
        tuple((wording.key(key), _said(key, value, wording)) for key, value in told.items())
    )


def _said(key: str, value: object, wording: Wording) -> str:
    """A value as a person reads it."""
    if isinstance(value, Mapping):
        return "\n".join(
            f"{wording.key(inner)}{_('：')}{_said(inner, said, wording)}"
            for inner, said in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _("、").join(_said(key, one, wording) for one in value) or "—"
    return _plain(key, value, wording)


def _plain(key: str, value: object, wording: Wording) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return "—" if value in (None, "") else wording.value(key, value)
