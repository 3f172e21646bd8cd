"""`wenming plan load`: a plan file becomes the plan that holds, or every fault is said."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from wenming.base.errors import Impossible
from wenming.base.language import Language
from wenming.plans.actions import loading
from wenming.plans.answers import checked_file
from wenming.plans.document import Document, Reading
from wenming.plans.faults import nearest

__all__ = ["load_file", "load_plan"]


def load_plan(chosen: argparse.Namespace) -> int:
    """`wenming plan load FILE [--reading ID=OPTION …]`."""
    return load_file(chosen.file, chosen.reading)


def load_file(path: Path, readings: Iterable[str] = (), language: Language = "zh") -> int:
    """0 and what changed; or 1 and one line a fault, and nothing changed."""
    checked = checked_file(path)
    if checked.document is None:
        for fault in checked.faults:
            print(fault.line(language))
        return 1
    document = _read_as(checked.document, dict(_pair(one) for one in readings))
    loaded = loading.load(document=document, by=None)
    if not loaded.is_new:
        print("方案没有变化。 Nothing has changed.")
    for change in loaded.changes:
        print(change.words(language))
    return 0


def _pair(said: str) -> tuple[str, str]:
    reading, sign, option = said.partition("=")
    if not sign:
        raise Impossible(f"--reading {said}：要写成 读法=选项。 Write READING=OPTION.")
    return reading, option


def _read_as(document: Document, wanted: dict[str, str]) -> Document:
    known = {reading.id: reading for reading in document.readings}
    for reading, option in wanted.items():
        _be_among(reading, known)
        _be_among(option, [one.code for one in known[reading].options])
    told = tuple(_chosen(reading, wanted) for reading in document.readings)
    return document.model_copy(update={"readings": told})


def _chosen(reading: Reading, wanted: dict[str, str]) -> Reading:
    return reading.model_copy(update={"chosen": wanted.get(reading.id, reading.chosen)})


def _be_among(word: str, known: Iterable[str]) -> None:
    names = list(known)
    if word not in names:
        near = nearest(word, names)
        hint = f"最接近 nearest: {near}" if near else f"可用 allowed: {', '.join(names)}"
        raise Impossible(f"没有“{word}”。 There is no {word}. {hint}")
