"""A volunteer joins in two taps, cannot come in one, waits for a place and confirms it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.2-b")]

ME = "SELECT user_id FROM accounts_demosignin WHERE role = 'volunteer'"
OPEN = f"""
SELECT s.activity_id FROM activities_shift s JOIN activities_activity a ON a.id = s.activity_id
WHERE a.stage = 'published' AND s.part = 'serve' AND {{places}} AND s.id NOT IN (
  SELECT shift_id FROM signups_signup WHERE user_id IN ({ME})
) AND NOT EXISTS (
  SELECT 1 FROM signups_signup w WHERE w.shift_id = s.id AND w.stage IN ('waiting', 'offered')
) AND date(s.starts_at) NOT IN (
  SELECT date(o.starts_at) FROM signups_signup m JOIN activities_shift o ON o.id = m.shift_id
  WHERE m.user_id IN ({ME})
) ORDER BY s.starts_at DESC
"""


@pytest.mark.clause("2.2-c")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_volunteer_joins_with_the_household_and_says_in_one_tap_who_cannot_come(
    visit: Arrive, own_town: Served, scripts: bool
) -> None:
    activity = own_town.one(OPEN.format(places="s.left > 4"))
    visitor = visit(own_town, size=PHONE, scripts=scripts)
    visitor.sign_in("volunteer")

    # One tap from the activity's page.
    page = visitor.see(f"/activities/{activity}/")
    assert (barriers(page) if scripts else []) == []
    page.get_by_role("button", name="我要报名").click()
    expect(page.get_by_text("报上名了")).to_be_visible()
    expect(page.locator(".state", has_text="您已报名")).to_be_visible()
    assert (sideways(page) if scripts else 0) == 0

    # One tap to say no, from one's own page.
    page = visitor.see("/my/")
    here = page.locator("li", has=page.locator(f'a[href="/activities/{activity}/"]'))
    here.get_by_role("button", name="我不能来").click()
    expect(page.get_by_text("谢谢您早说")).to_be_visible()

    # With the household and a child.
    page = visitor.see(f"/activities/{activity}/")
    page.get_by_text("和家里人、孩子一起来").click()
    page.locator("input[name=members]").first.check()
    page.get_by_label("同来的孩子").select_option("1")
    assert (barriers(page) if scripts else []) == []
    page.get_by_role("button", name="我要报名").click()
    expect(page.get_by_text("带 1 个孩子")).to_be_visible()
    page.get_by_role("button", name="人都不能来").click()
    expect(page.get_by_role("button", name="我要报名")).to_be_visible()


def test_who_waits_is_offered_the_place_that_becomes_free_and_confirms_it(
    visit: Arrive, own_town: Served
) -> None:
    activity = own_town.one(OPEN.format(places="s.left = 0"))
    volunteer, office = visit(own_town, size=PHONE), visit(own_town, size=DESK)
    volunteer.sign_in("volunteer")
    page = volunteer.see(f"/activities/{activity}/")
    page.get_by_role("button", name="加入候补").click()
    expect(page.get_by_text("您在候补名单上").first).to_be_visible()

    _take_one_off(office.sign_in("office"), activity)

    page = volunteer.see("/my/")
    page.get_by_role("link", name="条新通知").first.click()
    expect(page.get_by_text("有空位了").first).to_be_visible()
    assert barriers(page) == []
    page = volunteer.see("/my/")
    assert barriers(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="我能来，确认").click()
    expect(page.get_by_text("已经确认，到时见。")).to_be_visible()


def _take_one_off(page: Page, activity: str) -> None:
    """At the desk, with the reason that the person reads."""
    page.goto(f"/desk/activities/{activity}/")
    page.get_by_role("link", name="名单").first.click()
    assert barriers(page) == []
    page.locator("table a", has_text="取消报名").first.click()
    page.get_by_label("为什么取消").fill("来电说来不了")
    assert barriers(page) == []
    page.get_by_role("button", name="取消报名").click()
    expect(page.get_by_text("本人会收到通知")).to_be_visible()
