"""From an offer to a service: a team leader proposes, the office approves, a resident orders (5.3-c)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.3-c"), pytest.mark.clause("5.3-d")]

TITLE = "上门教拍全家福"


def test_proposed_approved_ordered_without_account_or_scripts_and_accepted(
    visit: Arrive, own_town: Served
) -> None:
    # The team leader writes one page on a phone.
    leader = visit(own_town, size=PHONE)
    leader.sign_in("team_leader")
    page = leader.see("/my/")
    page.get_by_role("link", name="提议一项服务").click()
    page.locator("[name=offerer]").select_option(index=1)
    page.get_by_label("服务名称").fill(TITLE)
    page.get_by_label("做什么").fill("教老人用手机给一家人拍照，再洗出来。")
    page.locator("[name=kind]").select_option("phone")
    assert (barriers(page), sideways(page)) == ([], 0)
    page.get_by_role("button", name="提交，请镇里批准").click()
    expect(page.get_by_text("等批准").first).to_be_visible()

    # The office lets it onto the menu from its desk.
    office = visit(own_town, size=DESK)
    office.sign_in("office")
    page = office.see("/desk/")
    page.get_by_role("link", name=re.compile(r"\d+ 项服务等批准")).click()
    page.get_by_role("link", name=TITLE).click()
    assert barriers(page) == []
    page.get_by_role("button", name="批准，上菜单").click()
    expect(page.get_by_text("已经上菜单，群众可以点了。")).to_be_visible()

    # A resident: no account, no scripts, the width of a phone.
    resident = visit(own_town, size=PHONE, scripts=False)
    page = resident.see("/")
    page.locator(".doors").get_by_role("link", name=re.compile("点一项服务")).click()
    page.locator("[name=kind]").select_option("phone")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=TITLE).click()
    assert sideways(page) == 0
    page.get_by_role("link", name="点这一单", exact=True).click()
    page.locator("[name=unit]").select_option(index=1)
    page.locator("[name=name]").fill("示例阿婆")
    page.locator("[name=phone]").fill("0595-8888 0000")
    page.get_by_role("button", name="点这一单").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("N-")
    expect(page.get_by_text(f"您点了“{TITLE}”")).to_be_visible()
    assert sideways(page) == 0
    followed = page.url

    # The team says yes, and the resident reads it.
    page = leader.see("/my/")
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    expect(page.get_by_text("示例阿婆")).to_have_count(0)
    page.get_by_role("button", name="接单，我去").click()
    expect(page.get_by_text("示例阿婆")).to_be_visible()
    page = resident.page
    page.goto(followed)
    expect(page.get_by_text("接了单。")).to_be_visible()
