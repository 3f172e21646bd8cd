"""A picture written anew from its pixels, so that nothing but the pixels is left.

Place, time, camera and maker's notes live in EXIF, XMP, IPTC and comments; whoever only deletes
the known ones forgets the next. What the file is, its content says, not its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

__all__ = ["Cleaned", "NotAPicture", "cleaned"]

KINDS: Final = ("JPEG", "PNG", "WEBP")
SIDE: Final = 1600
SMALL_SIDE: Final = 480
MOST_PIXELS: Final = 80_000_000
QUALITY: Final = 82


class NotAPicture(ValueError):
    """The bytes are none of the kinds of picture that are taken, or broken, or far too large."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The picture as it is kept, a small one for lists, and the size of the large one."""

    image: bytes
    small: bytes
    width: int
    height: int


def cleaned(raw: bytes) -> Cleaned:
    """The same picture, upright, at most 1600 pixels a side, as JPEG without any other data."""
    picture = _opened(raw)
    large = _fitted(picture, SIDE)
    return Cleaned(_written(large), _written(_fitted(large, SMALL_SIDE)), *large.size)


def _opened(raw: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(raw), formats=KINDS)
        if picture.width * picture.height > MOST_PIXELS:
            raise NotAPicture
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture)
        return _on_white(upright)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error


def _on_white(picture: Image.Image) -> Image.Image:
    """What was transparent is white; then there are three bands and no palette."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    sheet = Image.new("RGB", picture.size, "white")
    over = picture.convert("RGBA")
    sheet.paste(over, mask=over)
    return sheet


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    fitting = picture.copy()
    fitting.thumbnail((side, side))
    return fitting


def _written(picture: Image.Image) -> bytes:
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    file = BytesIO()
    bare.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return file.getvalue()
