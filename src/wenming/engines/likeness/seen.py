"""Needs as the engine sees them: in the order of their ids, each with its row and its reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .counting import counted
from .values import Need, Vectoriser
from .wording import Reading

if TYPE_CHECKING:
    from .values import Vectors

__all__ = ["Seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """Needs by id, their rows, and the place of each in them."""

    needs: Mapping[str, Need]
    rows: Vectors
    places: Mapping[str, int]
    vectoriser: Vectoriser

    @classmethod
    def of(cls, needs: Iterable[Need], vectoriser: Vectoriser) -> Seen:
        ordered = sorted(needs, key=lambda need: counted(need.id))
        places = {need.id: place for place, need in enumerate(ordered)}
        if len(places) < len(ordered):
            raise ValueError("two needs have one id")
        rows = vectoriser.vectors([need.text for need in ordered])
        return cls({need.id: need for need in ordered}, rows, places, vectoriser)

    def row(self, need: str) -> Vectors:
        row: Vectors = self.rows[self.places[need]]
        return row

    def rows_of(self, needs: Sequence[str]) -> Vectors:
        return self.rows[[self.places[need] for need in needs]]

    def centre(self, needs: Sequence[str]) -> Vectors:
        """The mean row: its product with another is the mean likeness of all pairs."""
        mean: Vectors = self.rows_of(needs).mean(axis=0)
        return mean

    def reading(self, need: str) -> Reading:
        return self.vectoriser.reader.read(self.needs[need].text)
