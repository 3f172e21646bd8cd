"""A stranger, without an account, from the first page down to the records behind a figure."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESK, PHONE, Arrive
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("0.1"), pytest.mark.clause("4.1-c")]

WORDS = {
    "zh": {
        "places": "找地方",
        "village": "塘边村",
        "plan": "方案",
        "fifth": "每月5日集中活动日",
        "words": "方案的原话",
        "held": "场活动",
        "visits": "次镇领导现场指导",
    },
    "en": {
        "places": "Find a place",
        "village": "Tangbian Village",
        "plan": "Plan",
        "fifth": "Gathering on the 5th",
        "words": "In the plan",
        "held": "activit",
        "visits": "visit",
    },
}


@pytest.mark.parametrize(("language", "size"), [("zh", PHONE), ("en", DESK)])
def test_a_stranger_finds_a_village_a_clause_and_the_records_behind_a_figure(
    visit: Arrive, town: Served, language: str, size: tuple[int, int]
) -> None:
    words = WORDS[language]
    stranger = visit(town, size=size, language=language)
    page = stranger.see("/")

    page.locator(".doors").get_by_role("link", name=words["places"]).click()
    page.get_by_role("link", name=words["village"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["village"])
    village = page.url

    page.get_by_role("navigation").get_by_role("link", name=words["plan"], exact=True).click()
    folded = page.locator("details:not([open]):has(#c-5\\.2-a) > summary")
    if folded.count():
        folded.click()
    page.locator("#c-5\\.2-a").get_by_role("link").first.click()
    expect(page.locator("blockquote").first).to_contain_text("将每月5日设立为文明实践集中活动日")

    for place in ("/", village):
        for label in (words["held"], words["visits"]):
            page.goto(place)
            figure = page.locator(".figure").filter(has_text=label).first
            told = _number(figure.locator("b").inner_text())
            with page.expect_navigation():
                figure.click()
            assert _rows(page) == told, f"{place} {label}"


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _rows(page: Page) -> int:
    """How many records there are, leafing through all pages."""
    seen = 0
    while True:
        seen += page.locator("main table tbody tr, main .entries > li").count()
        further = page.locator("a[rel=next]")
        if not further.count():
            return seen
        with page.expect_navigation():
            further.click()
