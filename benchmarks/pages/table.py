"""Tables on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["ms", "show"]


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> None:
    """A table: the first column to the left, figures to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    print(f"\n{title}")
    for line in lines:
        first, *rest = zip(line, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
        print("  ".join(cells).rstrip())
    if note:
        print(note)
    print(end="", flush=True)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
