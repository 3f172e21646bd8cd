"""`wenming serve`: pages, worker and clock as one group on one machine."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from django_q.cluster import Cluster
from gunicorn.app.base import BaseApplication

from wenming.project import initialising, schedule
from wenming.project.serving_group import Part, supervise

__all__ = ["demo", "run"]


def run(chosen: argparse.Namespace) -> int:
    """`wenming serve [--port N]`."""
    _be_free(chosen.host, chosen.port)
    _be_ready()
    schedule.write()
    return _serve(chosen.host, chosen.port)


def demo(chosen: argparse.Namespace) -> int:
    """`wenming demo --plan FILE`: a town to look at, from nothing; the next time, the same town."""
    _be_free(chosen.host, chosen.port)
    if _apart(partial(_prepare_demo, chosen.plan)):
        return 1
    return _serve(chosen.host, chosen.port, initialising.signing_in())


def _serve(host: str, port: int, sign_ins: Sequence[str] = ()) -> int:
    connections.close_all()
    pages = Pages(host, port, sign_ins)
    return supervise([Part("pages", pages.run), Part("worker", _work)])


class Pages(BaseApplication):  # type: ignore[misc]
    """gunicorn, configured here and nowhere else."""

    def __init__(self, host: str, port: int, sign_ins: Sequence[str]) -> None:
        self.host, self.port, self.sign_ins = host, port, sign_ins
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._choices().items():
            self.cfg.set(name, value)

    def _choices(self) -> dict[str, Any]:
        return {
            "bind": f"{self.host}:{self.port}",
            "worker_class": "gthread",
            "workers": settings.PAGE_PROCESSES,
            "threads": settings.PAGE_THREADS,
            # Loaded once and forked: the processes share the memory of the code.
            "preload_app": True,
            # A page that takes a minute is stuck; Ctrl-C waits for answers under way, not longer.
            "timeout": 60,
            "graceful_timeout": 5,
            "keepalive": 5,
            "loglevel": "warning",
            "accesslog": None,
            "errorlog": "-",
            "control_socket_disable": True,
            "proc_name": "wenming pages",
            "when_ready": self._say_so,
        }

    def load(self) -> WSGIHandler:
        # Every address and view now, before the fork, not in each process at its first request.
        _ = get_resolver().url_patterns
        return get_wsgi_application()

    def _say_so(self, arbiter: object) -> None:
        lines = [f"Open 打开  http://{self.host}:{self.port}/   (Ctrl-C stops 停止)"]
        if self.sign_ins:
            lines += ["Sign in 登录", *(f"  {line}" for line in self.sign_ins)]
        print("\n".join(lines), flush=True)


def _work() -> None:
    """Jobs and the clock; SIGTERM to this process, not to its children, ends them in order."""
    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()


def _apart(work: Callable[[], int]) -> int:
    """Do it in a process of its own, so that what it loads does not stay in everybody's memory."""
    child = os.fork()
    if not child:
        sys.exit(work())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _prepare_demo(plan: Path) -> int:
    code = initialising.prepare(plan)
    if not code:
        initialising.seed_if_empty()
    return code


def _be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"wenming: port {port} of {host} cannot be used ({error.strerror}). "
                f"Choose another 换一个端口: PORT={port + 1}"
            ) from None


def _be_ready() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise SystemExit("wenming: the database is not up to date. First 请先运行: wenming init")
