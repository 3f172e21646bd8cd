"""Slots: what packages above give to a page of a package below.

`settings.SLOTS` names, for each slot, functions `(request, subject) -> Fill | None`, in the order
in which they are shown; the page says `{% slot "activity" activity %}` and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

__all__ = ["Fill", "fills"]


@dataclass(frozen=True, slots=True)
class Fill:
    """What is shown in a slot: a template, and what it is given."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


Filler = Callable[[HttpRequest, object], Fill | None]


def fills(name: str, request: HttpRequest, subject: object) -> Iterator[Fill]:
    """Everything that belongs into this slot of this page."""
    for dotted in settings.SLOTS.get(name, ()):
        fill = cast("Filler", import_string(dotted))(request, subject)
        if fill is not None:
            yield fill
