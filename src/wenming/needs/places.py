"""Where something is, no more exactly than whoever goes there must know it."""

from __future__ import annotations

from typing import Final

__all__ = ["coarse"]

# Three decimals of a degree: about 100 m, a few houses.
DECIMALS: Final = 3


def coarse(latitude: float, longitude: float) -> tuple[float, float]:
    """WGS 84, degrees, rounded to about 100 m; finer is not kept."""
    return round(latitude, DECIMALS), round(longitude, DECIMALS)
