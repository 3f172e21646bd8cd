"""`python -m benchmarks.likeness [--quick]`: ends with 1 only if two ways to score disagree."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import perf_counter

from benchmarks.likeness import made_up, quality, speed
from benchmarks.likeness.made_up import Labelled
from benchmarks.pages.table import show
from wenming.engines import likeness
from wenming.engines.likeness import Vectoriser

HEAD = ("adjusted Rand", "B³ precision", "B³ recall", "B³ F", "sets")
HALVES = {
    "tuned": "the half that thesaurus, weights and limits were tuned on",
    "told": "the half that nobody looked at: other topics, other wordings",
    "all": "both halves",
}


def main() -> int:
    quick = "--quick" in sys.argv[1:]
    labelled = made_up.read()
    ours = _ours(made_up.of("told" if quick else "all", labelled))
    try:
        _quality(labelled, ours, quick)
    except quality.Disagreement as problem:
        print(f"SCORES DISAGREE: {problem}")
        return 1
    count = 1000 if quick else 5000
    for name in ("words",) if quick else ("words", "words and meaning"):
        if name in ours:
            times = speed.rows(labelled, ours[name], count)
            show(f"Time, {name}: of each text it is known what it says", ("", "time", "CPU"), times)
    return 0


def _ours(labelled: Sequence[Labelled]) -> dict[str, Vectoriser]:
    """Without a thesaurus, with it, and with the extra if it is installed."""
    bare = likeness.Light(likeness.written(""))
    ours: dict[str, Vectoriser] = {"words, no thesaurus": bare, "words": likeness.Light()}
    if not likeness.has_meaning():
        print("The extra `meaning` is not installed: its figures are absent.")
        return ours
    meaning = likeness.Meaning()
    began = perf_counter()
    meaning.vectors([labelled[0].need.text])
    ready = perf_counter()
    meaning.vectors([one.need.text for one in labelled])
    each = (perf_counter() - ready) / len(labelled) * 1000
    print(f"The model: {ready - began:.0f} s to begin with, then {each:.0f} ms a text, once.")
    return ours | {"words and meaning": meaning}


def _quality(labelled: Sequence[Labelled], ours: dict[str, Vectoriser], quick: bool) -> None:
    for half in ("told",) if quick else HALVES:
        part = made_up.of(half, labelled)
        rows = quality.beside_rivals(part, ours, seeds=2 if quick else 5)
        sets = f"{len(part)} needs, {len(set(made_up.topics(part)))} sets"
        show(f"{half.upper()}: {HALVES[half]}; {sets}", ("", *HEAD, "time"), rows)
    for name in ("words",) if quick else ("words", "words and meaning"):
        if name in ours:
            arrived = quality.one_by_one(labelled, ours[name], 20 if quick else 10)
            show(f"AS THEY ARRIVE, {name}", ("", *HEAD), [arrived])
            taught = quality.later_needs(labelled, ours[name], 2 if quick else 5)
            show(f"LEARNING, {name}: the needs that came later", ("", *HEAD), taught)


if __name__ == "__main__":
    sys.exit(main())
