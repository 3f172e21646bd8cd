"""What needs mean, where the extra `meaning` is installed: read in the night, used by the pages (5.3-b)."""

from __future__ import annotations

from collections.abc import Iterable

from wenming.accounts import phones
from wenming.engines import likeness
from wenming.groups.models import Sense

__all__ = ["digest", "known", "vectoriser"]


def digest(text: str) -> str:
    """By which a text is known without being written down."""
    return phones.blind(text)


def known() -> int:
    """Of how many texts it is known what they mean."""
    return Sense.objects.count() if likeness.has_meaning() else 0


def vectoriser(texts: Iterable[str]) -> likeness.Vectoriser | None:
    """By words and meaning, once the night has read the landmarks; None: by words."""
    if not likeness.has_meaning():
        return None
    by_digest = {digest(text): text for text in (*texts, *likeness.Meaning().landmarks)}
    rows = Sense.objects.filter(digest__in=list(by_digest)).values_list("digest", "vector")
    unpacked = likeness.Meaning.unpacked
    kept = {by_digest[key]: unpacked(bytes(stored)) for key, stored in rows}
    made = likeness.Meaning(kept=kept, asks=False)
    return made if made.is_ready else None
