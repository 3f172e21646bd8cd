"""The tree that a paper or a workbook is written from. Lengths are millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

__all__ = [
    "Align",
    "Block",
    "Card",
    "Cards",
    "Cell",
    "Code",
    "Column",
    "Columns",
    "Facts",
    "Figure",
    "Heading",
    "Items",
    "Layout",
    "Missing",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Rule",
    "Sheet",
    "Size",
    "Spring",
    "Table",
    "Weight",
]


class Layout(StrEnum):
    """What kind of paper it is: margins, sizes of type, frame and foot follow from it."""

    SHEET = "sheet"  # a report: pages with a foot and their number
    POSTER = "poster"  # one large sheet on a wall, read from two metres
    CERTIFICATE = "certificate"  # a frame, everything centred
    CARDS = "cards"  # nothing but cards; the title is the file's only


class Size(StrEnum):
    """The sheet."""

    A3 = "a3"
    A4 = "a4"
    A5 = "a5"


class Align(StrEnum):
    """Where a line begins."""

    START = "start"
    CENTRE = "center"
    END = "end"


class Weight(StrEnum):
    """How loud a paragraph speaks."""

    QUIET = "quiet"  # small and grey: a note
    PLAIN = "plain"
    LARGE = "large"  # a lead, a certificate's sentence
    STRONG = "strong"  # in the headings' fount


class Missing(StrEnum):
    """What becomes of a character that neither fount has."""

    REFUSE = "refuse"
    SPELL = "spell"  # its number in brackets: 〔U+1F600〕


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands below the paper's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it is kept."""

    text: str
    weight: Weight = Weight.PLAIN
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered where the order matters."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of a label and its value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page; `widths` are shares of the line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    right: frozenset[int] = frozenset()  # columns of numbers


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG, JPEG or SVG); `alt` says what it shows to who cannot see it."""

    data: bytes
    alt: str
    width: float | None = None  # None: the whole line
    caption: str = ""
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code of a text, most often an address."""

    text: str
    alt: str
    width: float = 35
    caption: str = ""
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Spring:
    """Takes the room that is left, so that what follows stands at the foot."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side; `widths` are shares of the line."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One card to cut out."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards of one size with marks to cut along: 90 × 54, ten to an A4 sheet, as business cards are."""

    cards: tuple[Card, ...]
    width: float = 90
    height: float = 54
    across: int = 2


Block = (
    Heading
    | Paragraph
    | Items
    | Facts
    | Table
    | Figure
    | Code
    | Rule
    | PageBreak
    | Spring
    | Columns
    | Cards
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its title, what stands on it, and what kind of paper it is."""

    title: str
    blocks: tuple[Block, ...]
    layout: Layout = Layout.SHEET
    size: Size = Size.A4
    landscape: bool = False
    language: str = "zh"
    above: str = ""  # a line over the title: who issues it
    foot: str = ""  # beside the page's number
    made_on: date | None = None
    missing: Missing = Missing.REFUSE


Cell = str | float | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a workbook: `choices` becomes a drop-down, `note` a comment at its head."""

    title: str
    width: float = 16  # characters
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook. `notes` stand on a sheet of their own behind it."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()
    notes_name: str = ""
