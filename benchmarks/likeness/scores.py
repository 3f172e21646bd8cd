"""How like two ways of sorting the same things are: adjusted Rand index and B-cubed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb

__all__ = ["adjusted_rand", "b_cubed"]


def adjusted_rand(true: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Pairs sorted alike, less what chance would sort alike: 1 is perfect, 0 is chance.

    Hubert and Arabie (1985). If both say that all is one or that nothing is together, it is 1.
    """
    together = _pairs(Counter(zip(true, found, strict=True)))
    of_true, of_found = _pairs(Counter(true)), _pairs(Counter(found))
    by_chance = of_true * of_found / max(comb(len(true), 2), 1)
    most = (of_true + of_found) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def b_cubed(true: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F, each the mean over the things (Bagga and Baldwin 1998).

    Precision of a thing: how much of the set it was put in is of its kind; recall: how much of its
    kind is in that set. Itself counts in both.
    """
    both = Counter(zip(true, found, strict=True))
    of_true, of_found = Counter(true), Counter(found)
    precision = sum(n * n / of_found[lot] for (_, lot), n in both.items()) / len(true)
    recall = sum(n * n / of_true[kind] for (kind, _), n in both.items()) / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(comb(size, 2) for size in sizes.values())
