"""Limits are counted in a table that outlives a test's transaction nowhere, but a cache may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.packages.accounts import people


@pytest.fixture(autouse=True)
def _no_limits_left_over(db: None) -> Iterator[None]:
    people.forget_limits()
    yield
