"""A village plans: the next gathering day in three inputs, the month's plan and its poster in two taps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = pytest.mark.journey


@pytest.mark.clause("5.2-a")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_village_plans_next_months_fifth_from_the_last_on_one_page_with_three_inputs(
    visit: Arrive, own_town: Served, scripts: bool
) -> None:
    officer = visit(own_town, size=PHONE, scripts=scripts)
    page = officer.sign_in("liaison_officer")
    page.goto("/desk/activities/")
    page.get_by_role("link", name="安排集中活动日").click()
    # The made-up year has announced the next one already.
    expect(page.get_by_text("这一天已经有")).to_be_visible()
    page.get_by_role("link", name="安排再下一个月的").click()

    # One page, three inputs, each as it was the last time.
    inputs = page.locator("main form.form :is(input, select, textarea):not([type=hidden])")
    expect(inputs).to_have_count(3)
    assert all(inputs.nth(n).input_value() for n in range(3))
    assert sideways(page) == 0
    if scripts:
        assert barriers(page) == []
    page.get_by_label("活动名称").fill("集中活动日：新年清洁家园")
    page.get_by_label("地点").fill("祠堂前埕")
    page.get_by_role("button", name="发布").click()

    # Everybody can see it.
    expect(page.get_by_role("heading", level=1)).to_have_text("集中活动日：新年清洁家园")
    page.get_by_role("link", name="公开的页面").click()
    stranger = visit(own_town, size=PHONE)
    seen = stranger.see(page.url)
    expect(seen.locator("main")).to_contain_text("祠堂前埕")
    assert sideways(seen) == 0
    assert barriers(seen) == []


@pytest.mark.clause("4.1-c")
def test_a_site_publishes_the_months_plan_and_prints_its_poster_in_two_taps(
    visit: Arrive, own_town: Served
) -> None:
    officer = visit(own_town, size=PHONE)
    page = officer.sign_in("liaison_officer")
    page.goto("/desk/month-plans/?unit=tangbian")
    page.locator("tbody tr").filter(has_text="起草").first.locator("a").click()
    assert barriers(page) == []

    page.get_by_role("button", name="公布这份计划").click()  # the first tap
    poster = page.get_by_role("link", name="打印海报（A4）")
    expect(poster).to_have_class("button")
    address = poster.get_attribute("href")
    assert address is not None

    paper = page.request.get(address)  # the second: Chromium would hand it to its PDF viewer
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")

    # Whoever scans it finds the plan as it is now.
    stranger = visit(own_town, size=PHONE)
    month = stranger.see(address.removesuffix("poster.pdf"))
    expect(month.get_by_role("heading", level=1)).to_contain_text("活动安排")
    assert barriers(month) == []
    assert sideways(month) == 0


@pytest.mark.clause("5.2-c")
def test_anybody_finds_what_is_on_from_the_first_page(visit: Arrive, town: Served) -> None:
    visitor = visit(town, size=PHONE)
    page = visitor.see("/")

    page.locator(".doors").get_by_role("link", name="我要参加").click()
    expect(page.get_by_role("heading", name="接下来")).to_be_visible()
    page.get_by_role("link", name="日历", exact=True).click()
    expect(page.locator("table.month")).to_be_visible()
    assert (sideways(page), barriers(page)) == (0, [])
    page.locator(".month__day[href]").last.click()
    page.locator("#day a").first.click()

    page.get_by_text("分享").click()
    expect(page.get_by_label("这一页的地址，可以复制")).to_have_value(page.url)
    expect(page.get_by_role("img", name="这一页的二维码")).to_be_visible()
    assert (sideways(page), barriers(page)) == (0, [])
