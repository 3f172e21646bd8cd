"""A village orders a lecture from the menu; the lecturer accepts on a phone; it is announced (5.1-a)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers
from tests.journeys.town import Served

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.1-a")]

# The worker tells it a moment later; looked at so many times, half a second apart.
PATIENCE = 60

OWN = """SELECT l.id FROM learning_lecture l JOIN learning_lecturer r ON r.id = l.lecturer_id
    JOIN accounts_demosignin d ON d.user_id = r.user_id WHERE d.role = 'volunteer'"""


def test_a_lecture_is_ordered_accepted_and_announced(visit: Arrive, own_town: Served) -> None:
    officer = visit(own_town, size=DESK)
    officer.sign_in("liaison_officer")
    form = officer.see(f"/desk/lecture-orders/new/?lecture={own_town.one(OWN)}")
    on = (datetime.now() + timedelta(days=20)).strftime("%Y-%m-%dT15:30")
    form.get_by_label("希望的时间").fill(on)
    form.get_by_label("地点").fill("村部讲堂二楼")
    form.get_by_label("普遍多数（群众）").check()
    form.get_by_label("大约多少人").fill("35")
    form.get_by_role("button", name="登记", exact=True).click()
    expect(form.get_by_text("已经登记。")).to_be_visible()

    lecturer = visit(own_town, size=PHONE)
    lecturer.sign_in("volunteer")
    page = lecturer.see("/my/")
    page.locator("#lectures").get_by_role("link").last.click()
    assert barriers(page) == []
    page.get_by_role("button", name=re.compile("我去")).first.click()
    expect(page.get_by_text("约好了，活动公告已经发布。")).to_be_visible()

    page.get_by_role("link", name="看活动公告").click()
    expect(page.get_by_text("村部讲堂二楼").first).to_be_visible()
    expect(page.get_by_text("宣讲师：")).to_be_visible()

    # On the second day it is called off: the lecturer hears why, and the unit orders it anew.
    number = page.url.rstrip("/").rpartition("/")[2]
    form.goto(f"/desk/activities/{number}/calling-off/")
    form.get_by_label("取消原因").fill("台风")
    form.locator("main form button").click()
    expect(form.get_by_text("活动已经取消，会通知报名的人。")).to_be_visible()
    told = lecturer.see("/my/notices/").get_by_text("您不用去了")
    for _ in range(PATIENCE):
        if told.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(told).to_contain_text("台风")
    form.get_by_role("link", name="看点讲").click()
    form.get_by_role("link", name="再点一次").click()
    expect(form.get_by_label("地点")).to_have_value("村部讲堂二楼")
    expect(form.get_by_label("希望的时间")).to_have_value("")
