"""Two deeds in one moment: the second comes while the first is not committed yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from threading import Thread
from typing import Final

from django.db import connection, transaction

from wenming.base.errors import DomainError

__all__ = ["while_open"]

# So long the second is waited for: until it is done, or stands still because the first is open.
PATIENCE: Final = 10.0
# Where nobody can say that it stands still.
A_MOMENT: Final = 0.5
STANDS_STILL: Final = """select exists(select 1 from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock')"""


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
        if connection.vendor == "postgresql":
            _until_still(other)
        else:
            other.join(A_MOMENT)
    other.join()
    (outcome,) = outcomes
    return outcome


def _until_still(other: Thread) -> None:
    until = time.monotonic() + PATIENCE
    # Within a transaction the server would say the same again and again.
    with closing(connection.copy()) as watching, watching.cursor() as cursor:
        while other.is_alive() and time.monotonic() < until:
            cursor.execute(STANDS_STILL)
            if cursor.fetchone() == (True,):
                return
            other.join(0.05)
