"""Every page, looked at: no barrier that axe finds, no word in the console, nothing pushed sideways."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests import doors
from tests.journeys.browsing import DESK, PHONE, Arrive, Visitor, barriers, sideways
from tests.journeys.pages import KINDS, ON_THE_WAY, PAGES, Page
from tests.journeys.town import Served

pytestmark = pytest.mark.journey

WIDTHS = (320, 360, 1280)
SHOWN = {200, 422}


def test_every_page_is_looked_at() -> None:
    shown = {
        row.name for row in doors.rows() if row.method == "get" and SHOWN & {*row.answers.values()}
    }

    known = {page.name for page in PAGES}
    assert sorted(shown - known - set(ON_THE_WAY)) == []


# Every page once; every kind of page in each language, in each edition, and on a desk in one of both.
@pytest.mark.parametrize(
    ("pages", "size", "language", "edition"),
    [
        (PAGES, PHONE, "zh", "standard"),
        (KINDS, PHONE, "en", "elder"),
        (KINDS[::2], DESK, "zh", "elder"),
        (KINDS[1::2], DESK, "en", "standard"),
    ],
    ids=["phone-zh-standard", "phone-en-elder", "desk-zh-elder", "desk-en-standard"],
)
def test_no_page_has_a_barrier_or_is_pushed_sideways(
    visit: Arrive,
    town: Served,
    pages: Sequence[Page],
    size: tuple[int, int],
    language: str,
    edition: str,
) -> None:
    visitors: dict[str, Visitor] = {}
    found = []
    for page in pages:
        if page.role not in visitors:
            visitors[page.role] = visit(town, size=size, language=language, edition=edition)
            if page.role:
                visitors[page.role].sign_in(page.role)
        shown = visitors[page.role].see(page.path(town))
        found += barriers(shown)
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 780})
            if pushed := sideways(shown):
                found.append(f"{shown.url}: {pushed} px too wide at {width}")
        shown.set_viewport_size({"width": size[0], "height": size[1]})

    assert not found, "\n".join(found)
