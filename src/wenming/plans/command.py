"""`wenming plan …`: check, load, diff, show and schema of plan files.

Only the words of the command line are here. What carries them out is named by its dotted path
(`answers`, `intake`), for it needs to know what the packages can count; nothing needs a database
but `load`, and `show` without a file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["register"]

Subparsers = argparse._SubParsersAction


def register(
    subparsers: Subparsers[argparse.ArgumentParser],
) -> Subparsers[argparse.ArgumentParser]:
    """Add `plan` and its commands, to which packages above may add theirs."""
    plan = subparsers.add_parser("plan", help="check, compare and show plans")
    commands = plan.add_subparsers(metavar="COMMAND", required=True)
    _check(commands)
    _diff(commands)
    _show(commands)
    _schema(commands)
    _load(commands)
    return commands


def _load(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("load", help="let a plan hold; a plan with faults changes nothing")
    parser.add_argument("file", type=Path, metavar="FILE", help="plan.yaml, or its folder")
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="ID=OPTION",
        help="read an ambiguous clause another way than the file",
    )
    parser.set_defaults(run="wenming.plans.intake.load_plan")


def _check(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("check", help="say every fault of a plan, with file and line")
    parser.add_argument("file", type=Path, metavar="FILE", help="plan.yaml, or its folder")
    _language(parser)
    parser.set_defaults(run="wenming.plans.answers.check_plan")


def _diff(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("diff", help="say in words how two plans differ")
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")
    _language(parser)
    parser.set_defaults(run="wenming.plans.answers.compare_plans")


def _show(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("show", help="a plan in short: a file, or the plans that hold")
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?")
    _language(parser)
    parser.set_defaults(run="wenming.plans.answers.show_plan")


def _schema(commands: Subparsers[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("schema", help="the JSON Schema of plan files")
    parser.set_defaults(run="wenming.plans.answers.print_schema")


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), help="default: by LANG, else zh")
