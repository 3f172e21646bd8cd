"""What is held about somebody: agreed to, masked, looked at for a reason, taken along, erased.

Decree 685, article 21; PIPL, articles 13 to 17, 44 to 47.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers
from tests.journeys.town import Served
from tests.world import an_identity

pytestmark = [pytest.mark.journey, pytest.mark.clause("3.1-a")]

IDENTITY = an_identity()
REGISTERED = "SELECT count(*) FROM volunteers_volunteer WHERE ended_on IS NULL"


def register(page: Page) -> None:
    page.goto("/volunteer/")
    page.get_by_label("女").check()
    page.get_by_label("出生日期").fill("1980-05-01")
    page.get_by_label("证件号码").fill(IDENTITY)
    page.get_by_label("住在哪个村（社区）").select_option(label="杆头村")


def test_consent_is_asked_first_and_taken_back_as_easily(visit: Arrive, own_town: Served) -> None:
    somebody = visit(own_town, size=PHONE)
    page, before = somebody.sign_in("resident"), own_town.count(REGISTERED)
    register(page)
    page.get_by_role("button", name="登记为志愿者").click()
    # Without a yes nothing is kept, and nothing that was filled in is lost.
    expect(page.locator(".summary")).to_be_visible()
    expect(page.get_by_label("证件号码")).to_have_value(IDENTITY)
    assert own_town.count(REGISTERED) == before
    page.get_by_label("我看过上面的说明").check()
    page.get_by_role("button", name="登记为志愿者").click()
    expect(page.get_by_role("heading", name="我的志愿者登记")).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("link", name="撤回同意，退出").click()
    page.get_by_role("button", name="撤回同意，退出").click()

    page.goto("/volunteer/")
    expect(page.get_by_role("button", name="登记为志愿者")).to_be_visible()


def test_a_number_is_masked_and_who_looked_at_it_and_why_is_told(
    visit: Arrive, own_town: Served
) -> None:
    somebody, manager = visit(own_town, size=PHONE), visit(own_town, size=DESK)
    page = somebody.sign_in("resident")
    register(page)
    page.get_by_label("我看过上面的说明").check()
    page.get_by_role("button", name="登记为志愿者").click()
    mine = page.get_by_role("heading", name="我的志愿者登记")
    expect(mine).to_be_visible()

    manager.sign_in("site_manager")
    number = own_town.one("SELECT max(id) FROM volunteers_volunteer")
    desk = manager.see(f"/desk/volunteers/{number}/")
    expect(desk.get_by_text(IDENTITY)).to_have_count(0)
    desk.get_by_role("button", name="写明原因，查看").click()
    expect(desk.locator(".summary")).to_be_visible()
    expect(desk.get_by_text(IDENTITY)).to_have_count(0)
    desk.get_by_label("为什么要看").fill("给志愿者办保险")
    desk.get_by_role("button", name="写明原因，查看").click()
    expect(desk.get_by_text(IDENTITY)).to_be_visible()
    # The page itself is kept by nobody: opened again it is masked.
    desk.goto(desk.url.replace("looking/", ""))
    expect(desk.get_by_text(IDENTITY)).to_have_count(0)

    page.goto("/my/")
    expect(page.get_by_text("给志愿者办保险")).to_be_visible()


def test_everything_is_taken_along_and_then_erased(visit: Arrive, own_town: Served) -> None:
    somebody = visit(own_town, size=PHONE)
    before, said = own_town.count(REGISTERED), len(own_town.said_so_far())
    page = somebody.see("/account/signup/")
    page.get_by_label("手机号码").fill("13805970078")
    page.get_by_label("姓名").fill("示例来过的人")
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("六位验证码").fill(own_town.last_code(after=said))
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/my/")
    register(page)
    page.get_by_label("我看过上面的说明").check()
    page.get_by_role("button", name="登记为志愿者").click()
    expect(page.get_by_role("heading", name="我的志愿者登记")).to_be_visible()
    who = own_town.one("SELECT user_id FROM volunteers_volunteer ORDER BY id DESC LIMIT 1")

    page.goto("/my/data/")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载数据文件（JSON）").click()
    assert IDENTITY in Path(coming.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as paper:
        page.get_by_role("button", name="下载 PDF").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")

    page.goto("/my/erasure/")
    assert barriers(page) == []
    page.get_by_role("button", name="注销，删除我的姓名和号码").click()
    page.wait_for_url(lambda url: "/erasure/" not in url)

    # The row stays, by its number alone; nothing in it tells who it was, and nobody comes back.
    assert own_town.one(f"SELECT name FROM accounts_user WHERE id = {who}") == "已注销用户"
    assert own_town.count(REGISTERED) == before
    kept = f"FROM volunteers_volunteer WHERE user_id = {who}"
    assert own_town.count(f"SELECT count(*) {kept} AND born_on IS NOT NULL") == 0
    assert own_town.count(f"SELECT count(*) {kept} AND identity_index <> ''") == 0
    page.goto("/my/")
    page.wait_for_url(lambda url: "/account/login/" in url)
