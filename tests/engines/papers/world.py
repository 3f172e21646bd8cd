"""Papers and pictures for the tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from pypdf import PdfReader


def png(colour: tuple[int, int, int] = (200, 60, 40)) -> bytes:
    """A picture of 4 × 2 dots."""
    lines = (b"\0" + bytes(colour) * 4) * 2
    head = struct.pack(">IIBBBBB", 4, 2, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
        for tag, data in parts
    )


def words(made: bytes) -> str:
    """What a PDF says, without the spaces and line breaks that its lines add."""
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return "".join(said.split()).replace("\u200b", "")
