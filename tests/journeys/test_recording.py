"""A liaison officer leaves a record: from the desk, with what is known filled in, and no form twice."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import PHONE, Arrive, barriers
from tests.journeys.town import Served
from tests.world import LONG, RARE
from wenming.accounts import demo

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.2-b")]

WEEKLY = "周周有行动"
KIND, TASK = "邻里守望", "培育践行主流价值"


def fill_in(page: Page, title: str, people: int = 23) -> None:
    """What an activity needs and the desk does not know."""
    page.get_by_label("活动名称").fill(title)
    page.get_by_role("radio", name=KIND).check()
    page.get_by_role("radio", name=TASK).check()
    page.get_by_label("参加人数").fill(str(people))


def save(page: Page) -> Locator:
    return page.locator("main form button.button").last


def weekly_duty(page: Page) -> Locator:
    return page.locator("li.todo").filter(has_text=WEEKLY).first


def have(page: Page) -> str:
    """The figure of a standing's page."""
    return page.locator("dl.facts > div").filter(has_text="已有").locator("dd").inner_text()


@pytest.mark.clause("0.2")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_record_from_the_desk_changes_the_standing_and_withdrawn_changes_it_back(
    visit: Arrive, town: Served, scripts: bool
) -> None:
    officer = visit(town, size=PHONE, scripts=scripts)
    page = officer.sign_in("liaison_officer")
    duty = weekly_duty(page)
    due = duty.locator("time").get_attribute("datetime")
    standing = duty.locator(".todo__title a").first.get_attribute("href")
    todos = page.locator("li.todo").count()
    assert standing is not None
    page.goto(standing)
    before = have(page)

    # The desk's button knows for whom and when.
    page.goto("/desk/")
    weekly_duty(page).get_by_role("link", name="登记活动").click()
    expect(page.get_by_label("单位").locator("option:checked")).to_have_text("塘边村")
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    expect(page.get_by_label("举行日期")).to_have_value(today)
    assert barriers(page) == [] if scripts else True
    fill_in(page, "给独居老人送午饭")
    save(page).click()
    expect(page.get_by_text("已经登记。")).to_be_visible()
    record = page.url

    # What was owed is met; the figure opens exactly this record; nothing is left to do.
    page.goto(standing)
    assert (before, have(page)) == ("0", "1")
    expect(page.locator("ol.records a")).to_have_text(["给独居老人送午饭"])
    page.goto("/desk/")
    assert page.locator(f'li.todo:has(time[datetime="{due}"])').filter(has_text=WEEKLY).count() == 0
    assert page.locator("li.todo").count() < todos

    # Put right; then taken back, with the reason; the journal tells all of it.
    page.goto(record)
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_label("参加人数").fill("37")
    save(page).click()
    expect(page.get_by_text("已经更正。")).to_be_visible()
    expect(page.locator("dl.facts")).to_contain_text("37")
    page.get_by_role("link", name="撤回", exact=True).click()
    save(page).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("撤回原因").fill("登记到别的村了")
    save(page).click()
    expect(page.locator("main .message--warning")).to_contain_text("登记到别的村了")
    for deed in ("登记", "更正", "撤回"):
        expect(page.locator("ol.timeline > li").filter(has_text=deed).first).to_be_visible()
    page.goto(standing)
    assert have(page) == "0"
    page.goto("/desk/")
    expect(page.locator("li.todo")).to_have_count(todos)


def test_a_double_click_leaves_one_record(visit: Arrive, town: Served) -> None:
    manager = visit(town)
    page = manager.sign_in("site_manager")
    page.goto("/desk/activities/new/")
    fill_in(page, "双击的活动")
    save(page).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("双击的活动")

    page.goto("/desk/activities/?unit=gantou")
    expect(page.get_by_role("link", name="双击的活动")).to_have_count(1)


def test_who_corrects_in_a_second_tab_is_told_of_the_first(visit: Arrive, town: Served) -> None:
    manager = visit(town)
    first = manager.sign_in("site_manager")
    first.goto("/desk/activities/new/")
    fill_in(first, "两个窗口的活动")
    save(first).click()
    expect(first.get_by_text("已经登记。")).to_be_visible()
    second = manager.new_tab()
    for tab in (first, second):
        tab.goto(f"{first.url.rstrip('/').removesuffix('/correction')}/correction/")
    first.get_by_label("参加人数").fill("40")
    save(first).click()
    expect(first.get_by_text("已经更正。")).to_be_visible()

    second.get_by_label("参加人数").fill("50")
    save(second).click()
    expect(second.get_by_role("alert")).to_be_visible()
    expect(second.get_by_label("参加人数")).to_have_value("50")
    first.reload()
    expect(first.locator("dl.facts")).to_contain_text("40")

    # Sent again, it is meant.
    save(second).click()
    expect(second.get_by_text("已经更正。")).to_be_visible()
    expect(second.locator("dl.facts")).to_contain_text("50")


def test_a_title_of_three_hundred_characters_breaks_nothing(visit: Arrive, town: Served) -> None:
    manager = visit(town)
    page = manager.sign_in("site_manager")
    page.goto("/desk/activities/new/")
    fill_in(page, LONG)
    save(page).click()
    if page.locator("[role=alert]").count():
        assert page.get_by_label("活动名称").input_value() == LONG
        return
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_rare_character_comes_back_as_it_was_written(visit: Arrive, town: Served) -> None:
    manager = visit(town)
    page = manager.sign_in("site_manager")
    page.goto("/desk/activities/new/")
    fill_in(page, f"{RARE}头自然村打扫")
    save(page).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"{RARE}头自然村打扫")


def test_an_activity_is_recorded_with_the_keyboard_alone(visit: Arrive, town: Served) -> None:
    manager = visit(town)
    page = manager.see("/account/login/password/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    _see_the_focus(page)
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"

    _tab_to(page, "[name=login]")
    page.keyboard.type(demo.phone(1, "site_manager"))
    _tab_to(page, "[name=password]")
    page.keyboard.type(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")

    for further in ("/desk/activities/", "/desk/activities/new/"):
        _tab_to(page, f"a[href$='{further}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{further}")
    _tab_to(page, "[name=title]")
    page.keyboard.type("只用键盘登记的活动")
    for name in ("kind", "task"):
        _tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    _tab_to(page, "[name=people]")
    page.keyboard.type("12")
    _tab_to(page, "main form button.button")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("只用键盘登记的活动")


def _tab_to(page: Page, wanted: str) -> None:
    """Tab after tab, each of which can be seen, until one stands there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        _see_the_focus(page)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard does not reach {wanted} on {page.url}")


def _see_the_focus(page: Page) -> None:
    shown = page.evaluate("""() => {
        const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
        // On the calendar's button inside a date the browser draws its own ring.
        if (it.type === "date" && !it.matches(":focus")) return {seen: true};
        const line = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return {what: it.outerHTML.slice(0, 120),
                seen: (line || style.boxShadow !== "none") && box.width > 1 && box.height > 1
                      && box.bottom > 0 && box.top < innerHeight};
    }""")
    assert shown["seen"], f"nobody sees that this has the focus: {shown['what']}"
