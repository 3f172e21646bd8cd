"""An office dispatches what waits: one page, the proposal with reasons, any changed, one button (task 5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.3-d")]

BOARD = "/desk/needs/board/"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_all_that_waits_is_dispatched_from_one_page(
    visit: Arrive, own_town: Served, size: tuple[int, int]
) -> None:
    office = visit(own_town, size=size)
    office.sign_in("office")
    page = office.see(BOARD)
    waiting = page.locator("select[name^=to-]")
    number = waiting.count()
    assert number > 1
    # Each says whom, or why nobody; whom to ask is chosen already.
    chosen = [row.input_value() for row in waiting.all()]
    assert all(row.inner_text().strip() for row in page.locator("form li > p.quiet").all())
    assert any(to != "-" for to in chosen)
    assert barriers(page) == []
    assert sideways(page) == 0

    # One is left for later, and what that changes is said before anything is sent.
    place = next(n for n, to in enumerate(chosen) if to != "-")
    waiting.nth(place).select_option("-")
    page.get_by_role("button", name="看看改了以后怎么样").click()
    expect(page.locator("main .message")).to_be_visible()
    expect(waiting.nth(place)).to_have_value("-")
    sent = sum(row.input_value() != "-" for row in waiting.all())
    page.get_by_role("button", name="发出派单").click()

    expect(page.get_by_text(f"发出了 {sent} 个派单")).to_be_visible()
    expect(waiting).to_have_count(number - sent)


def test_several_are_asked_at_once_and_the_first_who_accepts_goes(
    visit: Arrive, own_town: Served
) -> None:
    offered = "SELECT count(*) FROM needs_dispatch WHERE stage = 'offered'"
    before = own_town.count(offered)
    office = visit(own_town, size=DESK)
    office.sign_in("office")
    page = office.see(BOARD)
    row = page.locator("form li").filter(has=page.locator("details")).first
    row.locator("summary").click()
    row.locator("input[type=checkbox]").first.check()
    for other in page.locator("select[name^=to-]").all():
        if other.get_attribute("id") != row.locator("select").get_attribute("id"):
            other.select_option("-")
    page.get_by_role("button", name="发出派单").click()
    expect(page.get_by_text("发出了 1 个派单")).to_be_visible()

    assert own_town.count(offered) == before + 2


def test_the_volunteer_accepts_goes_and_the_unit_confirms_the_hours(
    visit: Arrive, own_town: Served
) -> None:
    volunteer = visit(own_town, size=PHONE)
    volunteer.sign_in("volunteer")
    page = volunteer.see("/my/")
    page.locator("a[href*='/my/dispatches/']").first.click()
    page.get_by_role("button", name="接单，我去").click()
    expect(page.get_by_text("已经接单")).to_be_visible()
    assert barriers(page) == []
    yesterday = datetime.now(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=1)
    page.get_by_label("服务日期").fill(yesterday.isoformat())
    page.get_by_label("几点开始").fill("21:30")
    page.get_by_label("用了多少分钟").fill("5")
    page.get_by_role("button", name="做完了，登记").click()
    expect(page.get_by_text("已经登记，谢谢您。")).to_be_visible()

    office = visit(own_town, size=DESK)
    office.sign_in("office")
    theirs = office.see("/desk/needs/services/")
    before = theirs.locator("select[name^=task-]").count()
    theirs.locator("select[name^=task-]").last.select_option(index=1)
    theirs.get_by_role("button", name="确认选了任务的").click()
    expect(theirs.get_by_text("确认了 1 次服务的时长。")).to_be_visible()
    expect(theirs.locator("select[name^=task-]")).to_have_count(before - 1)

    page.goto("/my/hours/")
    expect(page.get_by_role("link", name="上门服务").first).to_be_visible()
