"""Which town a page is about, when there is one: known for some seconds, to each page as its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from wenming.organisation import middleware
from wenming.organisation.models import Town

pytestmark = pytest.mark.django_db


def town_of_a_page() -> Town | None:
    request = HttpRequest()
    request.path_info = "/"
    seen: list[Town | None] = []
    middleware.town(lambda asked: seen.append(asked.town) or HttpResponse())(request)
    return seen[0]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Its one entry is what time it is."""
    now = [1000.0]
    monkeypatch.setattr(middleware, "KNOWN_FOR", 5.0)
    monkeypatch.setattr(middleware, "monotonic", lambda: now[0])
    middleware._only_town.cache_clear()
    return now


def a_town(code: str = "baogai") -> Town:
    return Town.objects.create(code=code, name="宝盖镇", name_en="Baogai")


def test_it_is_asked_about_once_in_a_while(
    clock: list[float], django_assert_num_queries: Any
) -> None:
    known = a_town()

    with django_assert_num_queries(1):
        assert [town_of_a_page() for _ in range(3)] == [known] * 3


def test_what_a_page_does_to_its_town_is_not_seen_by_another(clock: list[float]) -> None:
    a_town()
    mine = town_of_a_page()
    assert mine is not None
    mine.name = "改了"

    other = town_of_a_page()

    assert other is not None
    assert other.name == "宝盖镇"


def test_a_second_town_is_noticed_soon(clock: list[float]) -> None:
    a_town()
    assert town_of_a_page() is not None
    a_town("another")

    clock[0] += 5

    assert town_of_a_page() is None
