"""Twenty waiting needs on one page: the proposal with its reasons, changed by hand, sent (task 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wenming.base.errors import DomainError
from wenming.engines import matching
from wenming.needs.actions import dispatching
from wenming.needs.explaining import costs_more, when, why, why_not
from wenming.needs.models import Dispatch, Need
from wenming.needs.proposing import (
    Proposal,
    Server,
    capable,
    moment_of,
    most_pressing,
    numbered,
    propose,
)
from wenming.needs.queries import Line, lines
from wenming.needs.sketch import sketch
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request

__all__ = ["dispatch_board", "retracting"]

# Nobody, chosen by hand.
NOBODY = "-"
# So many are offered to be asked at the same time.
ALSO = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One need on the board: whom the proposal names, when, why; and who else could go."""

    line: Line
    chosen: str
    at: str
    why: str
    others: list[tuple[str, Server]]
    ticked: Sequence[str] = ()

    @property
    def also(self) -> list[tuple[str, Server]]:
        """Who may be asked at the same time: the first to say yes goes."""
        return [one for one in self.others if one[0] != self.chosen][:ALSO]


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def dispatch_board(request: Request) -> HttpResponse:
    """Look, change any by hand and see what it costs, send all with one button."""
    needs = most_pressing(request.user, request.town)
    proposal = propose(request.town, needs)
    if request.method == "POST" and "send" in request.POST:
        return _send(request, proposal)
    for words in _unknown(proposal, request.POST):
        messages.warning(request, words)
    changed = _changed(proposal, request.POST)
    result = _what_if(proposal, changed) if changed else proposal.result
    rows = _rows(request, proposal, result, changed)
    hidden = {str(row.line.need.pk) for row in rows if not row.line.sees_person}
    context = {
        "rows": rows,
        "costs": costs_more(proposal.result, result) if changed else "",
        "is_proven": proposal.result.gap == 0,
        "gap": proposal.result.gap,
        "marks": sketch(proposal, result, hidden),
    }
    return render(request, "needs/board.html", context)


@require_POST
@insiders_only
def retracting(request: Request, pk: int) -> HttpResponse:
    """The question is taken back."""
    rows = Dispatch.objects.filter(
        need__in=Need.objects.visible_to(request.user, request.town)
    ).select_related("need__unit__town", "team__head", "volunteer__user")
    found = get_object_or_404(rows, pk=pk)
    dispatching.retract(dispatch=found, by=request.user)
    messages.success(request, _("已经收回。"))
    return redirect(found.need)


def _changed(proposal: Proposal, sent: QueryDict) -> dict[str, str]:
    """Need → whom somebody chose instead of the proposal's, or nobody."""
    proposed = {one.request: one.team for one in proposal.result.assignments}
    known = {*proposal.servers, NOBODY}
    chosen = {str(need.pk): _wanted(proposal, need, sent) for need in proposal.needs}
    return {
        need: to for need, to in chosen.items() if to in known and to != proposed.get(need, NOBODY)
    }


def _wanted(proposal: Proposal, need: Need, sent: QueryDict) -> str:
    """Whom somebody chose: by number, if one is written, else from those offered."""
    number = sent.get(f"number-{need.pk}", "").strip()
    return numbered(proposal, need, number) if number else sent.get(f"to-{need.pk}", "")


def _unknown(proposal: Proposal, sent: QueryDict) -> Iterator[str]:
    """Numbers of nobody who could go there."""
    for need in proposal.needs:
        number = sent.get(f"number-{need.pk}", "").strip()
        if number and not numbered(proposal, need, number):
            words = _("%(need)s：没有编号 %(number)s 的志愿者能去做这件事。")
            yield words % {"need": need.number, "number": number}


def _what_if(proposal: Proposal, changed: Mapping[str, str]) -> matching.Result:
    """The best plan with what was chosen by hand in it."""
    force = [_forced(proposal, need, to) for need, to in changed.items() if to != NOBODY]
    nobody = {need for need, to in changed.items() if to == NOBODY}
    forbid = [matching.Pair(need, team) for need in nobody for team in proposal.servers]
    return matching.what_if(proposal.problem, force=force, forbid=forbid)


def _forced(proposal: Proposal, need: str, to: str) -> matching.Pair:
    """At the first time that suits both; else at the first that suits whoever asked."""
    times = next(one.times for one in proposal.problem.requests if one.id == need)
    free = next(one.times for one in proposal.problem.teams if one.id == to)
    suits = [one for one in times if one in free] or list(times) or sorted(free)
    return matching.Pair(need, to, suits[0] if suits else "")


def _rows(
    request: Request, proposal: Proposal, result: matching.Result, changed: Mapping[str, str]
) -> list[Row]:
    given = {one.request: one for one in result.assignments}
    left = {one.request: one for one in result.unassigned}
    found = []
    for line in lines(request.user, request.town, proposal.needs):
        need, one = str(line.need.pk), given.get(str(line.need.pk))
        missing = left.get(need)
        told = why(proposal, one, line.sees_person) if one else ""
        if missing and changed.get(need) != NOBODY:
            told = why_not(proposal, missing)
        found.append(
            Row(
                line,
                one.team if one else NOBODY,
                when(one.time) if one else "",
                told,
                capable(proposal, line.need, one.team if one else ""),
                request.POST.getlist(f"also-{need}"),
            )
        )
    return found


def _send(request: Request, proposal: Proposal) -> HttpResponse:
    """An offer for each that somebody is chosen for; what was overtaken meanwhile is said."""
    sent, failed = 0, [*_gone(request, proposal), *_unknown(proposal, request.POST)]
    for need in proposal.needs:
        name = _wanted(proposal, need, request.POST)
        if name not in proposal.servers:
            continue
        try:
            at = moment_of(_time(proposal, str(need.pk), name))
            asked = dict.fromkeys([name, *request.POST.getlist(f"also-{need.pk}")])
            to = [proposal.servers[one] for one in asked if one in proposal.servers]
            dispatching.offer(need=need, to=to, planned_at=at, by=request.user)
        except DomainError as error:
            failed.append(f"{need.number}{_('：')}{error}")
        else:
            sent += 1
    said = ngettext("发出了 %(n)s 个派单，等他们答复。", "发出了 %(n)s 个派单，等他们答复。", sent)
    messages.success(request, said % {"n": sent})
    for words in failed:
        messages.warning(request, words)
    return redirect("needs:dispatch-board")


def _time(proposal: Proposal, need: str, to: str) -> str:
    """When the proposal says; of somebody chosen instead, the first time that suits."""
    for one in proposal.result.assignments:
        if (one.request, one.team) == (need, to):
            return one.time
    return _forced(proposal, need, to).time


def _gone(request: Request, proposal: Proposal) -> Iterator[str]:
    """What was on the page and waits no more: somebody else was faster."""
    waiting = {f"to-{need.pk}" for need in proposal.needs}
    sent = [name for name in request.POST if name.startswith("to-")]
    number = sum(name not in waiting and request.POST[name] != NOBODY for name in sent)
    if number:
        said = ngettext(
            "有 %(n)s 件刚刚由别人派出或者撤回了，没有再派。",
            "有 %(n)s 件刚刚由别人派出或者撤回了，没有再派。",
            number,
        )
        yield said % {"n": number}
