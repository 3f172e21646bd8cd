"""Every test begins in the town's language, whatever page the last one looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    with translation.override(settings.LANGUAGE_CODE):
        yield
