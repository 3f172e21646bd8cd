"""QR codes as drawings: for paper, and for a screen that is held up to a phone."""

from __future__ import annotations

from io import BytesIO

import segno

__all__ = ["code_svg"]


def code_svg(text: str, *, scale: int = 1, border: int = 2) -> bytes:
    """`text` as a QR code, an SVG drawn on white; level M bears a crease in the paper.

    A module is `scale` pixels wide, the margin `border` modules.
    """
    out = BytesIO()
    drawn = segno.make_qr(text, error="m")
    drawn.save(out, kind="svg", scale=scale, border=border, xmldecl=False, light="white")
    return out.getvalue()
