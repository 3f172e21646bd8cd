"""The office moves a need, names a group, publishes a list; a resident reads it on a phone (5.3-b)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.3-b")]


def test_the_office_sorts_needs_and_publishes_what_will_be_served(
    visit: Arrive, own_town: Served
) -> None:
    office = visit(own_town, size=PHONE)
    office.sign_in("office")
    page = office.see("/desk/needs/groups/")
    expect(page.get_by_text("不少于 5 户、分在不少于 2 个村")).to_be_visible()
    assert (barriers(page), sideways(page)) == ([], 0)

    # A need goes into a group of its own.
    page.locator(".records h2 a").first.click()
    page.locator("input[name=needs]").first.check()
    page.get_by_label("移到哪里").select_option("new")
    page.get_by_role("button", name="移动打勾的").click()
    expect(page.get_by_text("已经移好。")).to_be_visible()
    assert (barriers(page), sideways(page)) == ([], 0)

    # It is called something, and the decisions can be seen and undone.
    page.get_by_text("给这一组起名称").click()
    page.get_by_label("组的名称").fill("另外安排的事")
    page.get_by_role("button", name="保存名称").click()
    expect(page.get_by_role("heading", name="另外安排的事")).to_be_visible()
    office.see("/desk/needs/groups/decisions/")
    page.get_by_role("button", name="取消这次改动").first.click()
    expect(page.get_by_text("已经取消这一次改动。")).to_be_visible()
    assert barriers(page) == []

    # Next month's list is a draft already; with one more line it hangs out.
    office.see("/desk/service-lists/")
    page.locator(".lines a").first.click()
    page.get_by_role("link", name="加一项").click()
    page.get_by_label("做什么").fill("修电器进村")
    page.get_by_label("服务多少户").fill("30")
    assert (barriers(page), sideways(page)) == ([], 0)
    page.get_by_role("button", name="加进清单").click()
    page.get_by_role("button", name="公布这份清单").click()
    expect(page.get_by_text("已经公布，大家看得到了。")).to_be_visible()
    page.get_by_role("link", name="公开的页面").click()
    address = page.url

    resident = visit(own_town, size=PHONE)
    seen = resident.see(address)
    expect(seen.get_by_role("heading", name="修电器进村")).to_be_visible()
    assert (barriers(seen), sideways(seen)) == ([], 0)


def test_the_months_work_is_planned_from_the_list(visit: Arrive, own_town: Served) -> None:
    office = visit(own_town, size=DESK, scripts=False)
    page = office.see("/account/login/")
    page.locator("button[name=role][value=office]").click()
    office.see("/desk/service-lists/")
    page.locator(".lines .row", has_text="已公布").locator("a").click()
    page.get_by_role("link", name="安排这个月的工作").click()
    page.get_by_label("哪一周").first.select_option("2")
    page.get_by_role("button", name="写进月计划").click()
    expect(page.get_by_text("已经写进月计划。")).to_be_visible()
    expect(page.get_by_text("健康义诊进村").first).to_be_visible()
