"""A resident asks for help: one page, four fields, no account; a number to follow it (task 1)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.3-a")]

NUMBER = re.compile(r"N-[0-9A-Z]{4}-[0-9A-Z]{2}")
ASKED = """() => [...document.querySelectorAll("main form :is(input, select, textarea)")]
    .filter((it) => it.type !== "hidden" && it.checkVisibility()).map((it) => it.name)"""


def fields(page: Page) -> list[str]:
    """What the page asks for, as one sees it without unfolding anything."""
    found: list[str] = page.evaluate(ASKED)
    return found


def fill(page: Page, words: str) -> None:
    page.locator("[name=words]").fill(words)
    page.locator("[name=unit]").select_option(index=1)
    page.locator("[name=name]").fill("示例群众")
    page.locator("[name=phone]").fill("0595-8000 4321")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_one_page_four_fields_and_a_number(visit: Arrive, town: Served, *, scripts: bool) -> None:
    # What is asked without scripts, seen by a browser that has them.
    assert fields(visit(town, size=PHONE).see("/ask/")) == ["words", "unit", "name", "phone"]
    resident = visit(town, size=PHONE, scripts=scripts)
    pages: list[str] = []
    page = resident.see("/")
    page.on("framenavigated", lambda frame: pages.append(frame.url))

    page.get_by_role("link", name="我要求助").first.click()
    fill(page, "下周要去医院复查，没有人陪")
    page.get_by_role("button", name="提交求助").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(NUMBER)

    # The page that asks, and the one with the number.
    assert len(pages) == 2
    number = NUMBER.search(heading.inner_text())
    assert number is not None
    page = resident.see("/follow/")
    page.locator("[name=number]").fill(number.group().lower())
    page.locator("[name=last]").fill("4321")
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number.group())
    expect(page.get_by_text("前给您答复")).to_be_visible()


@pytest.mark.parametrize("edition", ["standard", "elder"])
def test_a_fault_loses_nothing_and_is_led_to(visit: Arrive, town: Served, edition: str) -> None:
    resident = visit(town, size=PHONE, edition=edition)
    page = resident.see("/ask/")
    fill(page, "水沟堵了")
    page.locator("[name=phone]").fill("123")
    page.get_by_role("button", name="提交求助").click()

    page.locator(".summary a").click()
    expect(page.locator("[name=phone]")).to_be_focused()
    expect(page.locator("[name=words]")).to_have_value("水沟堵了")
    assert barriers(page) == []
    assert sideways(page) == 0


def test_the_place_may_be_where_the_phone_is(visit: Arrive, town: Served) -> None:
    resident = visit(town, size=PHONE)
    resident.context.grant_permissions(["geolocation"], origin=town.url)
    resident.context.set_geolocation({"latitude": 24.7312345, "longitude": 118.6498765})
    page = resident.see("/ask/")
    fill(page, "巷口的路灯不亮")
    page.locator("main details summary").click()
    page.get_by_role("button", name="用手机现在的位置").click()
    expect(page.get_by_text("已经记下大概位置")).to_be_visible()
    assert barriers(page) == []
    assert sideways(page) == 0
    # Nothing finer leaves the phone.
    assert page.locator("[name=latitude]").input_value() == "24.731"

    page.get_by_role("button", name="提交求助").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NUMBER)
    asked = "SELECT count(*) FROM needs_need WHERE latitude = 24.731 AND longitude = 118.65"
    assert town.count(asked) == 1
