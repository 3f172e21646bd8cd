"""Slots: what packages above give to a page of a package below.

`settings.SLOTS` names, for each slot, functions `(request, subject) -> Fill | None`, in the order
in which they are shown; the page says `{% slot "activity" activity %}` and knows none of them.

A filler that reads records may yield its questions and is sent the answers: those of all fillers of
the slot are one statement, whatever is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from wenming.base.prepared import Prepared, answers
from wenming.base.together import Answers, Questions, together

__all__ = ["Asking", "Fill", "fills"]


@dataclass(frozen=True, slots=True)
class Fill:
    """What is shown in a slot: a template, and what it is given."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


Asking = Generator[Questions | Prepared, Answers, Fill | None]
Filler = Callable[[HttpRequest, object], Fill | Asking | None]


def fills(name: str, request: HttpRequest, subject: object) -> Iterator[Fill]:
    """Everything that belongs into this slot of this page."""
    fillers = [cast("Filler", import_string(dotted)) for dotted in settings.SLOTS.get(name, ())]
    begun = [_begun(filler(request, subject)) for filler in fillers]
    answers = _answers([one.asked for one in begun if isinstance(one, _Waiting)])
    told = (_ended(one, next(answers)) if isinstance(one, _Waiting) else one for one in begun)
    return (fill for fill in told if fill is not None)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A filler that has asked."""

    filler: Asking
    asked: Questions | Prepared


def _begun(told: Fill | Asking | None) -> Fill | _Waiting | None:
    if not isinstance(told, Generator):
        return told
    try:
        return _Waiting(told, next(told))
    except StopIteration as end:
        return cast("Fill | None", end.value)


def _answers(asked: list[Questions | Prepared]) -> Iterator[Answers]:
    """One statement: made anew, unless all that is asked was prepared."""
    prepared = [one for one in asked if isinstance(one, Prepared)]
    if len(prepared) == len(asked):
        return iter(answers(prepared))
    made = [one.made() if isinstance(one, Prepared) else one for one in asked]
    found = together(
        {(at, name): one for at, told in enumerate(made) for name, one in told.items()}
    )
    return iter([{name: found[at, name] for name in told} for at, told in enumerate(made)])


def _ended(waiting: _Waiting, answers: Answers) -> Fill | None:
    try:
        waiting.filler.send(answers)
    except StopIteration as end:
        return cast("Fill | None", end.value)
    raise RuntimeError("A filler asks once.")
