"""The labelled needs."""

from __future__ import annotations

import csv
import random
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import NamedTuple

from wenming.engines.likeness import Need

__all__ = ["Labelled", "many", "of", "read", "topics"]

FILE = Path(__file__).with_name("made_up_needs.csv")


class Labelled(NamedTuple):
    """A need, and the topic a person would put it under; "" is none."""

    need: Need
    topic: str
    half: str


def read() -> list[Labelled]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Labelled(
                Need(row["id"], row["text"], row["household"], row["village"]),
                row["topic"],
                row["half"],
            )
            for row in csv.DictReader(lines)
        ]


def of(half: str, labelled: Sequence[Labelled]) -> list[Labelled]:
    """One half, or `all`."""
    return [one for one in labelled if half in (one.half, "all")]


def topics(labelled: Sequence[Labelled]) -> list[Hashable]:
    """What each belongs to; what is of no topic is a set of its own."""
    return [one.topic or one.need.id for one in labelled]


def many(labelled: Sequence[Labelled], count: int, seed: int) -> list[tuple[Need, str]]:
    """As many needs as a town has in some years, each with the made-up text it comes from."""
    drawn = random.Random(seed)
    found = []
    for number in range(count):
        base = drawn.choice(labelled).need
        text = f"{base.text}，{drawn.choice('甲乙丙丁戊己庚辛')}{drawn.choice('巷路街弄')}那边"
        household, village = f"户{drawn.randrange(4000)}", f"村{drawn.randrange(20)}"
        found.append((Need(f"m{number:05}", text, household, village), base.text))
    return found
