"""In a long piece of work a person's posts are read once, until they are others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import world
from wenming.base import clock
from wenming.organisation import holding
from wenming.organisation.actions import posts
from wenming.organisation.models import Post
from wenming.organisation.permissions import may_record

pytestmark = pytest.mark.django_db


def test_what_somebody_may_is_asked_once(django_assert_num_queries: Any) -> None:
    village = world.a_village()

    with holding.remembered(), holding.remembered(), django_assert_num_queries(1):
        for _turn in range(3):
            assert may_record(village.secretary, village.unit)


def test_an_appointment_and_its_end_are_known_at_once() -> None:
    village, newcomer = world.a_village(), world.a_resident("新来的")
    with holding.remembered():
        assert not may_record(newcomer, village.unit)
        made = posts.appoint(
            unit=village.unit,
            role=Post.Role.STAFF,
            holder=newcomer,
            from_on=date(2024, 1, 1),
            by=None,
        )
        assert may_record(newcomer, village.unit)

        posts.end(post=made, until_on=date(2024, 1, 2), by=None)

        assert not may_record(newcomer, village.unit)


def test_a_term_counts_on_its_days_alone() -> None:
    village = world.a_village()
    with holding.remembered(), clock.at(world.moment(date(2001, 1, 1))):
        assert not may_record(village.secretary, village.unit)
    with holding.remembered():
        assert may_record(village.secretary, village.unit)
