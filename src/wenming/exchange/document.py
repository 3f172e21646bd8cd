"""The description of the interface, as OpenAPI: served, committed, and compared by a test."""

from __future__ import annotations

import json
from typing import Any

from wenming.exchange.api import api

__all__ = ["description", "text"]

PLACE = "/api/v1/"


def description(place: str = PLACE) -> dict[str, Any]:
    """Every operation under this address; each no has the media type that it is sent with."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=place))
    told["paths"] = {path: _operations(operations) for path, operations in told["paths"].items()}
    return told


def text() -> str:
    """As it is committed."""
    return json.dumps(description(), ensure_ascii=False, indent=2) + "\n"


def _operations(operations: dict[str, Any]) -> dict[str, Any]:
    for operation in operations.values():
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                answer["content"] = {
                    "application/problem+json": answer["content"]["application/json"]
                }
    return operations
