"""A volunteer looks in on an elder and says so in one tap; a daughter asks, and takes it back (3.2-c)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("3.2-c")]


def test_a_visit_is_one_tap_and_what_came_up_reaches_the_desk(
    visit: Arrive, own_town: Served
) -> None:
    volunteer = visit(own_town, size=PHONE)
    volunteer.sign_in("volunteer")
    page = volunteer.see("/my/")
    mine = page.locator("#neighbours")

    # One tap on one's own page is all.
    mine.get_by_role("button", name="今天去过").first.click()
    expect(page.get_by_text("记好了，谢谢您。")).to_be_visible()
    expect(page.get_by_text("今天已经去过。")).to_be_visible()

    page.get_by_label("有什么要跟进").fill("厨房的灯坏了。")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_text("有事要跟进", exact=True)).to_be_visible()

    head = visit(own_town, size=DESK)
    desk = head.sign_in("site_manager")
    desk.goto("/desk/")
    desk.get_by_role("link", name="看一看，办结").first.click()
    assert barriers(desk) == []
    desk.get_by_label("怎样办好的").first.fill("电工换了新灯。")
    desk.get_by_role("button", name="办结").first.click()
    expect(desk.get_by_text("电工换了新灯。")).to_be_visible()


def test_a_daughter_asks_on_a_phone_and_takes_it_back(visit: Arrive, town: Served) -> None:
    daughter = visit(town, size=PHONE)
    daughter.sign_in("resident")
    page = daughter.see("/neighbours/asking/")
    page.get_by_label("在哪个村（社区）").select_option(index=1)
    page.get_by_label("家里的老人或亲人").check()
    page.get_by_label("需要哪类帮助").select_option(index=1)
    page.get_by_label("具体做什么").fill("陪说说话，看看缺什么。")
    page.get_by_label("为谁", exact=True).fill("示例老人")
    page.get_by_label("住在哪里").fill("示例巷1号")
    page.get_by_label("本人同意").check()
    page.get_by_role("button", name="提出需要").click()
    expect(page.get_by_text("已经收到")).to_be_visible()
    expect(page.locator("#neighbours").get_by_text("待核实")).to_be_visible()

    page.get_by_role("link", name="不再需要，撤回同意").click()
    assert barriers(page) == []
    page.get_by_label("本人撤回同意").check()
    page.get_by_role("button", name="结束互助").click()
    expect(page.get_by_text("已经结束，登记的姓名")).to_be_visible()
