"""Somebody adds a passkey to their phone and comes in with it: the real ceremony, in a real browser.

The phone's own keeper of keys is played by Chromium's virtual authenticator; everything else, the
script, the challenge and the signature, is what runs in the town.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.packages.accounts import people
from wenming.accounts.models import User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

KEEPER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with a keeper of keys."""
    phone = browser.new_page(viewport={"width": 360, "height": 780}, locale="zh-CN")
    keys = phone.context.new_cdp_session(phone)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEEPER})
    yield phone
    phone.close()


@pytest.fixture
def town(live_server: LiveServer, settings: Settings) -> str:
    """The address; passkeys need a name, a number will not do."""
    return re.sub(r"//[^:]+", "//localhost", live_server.url)


def sign_in_with_password(page: Page, town: str) -> None:
    page.goto(f"{town}{people.BY_PASSWORD}")
    page.get_by_label("手机号码").fill(people.PHONE)
    page.get_by_label("密码", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(f"{town}/my/")


def add_a_passkey(page: Page, town: str) -> None:
    page.goto(f"{town}/account/2fa/")
    page.get_by_role("link", name="添加通行密钥").click()
    expect(page.get_by_role("heading", name="请再确认是您本人")).to_be_visible()
    page.get_by_label("密码", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="确定").click()
    page.get_by_label("给它起个名字").fill("我的手机")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_text("通行密钥已经添加")).to_be_visible()


def sign_out(page: Page, town: str) -> None:
    page.goto(f"{town}/account/logout/")
    page.locator("main").get_by_role("button", name="退出登录").click()
    # What was kept on the phone is wiped first; only then has one gone.
    page.wait_for_url(lambda url: "/logout/" not in url)


def test_a_passkey_is_added_signs_in_and_is_removed(page: Page, town: str) -> None:
    user = people.somebody(password=people.PASSWORD)
    sign_in_with_password(page, town)
    add_a_passkey(page, town)
    sign_out(page, town)

    page.goto(f"{town}{people.LOGIN}?next=/my/data/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page).to_have_url(f"{town}/my/data/")

    page.goto(f"{town}/account/2fa/webauthn/")
    page.get_by_role("link", name="删除 我的手机").click()
    page.get_by_role("link", name="用通行密钥").click()
    page.get_by_role("button", name="用通行密钥确认").click()
    page.get_by_role("button", name="删除").click()
    expect(page.get_by_text("还没有通行密钥")).to_be_visible()
    told = people.verbs(user)
    assert "user.passkey-added" in told
    assert "user.passkey-removed" in told


def test_a_phone_without_the_passkey_is_told_what_else_to_do(page: Page, town: str) -> None:
    page.goto(f"{town}{people.LOGIN}")

    page.get_by_role("button", name="用通行密钥登录").click()

    expect(page.get_by_text("请改用验证码")).to_be_visible()
    assert not User.objects.exists()
