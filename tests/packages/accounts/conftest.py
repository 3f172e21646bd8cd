"""Limits are counted in the cache; every test begins with none."""

from __future__ import annotations

import pytest

from tests.packages.accounts import people


@pytest.fixture(autouse=True)
def _no_limits_left_over(db: None) -> None:
    people.forget_limits()
