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
from wenming.needs.by_hand import NOBODY, changed, moments, what_if, without
from wenming.needs.coming import owner_of
from wenming.needs.explaining import costs_more, when, why, why_not
from wenming.needs.models import Dispatch, Need
from wenming.needs.proposing import (
    Proposal,
    Server,
    capable,
    coming,
    moment_of,
    most_pressing,
    numbered,
    propose,
    waiting,
)
from wenming.needs.queries import Line, lines, times_of
from wenming.needs.sketch import sketch
from wenming.organisation.access import insiders_only
from wenming.organisation.http import Request

__all__ = ["dispatch_board", "retracting"]

# So many are offered to be asked at the same time.
ALSO = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One need on the board: whom the proposal names, when, why; and who else could go."""

    line: Line
    chosen: str
    # The engine's time, which the page sends back: what was seen is what is sent.
    time: str
    why: str
    others: list[tuple[str, Server]]
    times: list[str]
    ticked: Sequence[str] = ()
    # A number of nobody who could go there, as it was written.
    unknown: str = ""

    @property
    def at(self) -> str:
        """When, in words."""
        return when(self.time)

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
    unknown = _unknown(proposal, request.POST)
    if "send" in request.POST and not unknown:
        return _send(request, proposal)
    chosen = _chosen(proposal, request.POST)
    changes = changed(proposal, chosen)
    result = what_if(proposal, chosen, _told(proposal, request.POST))
    rows = _rows(request, proposal, result, changes, unknown)
    hidden = {str(row.line.need.pk) for row in rows if not row.line.sees_person}
    context = {
        "rows": rows,
        "faults": [(f"number-{need}", words) for need, words in unknown.items()],
        "costs": costs_more(without(proposal, chosen), result) if changes else "",
        "is_proven": proposal.result.gap == 0,
        "more": waiting(request.user, request.town) - len(needs),
        "marks": sketch(proposal, result, hidden),
    }
    return render(request, "needs/board.html", context, status=422 if unknown else 200)


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


def _chosen(proposal: Proposal, sent: QueryDict) -> dict[str, str]:
    """Need → whom somebody chose: by number, if one is written, else from those offered."""
    return {str(need.pk): _wanted(proposal, need, sent) for need in proposal.needs}


def _wanted(proposal: Proposal, need: Need, sent: QueryDict) -> str:
    number = _number(need, sent)
    by_number = numbered(proposal, need, number) if number else ""
    return by_number or sent.get(f"to-{need.pk}", "")


def _number(need: Need, sent: QueryDict) -> str:
    return sent.get(f"number-{need.pk}", "").strip()


def _told(proposal: Proposal, sent: QueryDict) -> dict[str, str]:
    """Need → the time that stood beside whoever is still chosen."""
    known, found = set(coming()), {}
    for need, to in _chosen(proposal, sent).items():
        who, _bar, time = sent.get(f"at-{need}", "").partition("|")
        if to and owner_of(who) == owner_of(to) and time in known:
            found[need] = time
    return found


def _unknown(proposal: Proposal, sent: QueryDict) -> dict[str, str]:
    """Need → what is wrong with the number beside it: nobody who has it could go there."""
    found = {}
    for need in proposal.needs:
        number = _number(need, sent)
        if number and not numbered(proposal, need, number):
            words = _("%(need)s：没有编号 %(number)s 的志愿者能去做这件事。")
            found[str(need.pk)] = words % {"need": need.number, "number": number}
    return found


def _rows(
    request: Request,
    proposal: Proposal,
    result: matching.Result,
    changes: Mapping[str, str],
    unknown: Mapping[str, str],
) -> list[Row]:
    given = {one.request: one for one in result.assignments}
    left = {one.request: one for one in result.unassigned}
    found = []
    for line in lines(request.user, request.town, proposal.needs):
        need, one = str(line.need.pk), given.get(str(line.need.pk))
        missing = left.get(need)
        told = why(proposal, one, line.sees_person) if one else ""
        if missing and changes.get(need) != NOBODY:
            told = why_not(proposal, missing)
        found.append(
            Row(
                line,
                one.team if one else NOBODY,
                one.time if one else "",
                told,
                capable(proposal, line.need, one.team if one else ""),
                times_of(line.need),
                request.POST.getlist(f"also-{need}"),
                _number(line.need, request.POST) if need in unknown else "",
            )
        )
    return found


def _send(request: Request, proposal: Proposal) -> HttpResponse:
    """An offer for each that somebody is chosen for; what was overtaken meanwhile is said."""
    sent, failed = 0, list(_gone(request, proposal))
    chosen = _chosen(proposal, request.POST)
    times = moments(proposal, chosen, _told(proposal, request.POST))
    for need in proposal.needs:
        name = chosen[str(need.pk)]
        if name not in proposal.servers:
            continue
        asked = {owner_of(one): one for one in [name, *request.POST.getlist(f"also-{need.pk}")]}
        to = [proposal.servers[one] for one in asked.values() if one in proposal.servers]
        try:
            at = moment_of(times[str(need.pk)])
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
