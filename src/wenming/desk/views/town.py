"""The town's view of everything due, late and done: by clause, unit, leader, office (0.1, A.3-c)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from wenming.desk.answering import answers, rule_of, told
from wenming.desk.permissions import may_fill
from wenming.desk.todos import SOON, coming, door, kind_of
from wenming.desk.wording import why_not_countable
from wenming.engines.obligations import Standing
from wenming.liaison.models import Pair
from wenming.obligations import matrix
from wenming.obligations.evidence import records
from wenming.obligations.queries import Board, ahead_of, board
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request
from wenming.organisation.models import Term, Town, Unit
from wenming.plans.document import Clause
from wenming.plans.rules import Rule

__all__ = [
    "cell",
    "clause",
    "late",
    "leaders",
    "matrix_page",
    "offices",
    "standing",
    "support",
    "unit",
    "units",
]


@require_GET
@insiders_only
def matrix_page(request: Request) -> HttpResponse:
    """Clause by unit, a state in each cell."""
    found = _board(request)
    sites = list(Unit.objects.filter(town=request.town).on(found.today).columns(found.owing))
    context = {
        "board": found,
        "units": sites,
        "lines": matrix.lines(found, sites),
        "supports": matrix.supports(found, sites),
    }
    return render(request, "desk/matrix.html", context)


@require_GET
@insiders_only
def units(request: Request) -> HttpResponse:
    """Every unit, with how many duties are in which state."""
    found = _board(request)
    rows = [
        (unit, matrix.tally(matrix.of_unit(found, unit.code)))
        for unit in Unit.objects.filter(town=request.town).on(found.today).columns(found.owing)
    ]
    return render(request, "desk/units.html", {"board": found, "rows": rows})


@require_GET
@insiders_only
def unit(request: Request, code: str) -> HttpResponse:
    """One unit: every rule, every subject, where it stands."""
    found = _board(request)
    row = get_object_or_404(Unit, town=request.town, code=code)
    standings = matrix.of_unit(found, code)
    chosen = request.GET.get("state", "")
    shown = [s for s in standings if chosen in ("", s.verdict.value)]
    context = {
        "board": found,
        "unit": row,
        "chosen": chosen,
        "groups": _by_clause(found, shown),
        "counts": matrix.tally(standings),
    }
    return render(request, "desk/unit.html", context)


@require_GET
@insiders_only
def leaders(request: Request) -> HttpResponse:
    """Every leader with the units tied to them, and where each pair stands."""
    found = _board(request)
    pairs = Pair.objects.on(found.today).filter(unit__town=request.town)
    by_leader: dict[object, list[tuple[Pair, list[dict[str, object]]]]] = {}
    present = _by_subject(found)
    for pair in pairs.select_related("leader__user", "unit").order_by(
        "leader__place", "unit__place"
    ):
        rows = [told(found, standing) for standing in present.get(pair.key, [])]
        by_leader.setdefault(pair.leader, []).append((pair, rows))
    return render(request, "desk/leaders.html", {"board": found, "rows": by_leader.items()})


@require_GET
@insiders_only
def offices(request: Request) -> HttpResponse:
    """Every responsible party of the plan with its clauses, and how they stand."""
    found = _board(request)
    return render(request, "desk/offices.html", {"board": found, "rows": answers(found)})


@require_GET
@insiders_only
def late(request: Request) -> HttpResponse:
    """Everything late in the town on one page, without input (task 8)."""
    found = _board(request)
    rows = [told(found, standing) for standing in matrix.late(found)]
    return render(request, "desk/late.html", {"board": found, "rows": rows})


@require_GET
@insiders_only
def clause(request: Request, clause_id: str) -> HttpResponse:
    """One clause: its words, how it is read, who answers, where everybody stands."""
    found = _board(request)
    wanted = found.document.clause(clause_id)
    if wanted is None:
        raise Http404
    sites = list(Unit.objects.filter(town=request.town).on(found.today).columns(found.owing))
    lines = {clause.id: rules for clause, rules in matrix.lines(found, sites)}
    chosen = request.GET.get("state", "")
    asked = [s for s in found.now() if s.clause == clause_id and s.verdict.value == chosen]
    context = {
        "board": found,
        "clause": wanted,
        "chosen": asked and chosen,
        "rows": [told(found, one) for one in asked],
        "lines": [(line, _by_name(found, line.rule)) for line in lines.get(clause_id, [])],
        "supports": [s for s in matrix.supports(found, sites) if s.clause.id == clause_id],
        "readings": [r for r in found.document.readings if clause_id in r.clauses],
    }
    return render(request, "desk/clause.html", context)


@require_GET
@insiders_only
def support(request: Request, clause_id: str, code: str) -> HttpResponse:
    """This year's records of a unit for a clause that nobody counts, for a person to judge."""
    found = _board(request)
    row = get_object_or_404(Unit, town=request.town, code=code)
    wanted = found.document.clause(clause_id)
    if wanted is None:
        raise Http404
    cited = records(matrix.supporting(found, wanted, row))
    context = {"board": found, "clause": wanted, "unit": row, "records": cited}
    return render(request, "desk/support.html", context)


