"""Somebody's own workbook filled in: everything above the rows stays as its maker made it.

A workbook is a ZIP of XML. Only the first sheet's rows are written anew, the rest of the file is
carried over byte by byte; so widths, merged heads, drop-downs, print set-up and pictures stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from posixpath import join, normpath
from xml.dom.minidom import Document, Element, parseString
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from .faults import Fault, Reason
from .text import WIDEST, clean, room
from .values import Cell

__all__ = ["fill"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK, ITS_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, CHAIN, TYPES = "xl/sharedStrings.xml", "xl/calcChain.xml", "[Content_Types].xml"
UNSET = 8  # letters in a column whose width nobody has set
OLDEST = (1980, 1, 1, 0, 0, 0)  # the earliest day that a ZIP can name
Parts = dict[str, bytes]


def fill(
    data: bytes, below: int, rows: Iterable[Sequence[Cell]], *, largest: int = 2_000_000
) -> bytes:
    """The workbook with these rows under row `below` of its first sheet, and nothing else there.

    The rows look as the first one there looked. What stood there is taken out of the file, its words
    too. `Fault` if this is not an .xlsx workbook.
    """
    parts, order = _unpacked(data, largest)
    try:
        sheet = _first_sheet(parts)
        page = _tree(parts[sheet])
        _write(page, below, [list(row) for row in rows])
        parts[sheet] = _bytes(page)
        _forget_strings(parts)
        _forget_chain(parts)
    except (KeyError, IndexError, ValueError, ExpatError) as error:
        raise Fault(Reason.NOT_A_WORKBOOK) from error
    return _packed(parts, [name for name in order if name in parts])


def _unpacked(data: bytes, largest: int) -> tuple[Parts, list[str]]:
    try:
        with ZipFile(BytesIO(data)) as file:
            names = file.infolist()
            if sum(part.file_size for part in names) > 10 * largest:
                raise Fault(Reason.TOO_LARGE, str(largest))
            return {part.filename: file.read(part) for part in names}, [p.filename for p in names]
    except BadZipFile as error:
        raise Fault(Reason.NOT_A_WORKBOOK) from error


def _packed(parts: Parts, order: Iterable[str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name in order:
            about = ZipInfo(name, OLDEST)
            about.compress_type = ZIP_DEFLATED
            file.writestr(about, parts[name])
    return out.getvalue()


def _tree(data: bytes) -> Document:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Fault(Reason.NOT_A_WORKBOOK)
    return parseString(data)  # noqa: S318 - it declares no entities, as was just seen


def _bytes(tree: Document) -> bytes:
    return tree.toxml(encoding="UTF-8", standalone=True)


def _all(tree: Document | Element, name: str) -> list[Element]:
    return list(tree.getElementsByTagNameNS(MAIN, name))


def _first_sheet(parts: Parts) -> str:
    """The name of the part that holds the first sheet."""
    number = _all(_tree(parts[WORKBOOK]), "sheet")[0].getAttributeNS(LINKS, "id")
    links = _tree(parts[ITS_LINKS]).getElementsByTagName("Relationship")
    target = next(
        link.getAttribute("Target") for link in links if link.getAttribute("Id") == number
    )
    return normpath(join("xl", target)).lstrip("/")


# The rows ----------------------------------------------------------------------------------------


def _write(page: Document, below: int, rows: list[list[Cell]]) -> None:
    [body] = _all(page, "sheetData")
    model = None
    for row in _all(body, "row"):
        if int(row.getAttribute("r")) > below:
            model = model or row
            body.removeChild(row)
    styles = _styles(model)
    for number, values in enumerate(rows or [[]], start=below + 1):
        body.appendChild(_row(page, model, number, values, styles))
    _widen(page, body, rows)
    for merged in _all(page, "mergeCell"):
        if xl_cell_to_rowcol(merged.getAttribute("ref").split(":")[-1])[0] >= below:
            _take_out(merged)
    for gone in (*_all(page, "dimension"), *_all(page, "hyperlinks")):
        _take_out(gone)
    for kept in _all(page, "mergeCells"):
        count = len(_all(kept, "mergeCell"))
        kept.setAttribute("count", str(count))
        if not count:
            _take_out(kept)


def _widen(page: Document, body: Element, rows: list[list[Cell]]) -> None:
    """Columns whose width nobody has set show what stands in them; the others stay as they are."""
    all_set = _all(page, "cols")
    kept = {int(col.getAttribute("min")): col for col in _all(page, "col")}
    known = {
        place
        for first, col in kept.items()
        for place in range(first, int(col.getAttribute("max")) + 1)
    }
    for place in range(1, max(map(len, rows), default=0) + 1):
        said = [row[place - 1] for row in rows if len(row) >= place]
        needed = min(WIDEST, 2 + max(map(room, said)))
        if place not in known and needed > UNSET:
            kept[place] = _column(page, place, needed)
    around = all_set[0] if all_set else _element(page, "cols")
    for _first, col in sorted(kept.items()):
        around.appendChild(col)
    if kept and not all_set and body.parentNode is not None:
        body.parentNode.insertBefore(around, body)


def _column(page: Document, place: int, width: int) -> Element:
    made = _element(page, "col")
    for name in ("min", "max"):
        made.setAttribute(name, str(place))
    made.setAttribute("width", str(width))
    made.setAttribute("customWidth", "1")
    return made


def _styles(model: Element | None) -> dict[int, str]:
    """Column → how its cells look."""
    cells = _all(model, "c") if model else []
    return {
        xl_cell_to_rowcol(cell.getAttribute("r"))[1]: cell.getAttribute("s")
        for cell in cells
        if cell.hasAttribute("s")
    }


def _row(
    page: Document, model: Element | None, number: int, values: list[Cell], styles: dict[int, str]
) -> Element:
    row = _element(page, "row")
    if model is not None:
        for name in ("s", "customFormat", "ht", "customHeight"):
            if model.hasAttribute(name):
                row.setAttribute(name, model.getAttribute(name))
    row.setAttribute("r", str(number))
    for place in range(max(len(values), max(styles, default=-1) + 1)):
        value = values[place] if place < len(values) else None
        if value is not None or place in styles:
            row.appendChild(
                _cell(page, xl_rowcol_to_cell(number - 1, place), value, styles.get(place))
            )
    return row


def _cell(page: Document, at: str, value: Cell, style: str | None) -> Element:
    cell = _element(page, "c")
    cell.setAttribute("r", at)
    if style is not None:
        cell.setAttribute("s", style)
    if value is None:
        return cell
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = _element(page, "v")
        number.appendChild(page.createTextNode(str(value)))
        cell.appendChild(number)
        return cell
    # A day as text: whatever the column's own format, it is read as it stands.
    cell.setAttribute("t", "inlineStr")
    said, text = _element(page, "is"), _element(page, "t")
    text.setAttribute("xml:space", "preserve")
    text.appendChild(page.createTextNode(clean(str(value))))
    said.appendChild(text)
    cell.appendChild(said)
    return cell


def _element(page: Document, name: str) -> Element:
    """With the prefix, if any, that this file writes its own elements with."""
    root = page.documentElement
    prefix = f"{root.prefix}:" if root is not None and root.prefix else ""
    return page.createElementNS(MAIN, prefix + name)


# What must not stay --------------------------------------------------------------------------------


def _forget_strings(parts: Parts) -> None:
    """Words that no cell shows any longer: what was taken out must not lie in the file."""
    if STRINGS not in parts:
        return
    used: set[int] = set()
    for name in parts:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for cell in _all(_tree(parts[name]), "c"):
                if cell.getAttribute("t") == "s":
                    used |= {int(_text(value)) for value in _all(cell, "v")}
    strings = _tree(parts[STRINGS])
    for number, said in enumerate(_all(strings, "si")):
        if number not in used:
            while said.firstChild is not None:
                said.removeChild(said.firstChild)
            said.appendChild(_element(strings, "t"))
    parts[STRINGS] = _bytes(strings)


def _forget_chain(parts: Parts) -> None:
    """The order of working out names cells that may be gone; a spreadsheet makes it anew."""
    if parts.pop(CHAIN, None) is None:
        return
    for name, tag, key in ((TYPES, "Override", "PartName"), (ITS_LINKS, "Relationship", "Target")):
        tree = _tree(parts[name])
        for one in list(tree.getElementsByTagName(tag)):
            if one.getAttribute(key).endswith("calcChain.xml"):
                _take_out(one)
        parts[name] = _bytes(tree)


def _text(element: Element) -> str:
    return "".join(node.data for node in element.childNodes if node.nodeType == node.TEXT_NODE)


def _take_out(element: Element) -> None:
    around = element.parentNode
    assert around is not None
    around.removeChild(element)
