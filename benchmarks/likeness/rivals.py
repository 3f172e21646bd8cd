"""What most would take: TF-IDF and k-means of scikit-learn, told the right number of sets."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

__all__ = ["RIVALS", "sorted_by"]

RIVALS: dict[str, dict[str, Any]] = {
    "characters": {"analyzer": "char", "ngram_range": (1, 2)},
    "pairs, triples": {"analyzer": "char", "ngram_range": (2, 3)},
    "words": {"tokenizer": import_module("rjieba").cut, "token_pattern": None},
}


def sorted_by(rival: str, texts: Sequence[str], sets: int, seed: int) -> list[int]:
    """The set of each text."""
    rows = TfidfVectorizer(**RIVALS[rival]).fit_transform(texts)
    return [int(one) for one in KMeans(sets, n_init=10, random_state=seed).fit_predict(rows)]
