"""`wenming plan standing`: where everybody stands, for the eye or as JSON for another program."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from wenming.base.errors import Impossible
from wenming.engines.obligations import Standing
from wenming.obligations.queries import Board, board
from wenming.organisation.models import Town

__all__ = ["as_data", "standing"]


def standing(options: argparse.Namespace) -> int:
    """Print the standings asked for. Exit 1 with one line if there is no such town, unit, clause."""
    found = board(_town(options.town), options.on)
    if found is None:
        raise Impossible("这个镇还没有载入方案。 No plan is loaded.")
    chosen = list(_chosen(found, options))
    if options.json:
        json.dump([as_data(one) for one in chosen], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{_line(found, one)}\n" for one in chosen)
    return 0


def as_data(one: Standing) -> dict[str, object]:
    """One standing as JSON; other programs go by these names."""
    forecast = one.forecast
    return {
        "clause": one.clause,
        "rule": one.rule,
        "subject": one.subject,
        "from": one.span.start.isoformat(),
        "to": one.span.end.isoformat(),
        "due": one.due.isoformat(),
        "need": _number(one.need.least if one.need.least is not None else one.need.most),
        "at_least": _number(one.need.least),
        "at_most": _number(one.need.most),
        "have": _number(one.have),
        "missing": _number(one.missing),
        "lacking": list(one.lacking),
        "verdict": one.verdict.value,
        "forecast": round(forecast.chance, 4) if forecast else None,
        "expected": round(forecast.expected, 2) if forecast else None,
        "reason": one.reason,
        "evidence": list(one.evidence),
        "late": list(one.late),
    }


def _number(value: float | None) -> float | int | None:
    """12, not 12.0."""
    return int(value) if value is not None and float(value).is_integer() else value


def _chosen(found: Board, options: argparse.Namespace) -> Iterable[Standing]:
    _be_known(options.clause, {clause.id for clause in found.document.clauses})
    _be_known(options.unit, {unit.code for unit in found.document.units})
    for one in found.standings if options.year else found.now():
        at_home = options.unit in ("", found.subjects[one.subject].unit)
        if at_home and options.clause in ("", one.clause):
            yield one


def _be_known(code: str, known: Iterable[str]) -> None:
    if code and code not in known:
        raise Impossible(f"方案里没有“{code}”。 The plan has no {code}.")


def _line(found: Board, one: Standing) -> str:
    need = _number(one.need.least if one.need.least is not None else one.need.most)
    subject = found.subjects[one.subject].name
    return (
        f"{one.clause:7} {one.verdict.value:14} {one.have:g}/{need!s:8} "
        f"{one.span.start}..{one.span.end}  {subject}  {one.rule}"
    )


def _town(code: str) -> Town:
    towns = list(Town.objects.filter(code=code) if code else Town.objects.all()[:2])
    if len(towns) != 1:
        raise Impossible("请用 --town 指明是哪个镇。 Say which town with --town.")
    return towns[0]
