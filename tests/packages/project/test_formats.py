"""Days are written so that nobody can take one for another."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "form", "written"),
    [
        ("en", "DATE_FORMAT", "6 July 2022"),
        ("en", "SHORT_DATE_FORMAT", "6 Jul 2022"),
        ("en", "YEAR_MONTH_FORMAT", "July 2022"),
        ("zh-hans", "DATE_FORMAT", "2022年7月6日"),
        ("zh-hans", "SHORT_DATE_FORMAT", "2022年7月6日"),
    ],
)
def test_a_day_in_each_language(language: str, form: str, written: str) -> None:
    with translation.override(language):
        assert date_format(date(2022, 7, 6), form) == written
