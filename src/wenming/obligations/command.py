"""`wenming plan standing`: its words on the command line; `answers` carries it out."""

from __future__ import annotations

import argparse
from datetime import date

__all__ = ["register"]

Subparsers = argparse._SubParsersAction


def register(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add `standing` to the commands of `wenming plan`."""
    parser = commands.add_parser("standing", help="where everybody stands, from the records")
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD; today if left out"
    )
    parser.add_argument("--unit", default="", metavar="CODE", help="only subjects of this unit")
    parser.add_argument(
        "--clause", default="", metavar="ID", help="only this clause, such as 3.1-c"
    )
    parser.add_argument("--town", default="", metavar="CODE", help="which, where there are several")
    parser.add_argument("--year", action="store_true", help="every period of the year so far")
    parser.add_argument("--json", action="store_true", help="a list of objects")
    parser.set_defaults(run="wenming.obligations.answers.standing")
