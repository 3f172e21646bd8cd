"""`wenming match`: the dispatch engine on files, without a database.

`match` reads a problem and writes its plan; `verify` says every fault of a result.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from wenming.engines.matching import Problem, Result, Unfit, WhyNot, solve
from wenming.engines.matching.files import as_json, read_problem, read_result
from wenming.engines.matching.verifying import verify

__all__ = ["match"]

Value = TypeVar("Value")


def match(chosen: argparse.Namespace) -> int:
    """Carry it out; 1 if a file cannot be read or a result does not hold."""
    if chosen.verify != (chosen.result is not None):
        print("wenming: --verify needs PROBLEM.json and RESULT.json", file=sys.stderr)
        return 2
    try:
        problem = _read(chosen.problem, read_problem)
        if chosen.verify:
            return _verified(problem, _read(chosen.result, read_result))
    except Unfit as refused:
        print("\n".join(refused.faults), file=sys.stderr)
        return 1
    began = perf_counter()
    result = solve(problem)
    result = replace(result, seconds=round(perf_counter() - began, 6))
    print(_as_text(result) if chosen.json else "\n".join(_lines(result)))
    return 0


def _read(path: Path, read: Callable[[object], Value]) -> Value:
    """What a file holds; every fault with the file's name before it."""
    name = "-" if str(path) == "-" else path.name
    try:
        text = sys.stdin.read() if name == "-" else path.read_text(encoding="utf-8")
        return read(json.loads(text))
    except json.JSONDecodeError as fault:
        raise Unfit([f"{name}:{fault.lineno}:{fault.colno}: not JSON: {fault.msg}"]) from fault
    except UnicodeDecodeError as fault:
        raise Unfit([f"{name}: not UTF-8 from byte {fault.start} on"]) from fault
    except Unfit as refused:
        raise Unfit([f"{name}: {fault}" for fault in refused.faults]) from refused


def _verified(problem: Problem, result: Result) -> int:
    faults = list(verify(problem, result))
    if faults:
        print("\n".join(faults))
        return 1
    served, left = len(result.assignments), len(result.unassigned)
    print(f"holds: {served} services, {left} requests left over, objective {result.objective}")
    return 0


def _as_text(result: Result) -> str:
    return json.dumps(as_json(result), ensure_ascii=False, indent=2)


def _lines(result: Result) -> list[str]:
    """The plan for people to read."""
    lines = [
        f"{one.request}  {one.time}  {one.team}  {one.why.metres} m, {one.why.load} services before"
        for one in result.assignments
    ]
    lines += [
        f"{left.request}  -  {left.missing} missing: {_why_not(left.why)}"
        for left in result.unassigned
    ]
    proven = "the best there is" if result.objective == result.bound else f"gap {result.gap:.2%}"
    sums = f"objective {result.objective}, bound {result.bound}: {proven}; {result.seconds:.3f} s"
    return [*lines, sums]


def _why_not(why: WhyNot) -> str:
    """The shortage with what is known of it."""
    said = {
        "skills": ", ".join(why.skills),
        "team": why.team,
        "time": why.time,
        "most": str(why.most or ""),
        "others": ", ".join(why.others),
    }
    known = "; ".join(f"{name} {value}" for name, value in said.items() if value)
    return f"{why.shortage} ({known})" if known else str(why.shortage)
