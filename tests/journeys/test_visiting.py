"""A town leader records a visit on a phone: one page, five fields (task 6, A.2-a)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import PHONE, Arrive, barriers
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("A.2-a")]

ASKED = """() => [...document.querySelectorAll("main form :is(input, select, textarea)")]
    .filter((it) => it.type !== "hidden" && it.checkVisibility()).map((it) => it.name)"""


def test_a_leader_records_a_visit_on_one_page_with_five_fields(visit: Arrive, town: Served) -> None:
    leader = visit(town, size=PHONE)
    page = leader.sign_in("leader")
    duty = page.locator("li.todo").first
    standing = duty.locator(".todo__title a").first.get_attribute("href")
    assert standing is not None
    page.goto(standing)
    before = page.locator("ol.records > li").count()

    page.goto("/desk/")
    page.locator("li.todo").first.get_by_role("link", name="登记指导").click()
    assert len(page.evaluate(ASKED)) <= 5
    assert barriers(page) == []
    # Who, where and when is known: what was seen is all that has to be written.
    page.get_by_label("看到的情况").fill("讲堂坐满，缺一台投影仪。")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已经登记。")).to_be_visible()

    page.goto(standing)
    expect(page.locator("ol.records > li")).to_have_count(before + 1)


def test_a_visit_that_was_noted_without_network_is_sent_once(visit: Arrive, town: Served) -> None:
    leader = visit(town, size=PHONE)
    page = leader.sign_in("leader")
    before = town.count("SELECT count(*) FROM liaison_visit")
    page.goto("/desk/")
    page.locator("li.todo").first.get_by_role("link", name="登记指导").click()
    expect(page.locator("#outbox")).to_have_attribute("data-kept", "true", timeout=20_000)

    leader.lose_network()
    # The page was opened before; it opens again where there is no network.
    page.reload()
    page.get_by_label("看到的情况").fill("山上没有信号。")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("1 条等待送出")).to_be_visible()
    leader.find_network()
    expect(page.locator("#outbox")).to_be_hidden()

    assert town.count("SELECT count(*) FROM liaison_visit") == before + 1
