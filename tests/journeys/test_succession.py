"""A post passes on: who has it can record from that day; who had it is refused, with the reason."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESK, Arrive, barriers
from tests.journeys.test_recording import fill_in, save
from tests.journeys.town import Served
from wenming.accounts import demo

pytestmark = [pytest.mark.journey, pytest.mark.clause("2.1-b")]

SUCCESSOR, NUMBER = "杆头村示例㙓书记", "13805970088"


def test_the_new_secretary_records_and_the_old_one_is_told_why_not(
    visit: Arrive, own_town: Served
) -> None:
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    # The secretary has just begun to put a record right.
    before = visit(own_town, size=DESK)
    old = before.sign_in("site_manager")
    old.goto("/desk/activities/new/")
    fill_in(old, "换届以前的活动")
    save(old).click()
    old.get_by_role("link", name="更正", exact=True).click()
    old.get_by_label("参加人数").fill("99")

    office = visit(own_town, size=DESK)
    page = office.sign_in("office")
    for role in ("党组织书记", "站长"):
        _pass_on(page, role, today)
    _appoint_elsewhere(page, today)

    # The old one, now of another village, presses the button.
    save(old).click()
    expect(old.locator("#problem h1")).to_have_text("这一步您现在不能做")
    expect(old.locator("#problem")).to_contain_text("只有“杆头村”的工作人员或镇里的办公室可以登记")
    assert barriers(old) == []

    # The new one comes in by the phone that the office wrote down, and enters what was held.
    newcomer = visit(own_town)
    new = newcomer.see("/account/login/")
    said = len(own_town.said_so_far())
    new.get_by_label("手机号码").fill(NUMBER)
    new.get_by_role("button", name="获取验证码").click()
    new.get_by_label("六位验证码").fill(own_town.last_code(after=said))
    new.get_by_role("button", name="登录", exact=True).click()
    expect(new).to_have_url(f"{own_town.url}/desk/")
    new.goto("/desk/activities/new/")
    fill_in(new, "换届以后的活动")
    save(new).click()
    expect(new.get_by_text("已经登记。")).to_be_visible()
    expect(new.locator("ol.timeline")).to_contain_text(SUCCESSOR)


def _pass_on(page: Page, role: str, day: str) -> None:
    page.goto("/desk/units/gantou/posts/")
    page.locator("li.row").filter(has_text=role).get_by_role("link", name="接任").click()
    page.get_by_label("姓名").fill(SUCCESSOR)
    page.get_by_label("手机号码").fill(NUMBER)
    page.get_by_label("任职日期").fill(day)
    page.get_by_role("button", name="登记接任").click()
    expect(page.get_by_text("接任已经登记")).to_be_visible()


def _appoint_elsewhere(page: Page, day: str) -> None:
    """The old secretary becomes liaison officer of a village that has none."""
    page.goto("/desk/units/qianyuan/posts/new/?role=liaison_officer")
    page.get_by_label("姓名").fill("杆头村示例书记")
    page.get_by_label("手机号码").fill(demo.phone(1, "site_manager"))
    page.get_by_label("任职日期").fill(day)
    page.get_by_role("button", name="登记任职").click()
    expect(page.get_by_text("任职已经登记。")).to_be_visible()
