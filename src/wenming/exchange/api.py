"""The interface's operations: needs with a token, what is public without one."""

from __future__ import annotations

from typing import Any, cast

import pydantic
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.timezone import localtime
from ninja import NinjaAPI, Path, Query, Status
from ninja.security import HttpBearer

from wenming.accounts import lockout
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import DomainError
from wenming.exchange import problems, queries
from wenming.exchange.actions import sending, tokens
from wenming.exchange.models import Access
from wenming.exchange.permissions import may_use
from wenming.exchange.problems import UnknownToken
from wenming.exchange.schemas import (
    ActivitiesOut,
    ActivityOut,
    Asking,
    BatchIn,
    BatchOut,
    FiguresOut,
    NeedIn,
    NeedOut,
    Number,
    Problem,
    RowOut,
    ShiftOut,
    UnitOut,
)
from wenming.organisation.http import Request
from wenming.organisation.models import Town

__all__ = ["api"]

PAGE = 50
ABOUT = """What an upper platform sends to a town and takes from it.

Needs are sent with a token that the town's offices issue, under a number of the platform's own, and
asked for by that number; no person's data come back. Units, activities and figures are public.
Every no is `application/problem+json` with words in the language of `Accept-Language` (zh, en).
"""


class PlatformToken(HttpBearer):
    """Who calls: without a token the address does not exist, with a wrong one it says why."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Access:
        town = _town(request)
        access = tokens.known(town, token)
        if access is None:
            lockout.counted(request, "exchange_refused", "unknown")
            raise UnknownToken(problems.words_for(None))
        if not access.is_valid:
            raise UnknownToken(problems.words_for(access))
        lockout.counted(request, "exchange", str(access.pk))
        may_use(access, self.scope).enforce()
        tokens.note_use(access)
        return access


api = NinjaAPI(
    title="Wenming exchange",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="exchange",
)
problems.register(api)
OPEN = {404: Problem, 422: Problem, 429: Problem}
PRIVATE = OPEN | {401: Problem, 403: Problem}


# With a token ------------------------------------------------------------------------------------


@api.post(
    "needs",
    response={200: NeedOut, 201: NeedOut, 400: Problem, 409: Problem, **PRIVATE},
    auth=PlatformToken(Access.Scope.SEND),
    url_name="needs",
    operation_id="send_need",
    summary="Send one need; the same number with the same content again is the same need",
)
def send_need(request: HttpRequest, told: NeedIn) -> Status[NeedOut]:
    """201 the first time, 200 after that, 409 if the number was used for something else."""
    made, is_new = _send(_access(request), queries.known(_town(request)), told)
    return Status(201 if is_new else 200, made)


@api.post(
    "needs/batch",
    response={200: BatchOut, 400: Problem, **PRIVATE},
    auth=PlatformToken(Access.Scope.SEND),
    url_name="batch",
    operation_id="send_needs",
    summary="Send up to 100 needs; each is taken or refused by itself",
)
def send_needs(request: HttpRequest, told: BatchIn) -> BatchOut:
    """One that is refused says why; the others are taken."""
    access, known = _access(request), queries.known(_town(request))
    rows = [_row(access, known, number, row) for number, row in enumerate(told.needs)]
    return BatchOut(results=rows)


@api.get(
    "needs/{number}",
    response={200: NeedOut, **PRIVATE},
    auth=PlatformToken(Access.Scope.READ),
    url_name="need",
    operation_id="need_state",
    summary="How a need that this platform sent stands",
)
def need_state(request: HttpRequest, number: Path[Number]) -> NeedOut:
    """By the platform's own number. What others sent does not exist."""
    found = queries.sent(_access(request), number)
    if found is None:
        raise Http404
    return NeedOut.of(found.number, found.need)


# Without one -------------------------------------------------------------------------------------


@api.get(
    "units",
    response={200: list[UnitOut], **OPEN},
    url_name="units",
    operation_id="unit_list",
    summary="The units of the town that exist today",
)
def unit_list(request: HttpRequest) -> list[UnitOut]:
    """In the order of the plan."""
    lockout.counted(request, "exchange_open", "")
    return [
        UnitOut(
            code=unit.code,
            kind=unit.kind,
            name=unit.name,
            name_en=unit.name_en,
            parent=unit.parent.code if unit.parent else None,
            latitude=unit.latitude,
            longitude=unit.longitude,
        )
        for unit in queries.units(_town(request))
    ]


@api.get(
    "activities",
    response={200: ActivitiesOut, **OPEN},
    url_name="activities",
    operation_id="activity_list",
    summary="Activities announced or held, the latest first",
)
def activity_list(request: HttpRequest, asked: Query[Asking]) -> ActivitiesOut:
    """Fifty a page; drafts are not among them."""
    lockout.counted(request, "exchange_open", "")
    found = queries.activities(_town(request), asked.since, asked.unit or "")
    page = Paginator(found, PAGE).get_page(asked.page)
    items = [_activity(row) for row in page]
    pages, total = page.paginator.num_pages, page.paginator.count
    return ActivitiesOut(page=page.number, pages=pages, total=total, items=items)


@api.get(
    "figures/{year}",
    response={200: FiguresOut, **OPEN},
    url_name="figures",
    operation_id="year_figures",
    summary="Counts of one year of the town",
)
def year_figures(request: HttpRequest, year: int) -> FiguresOut:
    """Activities held, services done, teams at its end; 404 for a year that has not begun."""
    lockout.counted(request, "exchange_open", "")
    if not 2000 <= year <= clock.today().year:
        raise Http404
    found = queries.figures(_town(request), year)
    return FiguresOut(
        year=found.year,
        activities=found.activities,
        services=found.services,
        teams=found.teams,
    )


def _town(request: HttpRequest) -> Town:
    town = cast("Request", request).town
    if town is None:
        raise Http404
    return town


def _access(request: HttpRequest) -> Access:
    access: Access = request.auth  # type: ignore[attr-defined]  # the frame's, from `authenticate`
    return access


def _send(access: Access, known: queries.Known, told: NeedIn) -> tuple[NeedOut, bool]:
    sent, is_new = sending.send(
        access=access,
        number=told.number,
        asked=told.asked(known),
        told=told.model_dump(mode="json"),
    )
    return NeedOut.of(sent.number, sent.need), is_new


def _row(access: Access, known: queries.Known, row: int, told: dict[str, Any]) -> RowOut:
    number = str(told.get("number", ""))[:60]
    try:
        made, is_new = _send(access, known, NeedIn.model_validate(told))
    except pydantic.ValidationError as error:
        problem = problems.of_faults(error.errors())
    except DomainError as error:
        problem = problems.of_refusal(error)
    else:
        return RowOut(row=row, number=number, result="created" if is_new else "known", need=made)
    return RowOut(row=row, number=number, result="refused", problem=problem)


def _activity(row: Activity) -> ActivityOut:
    return ActivityOut(
        id=row.pk,
        title=row.title,
        unit=row.unit.code,
        held_on=row.held_on,
        kind=row.kind,
        task=row.task,
        state=row.stage,  # type: ignore[arg-type]  # a column's value is any string
        place=row.place,
        people=row.people,
        shifts=[
            ShiftOut(
                starts_at=localtime(shift.starts_at),
                ends_at=localtime(shift.ends_at),
                place=shift.place,
                places=shift.places,
            )
            for shift in row.shifts.all()
        ],
    )
