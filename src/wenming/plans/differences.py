"""What changed from one plan to another, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Difference"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: what kind of thing, its code, and the sentence in both languages."""

    what: str
    code: str
    zh: str
    en: str

    def words(self, language: Literal["zh", "en"] = "zh") -> str:
        """The sentence."""
        return self.zh if language == "zh" else self.en
