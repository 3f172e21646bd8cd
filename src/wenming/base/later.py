"""Work after the answer: an action that runs in the worker once the transaction is committed.

A task names its function and ids; it reads its rows again and may run twice without harm. The
queue is django-q2's on the same database: a killed worker's job is handed out again.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django_q.tasks import async_task

__all__ = ["later"]


def later(task: Callable[..., None], **ids: int | str) -> None:
    """Run `task(**ids)` in the worker after this transaction, at least once."""
    transaction.on_commit(partial(async_task, f"{task.__module__}.{task.__qualname__}", **ids))