@require_GET
@insiders_only
def cell(request: Request, rule_id: str, code: str) -> HttpResponse:
    """One cell: all subjects of the unit on this rule, with all periods of the year."""
    found = _board(request)
    row = get_object_or_404(Unit, town=request.town, code=code)
    rows = [
        (found.subjects[subject], periods)
        for rule, subject, periods in found.rows()
        if rule == rule_id and found.subjects[subject].unit == code
    ]
    if not rows:
        raise Http404
    context = {"board": found, "rule": rule_of(found, rule_id), "unit": row, "rows": rows}
    return render(request, "desk/cell.html", context)


@require_GET
@insiders_only
def standing(request: Request, rule_id: str, subject: str, start: str) -> HttpResponse:
    """One standing: what is needed, what there is, and every record behind the figure."""
    found = _board(request)
    periods = [*found.of(rule_id, subject), *_coming(found, rule_id, subject)]
    one = next((s for s in periods if s.span.start.isoformat() == start), None)
    if one is None:
        raise Http404
    owner = Unit.objects.filter(town=request.town, code=found.subjects[subject].unit).first()
    context = {
        "board": found,
        "standing": one,
        "rule": rule_of(found, rule_id),
        "subject": found.subjects[subject],
        "records": records(one.evidence),
        "late_records": records(one.late),
        "unit": owner,
        "lacking": _words(request.town, one.lacking),
        "reason": why_not_countable(one.reason),
        "door": door(found.rules[rule_id], found.subjects[subject], one.span),
        "entering": may_fill(request.user, kind_of(found.rules[rule_id]), owner),
    }
    return render(request, "desk/standing.html", context)


def _board(request: Request) -> Board:
    found = board(request.town)
    if found is None:
        raise Http404
    return found


def _coming(found: Board, rule: str, subject: str) -> Iterable[Standing]:
    """What the desk announces: periods that begin within the next days."""
    return coming(found, ahead_of(found, found.today + SOON).of(rule, subject))


def _words(town: Town, codes: Iterable[str]) -> list[str]:
    """The words of the codes, whichever vocabulary they are of."""
    terms = {term.code: str(term) for term in Term.objects.filter(town=town, code__in=list(codes))}
    return [terms.get(code, code) for code in codes]


def _by_subject(found: Board) -> dict[str, list[Standing]]:
    gathered: dict[str, list[Standing]] = {}
    for one in found.now():
        gathered.setdefault(one.subject, []).append(one)
    return gathered


def _by_clause(
    found: Board, standings: Iterable[Standing]
) -> list[tuple[Clause, list[dict[str, object]]]]:
    gathered: dict[str, list[dict[str, object]]] = {}
    for one in standings:
        gathered.setdefault(one.clause, []).append(told(found, one))
    clauses = found.document.clauses
    return [(clause, gathered[clause.id]) for clause in clauses if clause.id in gathered]


def _by_name(found: Board, rule: Rule) -> list[dict[str, object]]:
    """Everybody who owes it, one by one, where they are no units: teams, fields, pairs, the town."""
    if rule.each == "unit":
        return []
    return [told(found, standing) for standing in found.now() if standing.rule == rule.id]
