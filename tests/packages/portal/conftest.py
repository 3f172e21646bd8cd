"""Every test of the public site happens on the same day, in the town's language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

from tests import world
from tests.packages.portal import stage
from wenming.base import clock


@pytest.fixture(autouse=True)
def _day_and_language() -> Iterator[None]:
    with clock.at(world.moment(stage.TODAY)), translation.override(settings.LANGUAGE_CODE):
        yield
