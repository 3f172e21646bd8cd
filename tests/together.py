"""Two deeds in one moment: the second comes while the first is not committed yet."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from django.db import connection, transaction

from wenming.base.errors import DomainError

__all__ = ["while_open"]

# So long the second may take before it is let go on; one that waits for the first is not done by then.
A_MOMENT = 0.5


def while_open(first: Callable[[], object], second: Callable[[], object]) -> str:
    """What became of the second: "done", or the name of its refusal."""
    outcomes: list[str] = []

    def run() -> None:
        try:
            second()
            outcomes.append("done")
        except DomainError as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    other = Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        other.join(A_MOMENT)
    other.join()
    (outcome,) = outcomes
    return outcome
