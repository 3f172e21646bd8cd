"""Nobody is given two places at the same time by two processes that look in the same moment.

No row says that two shifts clash, so no constraint can refuse the second. SQLite lets one
transaction write at a time and needs nothing. On PostgreSQL whoever gives places first takes, for
each person, a lock of their own that ends with the transaction: the second looks once the first is
written. Taken before the guard of a shift, never after, so that nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection

__all__ = ["OURS", "is_ours", "take_turns"]

# A number of our own among the locks of the database; and what fits beside it.
OURS: Final = 0x5157
ROOM: Final = 2**31
ALL = """select pg_advisory_xact_lock(%s, person)
from (select distinct unnest(%s::int[]) as person order by person) as people"""
TRIED = "select pg_try_advisory_xact_lock(%s, %s)"


def take_turns(users: Iterable[int]) -> None:
    """Wait until nobody else gives a place to one of these; then nobody does until we are done."""
    if _has_one_writer():
        return
    with connection.cursor() as cursor:
        cursor.execute(ALL, [OURS, [user % ROOM for user in users]])


def is_ours(users: Iterable[int]) -> bool:
    """The same without waiting: no, if somebody is giving one of these a place just now."""
    if _has_one_writer():
        return True
    with connection.cursor() as cursor:
        for user in users:
            cursor.execute(TRIED, [OURS, user % ROOM])
            if cursor.fetchone() != (True,):
                return False
    return True


def _has_one_writer() -> bool:
    return connection.vendor != "postgresql"
