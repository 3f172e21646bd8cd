"""An office sees who is late with what, on one page, without any input; every figure opens records."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("A.3-c")]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everything_late_is_on_one_page_without_input(
    visit: Arrive, town: Served, size: tuple[int, int]
) -> None:
    office = visit(town, size=size)
    page = office.sign_in("office")
    way = page.locator("main a[href='/town/late/']")
    told = int(re.sub(r"\D", "", way.inner_text()))
    way.click()

    assert told > 0
    expect(page.locator("table.standings tbody tr")).to_have_count(told)
    assert page.locator("a[rel=next]").count() == 0
    worst = page.locator("table.standings tbody tr").first
    expect(worst).to_contain_text("已错过")


def test_a_cell_of_the_matrix_opens_exactly_its_records(visit: Arrive, town: Served) -> None:
    office = visit(town, size=DESK)
    page = office.sign_in("office")
    page.goto("/town/")
    page.locator("table.matrix a[href='/town/rules/the-fifth/tangbian/']").click()
    assert barriers(page) == []
    opened = 0
    figures = page.locator("table.standings tbody td a")
    for place in range(figures.count()):
        told = int(figures.nth(place).inner_text())
        figures.nth(place).click()
        expect(page.get_by_role("heading", level=2).first).to_contain_text(f" {told} 条记录")
        expect(page.locator("ol.records").first.locator("> li")).to_have_count(told)
        opened += told
        page.go_back()

    assert opened > 0
    figures.first.click()
    assert barriers(page) == []
    page.locator("ol.records a").first.click()
    expect(page.locator("main")).to_contain_text("塘边村")


def test_a_share_is_told_per_cent_as_the_plan_writes_it(visit: Arrive, town: Served) -> None:
    office = visit(town, size=DESK)
    page = office.sign_in("office")
    page.goto("/town/rules/circle-of-every-village/tangbian/")

    expect(page.locator("table.standings tbody tr").first).to_contain_text("% / 至少 100%")


def test_the_same_is_seen_by_unit_by_leader_and_by_office(visit: Arrive, town: Served) -> None:
    office = visit(town, size=DESK)
    page = office.sign_in("office")
    page.goto("/town/")
    for view, named in (
        ("按单位", "塘边村"),
        ("按挂钩领导", "张再生"),
        ("按责任单位", "挂钩联系镇领导"),
        ("落后和错过", "已错过"),
    ):
        page.locator("nav.tabs").get_by_role("link", name=view).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(view)
        expect(page.locator("main")).to_contain_text(named)

    page.goto("/town/units/")
    _open_a_tally(page)


def _open_a_tally(page: Page) -> None:
    """A unit's number of duties in a state opens exactly those."""
    tally = page.locator("table a.tally").first
    told = int(re.sub(r"\D", "", tally.inner_text()))
    tally.click()
    expect(page.locator("table.standings tbody tr")).to_have_count(told)
