"""The sections of a plan file that are organisation's: the town and its units.

Pure grammar: it stands below `plans`, which reads these models and knows what their marks mean
(`x-defines`: the code of a thing; `x-refers`: a thing meant).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Place", "Town", "Unit"]

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Place(_Section):
    """A county or city above the town."""

    zh: Name
    en: str = ""


class Town(_Section):
    """The town whose plan it is, and what lies above it, the nearest first.

    `numbers` are those of the whole town, for rules that the town itself owes.
    """

    code: Annotated[Code, Field(json_schema_extra={"x-defines": "town"})]
    zh: Name
    en: str = ""
    above: tuple[Place, ...] = ()
    numbers: Mapping[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)


class Unit(_Section):
    """A site of the work (institute, station, point) or an office, or a group of offices (`group`).

    `host` is who runs the site, where it is one of these. `numbers` are facts about the
    place (households, residents) that formulas and ratios may use; they may be left out. `at` is
    where it stands: latitude, longitude (WGS 84).
    """

    code: Annotated[Code, Field(json_schema_extra={"x-defines": "unit"})]
    kind: Literal["centre", "suo", "station", "point", "office", "park"]
    host: Literal["village", "community", "park", "town"] | None = None
    zh: Name
    en: str = ""
    parent: Annotated[str, Field(json_schema_extra={"x-refers": "unit"})] | None = None
    group: bool = False
    at: tuple[Latitude, Longitude] | None = None
    numbers: Mapping[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
