"""The interface keeps its description: calls made up from it meet only what it says (5.3-c)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from schemathesis import checks

from tests.packages.exchange.calling import a_platform, a_town
from wenming.exchange.document import description, text
from wenming.project.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c")]

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SCHEMA = schemathesis.openapi.from_dict(description())
SCHEMA.app = application
SCHEMA.config.phases.coverage.enabled = False
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


def test_what_is_committed_is_what_is_served(client: Client) -> None:
    a_town()

    assert (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8") == text()
    assert client.get("/api/v1/openapi.json").json() == json.loads(text())


@pytest.fixture
def token(settings: LazySettings) -> Iterator[str]:
    """Of a platform that nobody slows down; a call does not end the test's own connection."""
    settings.ACCOUNT_RATE_LIMITS = {}
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield a_platform(a_town().unit.town)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@hypothesis.settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_what_it_answers_is_what_it_says(case: schemathesis.Case, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, checks=CHECKS)
