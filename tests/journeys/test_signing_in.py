"""Coming in: by password, by code, by one tap in a demonstration; and what happens at the sixth slip."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, Arrive, barriers
from tests.journeys.town import Served
from wenming.accounts import demo

pytestmark = pytest.mark.journey

TOWN = 1


def test_a_site_manager_signs_in_with_a_password_and_arrives_at_the_desk(
    visit: Arrive, town: Served
) -> None:
    manager = visit(town)
    page = manager.sign_in_as(demo.phone(TOWN, "site_manager"), demo.PASSWORD)

    expect(page).to_have_url(f"{town.url}/desk/")


def test_a_liaison_officer_signs_in_with_the_code_that_came(visit: Arrive, town: Served) -> None:
    officer = visit(town)
    page = officer.see("/account/login/")
    said = len(town.said_so_far())
    page.get_by_label("手机号码").fill(demo.phone(TOWN, "liaison_officer"))
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("填写验证码")
    assert barriers(page) == []
    code = town.last_code(after=said)

    page.get_by_label("六位验证码").fill(f"{(int(code) + 1) % 10**6:06d}")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    page.get_by_label("六位验证码").fill(code)
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page).to_have_url(f"{town.url}/desk/")


def test_an_auditor_of_a_demonstration_comes_in_by_one_tap_and_enters_nothing(
    visit: Arrive, town: Served
) -> None:
    auditor = visit(town)
    page = auditor.sign_in("auditor")
    expect(page).to_have_url(f"{town.url}/desk/")

    page.goto("/desk/activities/")

    expect(page.locator("main .why")).to_contain_text("您的职务只能查看")
    expect(page.get_by_role("link", name="登记一条")).to_have_count(0)


def test_the_sixth_wrong_password_is_told_how_long_to_wait(visit: Arrive, town: Served) -> None:
    guesser = visit(town)
    page = guesser.see("/account/login/password/")
    for _ in range(5):
        page.get_by_label("手机号码").fill(demo.phone(TOWN, "volunteer"))
        page.get_by_label("密码", exact=True).fill("this is not it")
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("手机号码或密码不对")
    page.get_by_label("密码", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("试的次数太多了")
    expect(page.locator("main")).to_contain_text("分钟再试")
    assert barriers(page) == []


def test_a_resident_signs_up_with_a_phone_alone(visit: Arrive, town: Served) -> None:
    resident = visit(town)
    page = resident.see("/account/signup/")
    said = len(town.said_so_far())
    page.get_by_label("手机号码").fill("13805970077")
    page.get_by_label("姓名").fill("测试㙓")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_label("六位验证码")).to_be_visible()
    assert barriers(page) == []
    page.get_by_label("六位验证码").fill(town.last_code(after=said))
    page.locator("main form button.button").first.click()

    expect(page).to_have_url(f"{town.url}/my/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("测试㙓")
    page.goto("/account/password/set/")
    assert barriers(page) == []


def test_an_office_adds_a_one_time_password_and_is_asked_for_it(
    visit: Arrive, own_town: Served
) -> None:
    number = demo.phone(TOWN, "office")
    office = visit(own_town, size=DESK)
    page = office.sign_in_as(number, demo.PASSWORD)
    page.goto("/account/2fa/totp/activate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("请再确认是您本人")
    page.locator("[name=password]").fill(demo.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("main img")).to_be_visible()
    assert barriers(page) == []
    secret = page.locator("main code").inner_text()
    page.locator("[name=code]").fill(one_time(secret))
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).not_to_be_empty()
    for further in ("", "recovery-codes/generate/", "totp/deactivate/", "recovery-codes/"):
        page.goto(f"/account/2fa/{further}")
        assert barriers(page) == []
    spare = re.findall(r"\b\d{8}\b", page.locator("main").inner_text())
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "/logout/" not in url)

    page.goto("/account/login/password/")
    page.locator("[name=login]").fill(number)
    page.locator("[name=password]").fill(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/2fa/authenticate/**")
    assert barriers(page) == []
    # The phone with the app is not at hand.
    page.locator("[name=code]").fill(spare[0])
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{own_town.url}/desk/")


def one_time(secret: str) -> str:
    """What an app on the phone would show now (RFC 6238)."""
    turn = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), turn, "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
