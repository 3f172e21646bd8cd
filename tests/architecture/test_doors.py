"""Every address × every kind of visitor: an address without a row is a door nobody looks after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors import VISITORS, Row, a_cast, rows

ROWS = list(rows())


def addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all addresses; of one without a name, its pattern."""
    inside = (*namespaces, resolver.namespace) if resolver.namespace else namespaces
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, inside)
        elif isinstance(entry, URLPattern):
            yield ":".join((*inside, entry.name or f"(no name) {entry.pattern}"))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    known, there = {row.name for row in ROWS}, set(addresses(get_resolver()))

    assert (sorted(there - known), sorted(known - there)) == ([], [])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_every_row_says_what_each_visitor_gets(row: Row) -> None:
    assert set(row.answers) == set(VISITORS)


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_the_door_answers_each_visitor_as_its_row_says(row: Row) -> None:
    cast = a_cast()
    place = row.place(cast)

    got = {}
    for visitor, user in cast.visitors.items():
        client = Client()
        if user is not None:
            client.force_login(user)
        got[visitor] = getattr(client, row.method)(place, row.sent).status_code

    assert got == row.answers
