"""What may go wrong in the town's own terms; anything else is a bug.

    DomainError
    ├── Refused      403  you may not, and this is why
    ├── WrongStage   409  it is not the time for that
    ├── Overtaken    409  somebody else was first
    └── Impossible   422  what you ask contradicts what is known; `field` says where, if anywhere

Each carries words for a person. One middleware shows them, `base/problem.html`.
"""

from typing import ClassVar

from django.utils.functional import Promise

__all__ = ["DomainError", "Impossible", "Overtaken", "Refused", "WrongStage"]


class DomainError(Exception):
    """Something the product says no to, in words for a person."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "error"

    def __init__(self, words: str | Promise, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field

    def __str__(self) -> str:
        return str(self.words)


class Refused(DomainError):
    """You may not, and this is why."""

    status = 403
    code = "refused"


class WrongStage(DomainError):
    """It is not the time for that."""

    status = 409
    code = "wrong-stage"


class Overtaken(DomainError):
    """Somebody else was first."""

    status = 409
    code = "overtaken"


class Impossible(DomainError):
    """What is asked contradicts what is known."""

    status = 422
    code = "impossible"
