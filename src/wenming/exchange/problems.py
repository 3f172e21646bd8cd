"""What goes wrong, as application/problem+json, with words and the field's place (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from wenming.base.errors import DomainError
from wenming.exchange.models import Access
from wenming.exchange.schemas import Place, Problem

__all__ = ["UnknownToken", "of_faults", "of_refusal", "register", "words_for"]


class UnknownToken(DomainError):
    """A token is shown that opens nothing."""

    status = 401
    code = "unknown-token"


def of_refusal(error: DomainError) -> Problem:
    """A no of the product, at its field."""
    places = [Place(field=error.field, detail=str(error))] if error.field else []
    return _problem(error.status, str(error), error.code, places)


def of_faults(faults: Iterable[Mapping[str, Any]]) -> Problem:
    """What pydantic found, in words."""
    places = [Place(field=_field(fault["loc"]), detail=_said(fault)) for fault in faults]
    return _problem(422, _("有的内容不对，见 errors。"), "invalid", places)


def words_for(access: Access | None) -> str:
    """Why a token opens nothing."""
    if access is None:
        return _("这个令牌不认识，请核对，或者请镇里的办公室另发。")
    if access.revoked_at is not None:
        return _("这个令牌已经停用，请镇里的办公室另发。")
    return _("这个令牌已经过期，请镇里的办公室另发。")


def register(api: NinjaAPI) -> None:
    """Every no of this interface is a problem."""
    answers = {
        DomainError: of_refusal,
        ValidationError: lambda error: of_faults(error.errors),
        AuthenticationError: lambda _error: _nothing(),
        Http404: lambda _error: _nothing(),
        HttpError: lambda error: _problem(
            error.status_code, _("不是 JSON，读不懂。"), "unreadable"
        ),
    }
    for kind, problem in answers.items():
        api.add_exception_handler(kind, _handler(problem))
    api.add_exception_handler(ImmediateHttpResponse, _too_often)


def _handler(problem: Any) -> Any:
    def answer(_request: HttpRequest, error: Exception) -> HttpResponse:
        return _answer(problem(error))

    return answer


def _too_often(_request: HttpRequest, error: ImmediateHttpResponse) -> HttpResponse:
    answer = _answer(_problem(429, _("次数太多了，请过一会儿再试。"), "too-often"))
    answer["Retry-After"] = error.response.get("Retry-After", "60")
    return answer


def _answer(problem: Problem) -> HttpResponse:
    said = json.dumps(problem.model_dump(), ensure_ascii=False)
    answer = HttpResponse(said, status=problem.status, content_type="application/problem+json")
    if problem.status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _nothing() -> Problem:
    return _problem(404, _("没有这个地址，或者不是您能看的。"), "not-found")


def _problem(status: int, detail: str, code: str, errors: Iterable[Place] = ()) -> Problem:
    title = HTTPStatus(status).phrase
    return Problem(title=title, status=status, detail=detail, code=code, errors=list(errors))


def _field(place: Iterable[object]) -> str:
    """`needs[3].phone`, without the words by which the frame calls body and query."""
    said = ""
    for step in place:
        if isinstance(step, int):
            said += f"[{step}]"
        elif step not in ("body", "query", "path", "told"):
            said += f".{step}" if said else str(step)
    return said


def _said(fault: Mapping[str, Any]) -> str:
    kind, about = str(fault["type"]), fault.get("ctx", {})
    if kind == "missing":
        return _("没有填。")
    if kind in ("string_too_long", "too_long"):
        return _("太长，最多 %(most)s。") % {"most": about.get("max_length")}
    if kind in ("string_too_short", "too_short"):
        return _("没有填。")
    if kind == "extra_forbidden":
        return _("没有这个字段。")
    if kind == "literal_error":
        return _("只能是：%(known)s。") % {"known": about.get("expected")}
    return _("写法不对。")
