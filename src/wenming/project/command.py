"""`wenming …`: everything an operator needs.

Reading the words sets up no Django: `wenming --help` answers at once. What carries a command
out it names by `run`, the dotted name of a function of what was chosen, which is imported once the
project is set up. It returns the exit code; None is 0.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, OperationalError, ProgrammingError
from django.utils.module_loading import import_string

from wenming import __version__
from wenming.base.errors import DomainError
from wenming.obligations import command as obligations
from wenming.plans import command as plans

__all__ = ["Subparsers", "main"]

Run = Callable[[argparse.Namespace], int | None]
Subparsers = argparse._SubParsersAction

# What may go wrong without being a bug: one line and an exit code, no traceback.
EXPECTED = (DomainError, ImproperlyConfigured, OperationalError, ProgrammingError, OSError)
# How SQLite and PostgreSQL say that the tables are not those of this version.
NO_TABLE = re.compile(r"no such (table|column)|(relation|column) .* does not exist")
NOT_READY = "the database is not up to date. First 请先运行: wenming init"


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenming.project.settings")
    parser = _parser()
    chosen = parser.parse_args(words, argparse.Namespace(locale=_locale()))
    if "run" not in chosen:
        parser.print_help()
        return 2
    try:
        return _carrier(chosen)(chosen) or 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _nobody_reads()
    except EXPECTED as fault:
        print(f"wenming: {_said(fault)}", file=sys.stderr)
        return 1


def _said(fault: Exception) -> str:
    is_old = isinstance(fault, DatabaseError) and NO_TABLE.search(str(fault))
    return NOT_READY if is_old else str(fault)


def _locale() -> str:
    """The operator's language, as their terminal says it: `zh_CN.UTF-8`."""
    return os.environ.get("LC_ALL") or os.environ.get("LANG") or ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "wenming", description="文明实践：把一个镇的方案落到每天的工作"
    )
    parser.add_argument("--version", action="version", version=f"wenming {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND")
    _init(commands)
    _serve(commands)
    _seed(commands)
    _demo(commands)
    _sign_ins(commands)
    _match(commands)
    obligations.register(plans.register(commands))
    return parser


def _init(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "init", help="make the data folder and the database, load a plan; safe to repeat"
    )
    parser.add_argument("--plan", type=Path, metavar="FILE", help="the plan to load")
    parser.set_defaults(run="wenming.project.initialising.run")


def _serve(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("serve", help="pages, worker and clock, until Ctrl-C")
    _address(parser)
    parser.set_defaults(run="wenming.project.serving.run")


def _seed(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("seed", help="a made-up year of activity")
    parser.add_argument("size", choices=("town", "county"))
    parser.add_argument("--towns", type=int, metavar="N", help="of a county; default: 50")
    parser.set_defaults(run="wenming.project.initialising.seed")


def _demo(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("demo", help="init, seed a town that is still empty, serve")
    parser.add_argument("--plan", type=Path, metavar="FILE", required=True)
    _address(parser)
    parser.set_defaults(run="wenming.project.serving.demo")


def _sign_ins(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("sign-ins", help="with what one can sign in to a demonstration")
    parser.set_defaults(run="wenming.project.initialising.sign_ins")


def _match(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("match", help="who serves whom: the dispatch engine on a file")
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json", help="- reads what comes in")
    parser.add_argument("result", type=Path, nargs="?", metavar="RESULT.json")
    parser.add_argument("--json", action="store_true", help="the whole result, with every why")
    parser.add_argument(
        "--verify", action="store_true", help="work RESULT.json out again; exit 1 if it is wrong"
    )
    parser.set_defaults(run="wenming.project.matching.match", is_alone=True)


def _address(parser: argparse.ArgumentParser) -> None:
    port = os.environ.get("PORT", "8000")
    parser.add_argument("--port", type=int, default=port, metavar="N", help="default: PORT or 8000")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS")


def _carrier(chosen: argparse.Namespace) -> Run:
    """What carries it out; the project is set up unless it says that it works alone."""
    if "is_alone" not in chosen:
        django.setup()
    return cast("Run", import_string(chosen.run))


def _nobody_reads() -> int:
    """`wenming … | head` closed the pipe: end quietly, and let Python not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141
