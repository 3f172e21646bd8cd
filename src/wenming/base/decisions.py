"""A permission is a yes, or a no with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from wenming.base.errors import Refused

__all__ = ["ALLOWED", "Decision", "denied"]


@dataclass(frozen=True, slots=True)
class Decision:
    """True, or false with words that a person can be shown."""

    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.reason

    def enforce(self) -> None:
        """Raise `Refused` with the reason, if it is a no."""
        if not self:
            raise Refused(self.reason)


ALLOWED = Decision()


def denied(reason: str | Promise) -> Decision:
    """A no, and why."""
    return Decision(reason)
