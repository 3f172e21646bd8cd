"""A village worker writes a need down at the door, where there is no network (5.3-a)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.3-a")]

COUNTED = "SELECT count(*) FROM needs_need WHERE channel = 'visit' AND words = '山上的路灯不亮'"


def test_a_need_told_without_network_is_kept_and_sent_once(visit: Arrive, town: Served) -> None:
    worker = visit(town, size=PHONE)
    worker.sign_in("liaison_officer")
    page = worker.see("/desk/needs/")
    page.get_by_role("link", name="登记走访需求").click()
    expect(page.locator("#outbox")).to_have_attribute("data-kept", "true", timeout=20_000)
    assert barriers(page) == []
    assert sideways(page) == 0

    worker.lose_network()
    # The phone was put away; the form opens again where there is no network.
    page.reload()
    page.get_by_label("需要什么帮助").fill("山上的路灯不亮")
    page.get_by_label("怎么称呼您").fill("示例群众")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("1 条等待送出")).to_be_visible()
    expect(page.get_by_label("需要什么帮助")).to_have_value("")
    page.reload()
    expect(page.get_by_text("1 条等待送出")).to_be_visible()
    assert town.count(COUNTED) == 0

    worker.find_network()
    expect(page.locator("#outbox")).to_be_hidden()
    page.reload()
    assert town.count(COUNTED) == 1


def test_what_is_wrong_is_said_once_there_is_network(visit: Arrive, town: Served) -> None:
    worker = visit(town, size=PHONE)
    worker.sign_in("liaison_officer")
    page = worker.see("/desk/needs/new/?channel=visit")
    worker.lose_network()
    page.get_by_label("需要什么帮助").fill("说了一半")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("1 条等待送出")).to_be_visible()

    worker.find_network()

    expect(page.locator("#outbox")).to_contain_text("一件走访登记的需求")
    expect(page.locator("#outbox")).to_contain_text("请写怎么称呼您。")


def test_who_does_not_want_to_wait_sends_it_with_one_press(visit: Arrive, town: Served) -> None:
    worker = visit(town, size=PHONE, network_fails=True)
    worker.sign_in("liaison_officer")
    page = worker.see("/desk/needs/new/?channel=visit")
    before = town.count("SELECT count(*) FROM needs_need")
    # The phone believes that it has network, and nothing comes through.
    page.route("**/desk/needs/new/**", lambda asked: asked.abort())
    page.get_by_label("需要什么帮助").fill("山下的路灯也不亮")
    page.get_by_label("怎么称呼您").fill("示例群众")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("1 条等待送出")).to_be_visible()
    assert town.count("SELECT count(*) FROM needs_need") == before

    page.unroute_all()
    page.get_by_role("button", name="现在送出").click()
    expect(page.locator("#outbox")).to_be_hidden()
    assert town.count("SELECT count(*) FROM needs_need") == before + 1
