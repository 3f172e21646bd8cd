"""Plain tiles that say they are specimens: no photo of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

from django.core.files.base import ContentFile, File
from PIL import Image, ImageDraw

from wenming.organisation.models import Unit
from wenming.project.seeding.scene import Scene

__all__ = ["tile"]

WIDE, HIGH, UNIT = 480, 320, 8
COLOURS: Final = ("#8a5a44", "#47685a", "#4a5f85", "#84604f", "#6b5b83", "#557a7a")

# 示例照片, drawn by hand on a field of ten by ten, so that no font is needed: strokes from point
# to point.
Stroke = tuple[tuple[float, float], ...]
SHI: Final[tuple[Stroke, ...]] = (
    ((2.5, 1.5), (7.5, 1.5)), ((1, 4), (9, 4)), ((5, 4), (5, 9), (4, 8.5)),
    ((3, 5.5), (1.2, 8)), ((7, 5.5), (8.8, 8)),
)  # fmt: skip
LI: Final[tuple[Stroke, ...]] = (
    ((2.6, 1), (0.8, 4.5)), ((1.8, 3.2), (1.8, 9.3)), ((2.8, 1.8), (6, 1.8)),
    ((4.3, 1.8), (2.8, 5.2)), ((3.8, 3.6), (5.8, 3.6), (4.6, 7), (2.8, 9.2)),
    ((3.8, 5), (4.8, 6)), ((7, 2.2), (7, 7)), ((8.8, 1), (8.8, 9.2), (7.8, 8.8)),
)  # fmt: skip
ZHAO: Final[tuple[Stroke, ...]] = (
    ((1.2, 1.2), (1.2, 6.2)), ((1.2, 1.2), (4, 1.2), (4, 6.2)), ((1.2, 3.6), (4, 3.6)),
    ((1.2, 6.1), (4, 6.1)), ((5, 1.2), (8.6, 1.2), (8.3, 3.4), (7.5, 3.2)),
    ((6.6, 1.2), (5, 3.6)), ((5.4, 4), (5.4, 6.3)), ((5.4, 4), (8.6, 4), (8.6, 6.3)),
    ((5.4, 6.2), (8.6, 6.2)), ((1.6, 7.6), (1, 9.2)), ((3.6, 7.8), (4, 9.2)),
    ((5.8, 7.8), (6.2, 9.2)), ((8, 7.6), (9, 9.2)),
)  # fmt: skip
PIAN: Final[tuple[Stroke, ...]] = (
    ((3, 1), (3, 5.5), (2.4, 8), (1.2, 9.3)), ((6, 1), (6, 3.9)), ((3, 3.9), (8.6, 3.9)),
    ((3, 6), (7.4, 6), (7.4, 9.3)),
)  # fmt: skip


def tile(scene: Scene, unit: Unit, on: date) -> Sequence[File[bytes]]:
    """A tile for what happens on a 5th of the last two months, and for nothing else."""
    is_recent = (scene.stretch.today - on).days < 62
    if on.day != 5 or not is_recent or unit.place % 3:
        return ()
    return (ContentFile(_drawn(COLOURS[unit.place % len(COLOURS)]), name="示例照片.png"),)


def _drawn(colour: str) -> bytes:
    picture = Image.new("RGB", (WIDE, HIGH), colour)
    pen = ImageDraw.Draw(picture)
    for place, strokes in enumerate((SHI, LI, ZHAO, PIAN)):
        left, top = WIDE / 2 + (place - 2) * 11 * UNIT, HIGH / 2 - 5 * UNIT
        for stroke in strokes:
            points = [(left + x * UNIT, top + y * UNIT) for x, y in stroke]
            pen.line(points, fill="#ffffff", width=5, joint="curve")
    return _as_png(picture)


def _as_png(picture: Image.Image) -> bytes:
    file = BytesIO()
    write = picture.save  # into memory: no row of any table
    write(file, "PNG", optimize=True)
    return file.getvalue()
