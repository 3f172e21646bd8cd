"""Work after the answer: an action that runs in the worker once the transaction is committed.

A task names its function and ids; it reads its rows again and may run twice without harm. The
queue is django-q2's on the same database: a job is written down with its deed or not at all, and
a killed worker's job is handed out again.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django_q.conf import Conf
from django_q.tasks import async_task

__all__ = ["later"]


def later(task: Callable[..., None], **ids: int | str) -> None:
    """Run `task(**ids)` in the worker after this transaction, at least once."""
    write = partial(async_task, f"{task.__module__}.{task.__qualname__}", **ids)
    if Conf.SYNC:
        # Jobs done at once, as tests have them: there is no queue that would wait for the commit.
        transaction.on_commit(write)
    else:
        write()
