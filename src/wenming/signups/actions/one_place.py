"""Nobody is given two places at the same time by two processes that look in the same moment.

No row says that two shifts clash, so no constraint can refuse the second. SQLite lets one
transaction write at a time and needs nothing. On PostgreSQL whoever gives places first takes, for
each person, a lock of their own that ends with the transaction: the second looks once the first is
written. Taken before the guard of a shift, never after, so that nobody waits in a circle.

Beside it each shift has a lock that those who give places in it share, so that whoever tells all
who have a place can wait until the last is written (`let_through`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection

__all__ = ["OURS", "is_ours", "let_through", "take_turns"]

# Numbers of our own among the locks of the database, for people and shifts; what fits beside them.
OURS: Final = 0x5157
SHIFTS: Final = 0x5158
ROOM: Final = 2**31
ALL = """select pg_advisory_xact_lock_shared(%s, shift)::text
from (select distinct unnest(%s::int[]) as shift order by shift) as shifts
union all select pg_advisory_xact_lock(%s, person)::text
from (select distinct unnest(%s::int[]) as person order by person) as people"""
THROUGH = """select pg_advisory_xact_lock(%s, shift)
from (select distinct unnest(%s::int[]) as shift order by shift) as shifts"""
TRIED = "select pg_try_advisory_xact_lock(%s, %s)"


def take_turns(users: Iterable[int], shifts: Iterable[int]) -> None:
    """Wait until nobody else gives a place to one of these; then nobody does until we are done."""
    if _has_one_writer():
        return
    with connection.cursor() as cursor:
        cursor.execute(ALL, [SHIFTS, _keys(shifts), OURS, _keys(users)])


def let_through(shifts: Iterable[int]) -> None:
    """Wait until whoever is being given a place in these has it; nobody is until we are done."""
    if _has_one_writer():
        return
    with connection.cursor() as cursor:
        cursor.execute(THROUGH, [SHIFTS, _keys(shifts)])


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


def _keys(rows: Iterable[int]) -> list[int]:
    return [row % ROOM for row in rows]


def _has_one_writer() -> bool:
    return connection.vendor != "postgresql"
