"""How well: against the labels, beside the rivals, as needs arrive, and with a person's help."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from statistics import mean
from time import perf_counter

from sklearn.metrics import adjusted_rand_score

from benchmarks.likeness import made_up, rivals
from benchmarks.likeness.made_up import Labelled
from benchmarks.likeness.scores import adjusted_rand, b_cubed
from wenming.engines import likeness
from wenming.engines.likeness import ALONE, Grouping, Moved, Vectoriser

__all__ = ["Disagreement", "beside_rivals", "later_needs", "one_by_one"]

Row = tuple[str, ...]
Run = tuple[Sequence[Hashable], Sequence[Hashable]]
NOTHING = Grouping()


class Disagreement(Exception):
    """Our score is not the one scikit-learn has: the only reason to fail."""


def beside_rivals(
    labelled: Sequence[Labelled], ours: dict[str, Vectoriser], seeds: int
) -> Iterator[Row]:
    """A row for each of ours and of theirs; what draws lots, as the mean over some seeds."""
    true, texts = made_up.topics(labelled), [one.need.text for one in labelled]
    for name, vectoriser in ours.items():
        yield _row(
            f"ours: {name}", true, [lambda v=vectoriser: _sets(labelled, _group(labelled, v))]
        )
    sets, groups = len(set(true)), len({one.topic for one in labelled} - {""})
    for rival in rivals.RIVALS:
        for k in (sets, groups):
            runs = [
                lambda r=rival, n=k, s=seed: rivals.sorted_by(r, texts, n, s)
                for seed in range(seeds)
            ]
            yield _row(f"TF-IDF of {rival}, k-means {k}", true, runs)


def one_by_one(labelled: Sequence[Labelled], vectoriser: Vectoriser, at_once: int) -> Row:
    """Needs arrive some at a time; what is grouped stays as it is."""
    found = Grouping()
    for stop in range(at_once, len(labelled) + at_once, at_once):
        found = _group(labelled[:stop], vectoriser, found)
    true, sets = made_up.topics(labelled), _sets(labelled, found)
    return _figures(f"ours, {at_once} at a time", [(true, sets)])


def later_needs(labelled: Sequence[Labelled], vectoriser: Vectoriser, seeds: int) -> Iterator[Row]:
    """Half is grouped, and a person puts right what is wrong, or not; then the others come.

    Only those others are judged; the mean over some ways to halve.
    """
    for what, put_right in (("nothing", False), ("what was wrong", True)):
        runs, moves = [], 0
        for seed in range(seeds):
            mixed = random.Random(seed).sample(labelled, len(labelled))
            first, later = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
            before = _group(first, vectoriser)
            words = list(_put_right(first, before)) if put_right else []
            moves += len(words)
            told = _group(first, vectoriser, before, words)
            found = _sets(later, _group(mixed, vectoriser, told))
            runs.append((made_up.topics(later), found))
        yield _figures(f"a person said {what} ({moves // seeds} moves)", runs)


def _put_right(labelled: Sequence[Labelled], found: Grouping) -> Iterator[Moved]:
    """What a person would move: each topic to the group that has most of it and is mostly of it."""
    topic = {one.need.id: one.topic for one in labelled}
    homes = dict(_homes(topic, found))
    lies = {member.need: group.id for group in found.groups for member in group.members}
    for need, of in topic.items():
        home = homes.get(of, f"new: {of}") if of else ALONE
        if lies.get(need, ALONE) != home:
            yield Moved(need, home)


def _homes(topic: Mapping[str, str], found: Grouping) -> Iterator[tuple[str, str]]:
    """The topic of most of each group, with the group; the largest group of a topic last."""
    owned = []
    for group in found.groups:
        of, most = Counter(topic[member.need] for member in group.members).most_common(1)[0]
        owned.append((most, of, group.id))
    for _, of, group_id in sorted(owned):
        yield of, group_id


def _group(
    labelled: Sequence[Labelled],
    vectoriser: Vectoriser,
    before: Grouping = NOTHING,
    words: Sequence[Moved] = (),
) -> Grouping:
    needs = [one.need for one in labelled]
    return likeness.group(needs, vectoriser=vectoriser, before=before, words=words)


def _sets(labelled: Sequence[Labelled], found: Grouping) -> list[str]:
    """The set of each need; one that is alone is a set of its own."""
    lies = {member.need: group.id for group in found.groups for member in group.members}
    return [lies.get(one.need.id, one.need.id) for one in labelled]


def _row(
    what: str, true: Sequence[Hashable], runs: Sequence[Callable[[], Sequence[Hashable]]]
) -> Row:
    began = perf_counter()
    found = [run() for run in runs]
    seconds = (perf_counter() - began) / len(runs)
    return (*_figures(what, [(true, sets) for sets in found]), f"{seconds:.2f} s")


def _figures(what: str, runs: Sequence[Run]) -> Row:
    """The mean of each score over some runs, and how many sets the first has found."""
    for true, found in runs:
        if abs(adjusted_rand(true, found) - _theirs(true, found)) > 1e-9:
            raise Disagreement(f"{what}: adjusted Rand index")
    scores = [(adjusted_rand(true, found), *b_cubed(true, found)) for true, found in runs]
    figures = (f"{mean(column):.3f}" for column in zip(*scores, strict=True))
    return (what, *figures, f"{len(set(runs[0][1]))}")


def _theirs(true: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    as_numbers = [
        {one: place for place, one in enumerate(dict.fromkeys(lot))} for lot in (true, found)
    ]
    return float(
        adjusted_rand_score(
            [as_numbers[0][one] for one in true], [as_numbers[1][one] for one in found]
        )
    )
