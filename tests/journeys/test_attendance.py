"""Thirty people sign in: by a code that changes, or one tap a person, without network too (task 4)."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import PHONE, Arrive, Visitor, barriers, sideways
from tests.journeys.test_breaking import children
from tests.journeys.town import Served, run_inside

pytestmark = [pytest.mark.journey, pytest.mark.clause("5.2-b")]

PEOPLE = 30
# An activity that goes on now, with thirty people who signed up.
PREPARE = """
from datetime import timedelta
from wenming.accounts.models import User
from wenming.activities.actions import announcing
from wenming.activities.actions.shifts import Stretch
from wenming.base import clock
from wenming.organisation.models import Unit
from wenming.signups.actions import joining
from wenming.volunteers.models import Volunteer

now, unit = clock.now(), Unit.objects.get(code="gantou")
with clock.at(now - timedelta(hours=3)):
    activity = announcing.announce(
        unit=unit, stretches=[Stretch(now - timedelta(minutes=30), now + timedelta(hours=2))],
        publish_now=True, title="点名的活动", kind="watch", task="customs", about="来",
        risks="无", by=None)
    shift = activity.shifts.get()
    known = Volunteer.objects.registered().order_by("pk").select_related("user")
    played = known.filter(unit=unit).first().user
    people = [played] + [one.user for one in known if one.user != played][:{people} - 1]
    for person in people:
        joining.enter(shift=shift, person=person, by=None)
print(shift.pk, activity.pk)
"""


@pytest.fixture
def shift(own_town: Served) -> tuple[int, int]:
    """The shift and its activity."""
    said = run_inside(own_town, PREPARE.replace("{people}", str(PEOPLE)))
    first, second = said.split()[-2:]
    return int(first), int(second)


def test_a_volunteer_scans_the_code_and_is_signed_in(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    organiser = visit(own_town, size=PHONE)
    page = organiser.sign_in("site_manager")
    page.goto(f"/shifts/{shift[0]}/code/")
    figures = page.locator(".code__figures").inner_text().replace(" ", "")
    assert barriers(page) == []
    assert sideways(page) == 0

    volunteer = visit(own_town, size=PHONE)
    # The camera opens the address; signing in comes first, and the code is not asked for again.
    volunteer.see(f"/here/{shift[0]}/{figures}/")
    volunteer.sign_in("volunteer")
    theirs = volunteer.see(f"/here/{shift[0]}/")
    expect(theirs.get_by_label("主办人手机上的六位数字")).to_have_count(0)
    theirs.get_by_role("button", name="签到").click()
    expect(theirs.get_by_text("已经签到。")).to_be_visible()
    assert barriers(theirs) == []

    page.reload()
    expect(page.get_by_text("来了 1 人，现在在场 1 人。")).to_be_visible()
    # The figures typed do as well.
    figures = page.locator(".code__figures").inner_text()
    theirs.get_by_label("主办人手机上的六位数字").fill(figures)
    theirs.get_by_role("button", name="签退").click()
    expect(theirs.get_by_text("已经签退，辛苦了！")).to_be_visible()


def test_a_forged_code_lets_nobody_in(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    volunteer = visit(own_town, size=PHONE)
    volunteer.sign_in("volunteer")
    page = volunteer.see(f"/here/{shift[0]}/000000/")
    expect(page.get_by_text("这个码已经换了")).to_be_visible()
    page.get_by_label("主办人手机上的六位数字").fill("123456")
    page.get_by_role("button", name="签到").click()

    expect(page.get_by_text("数字不对")).to_be_visible()
    assert (
        own_town.count("SELECT count(*) FROM hours_presence WHERE shift_id = :s", s=shift[0]) == 0
    )


def test_thirty_people_are_tapped_without_network_and_counted_once(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    organiser = visit(own_town, size=PHONE)
    page = _list(organiser, shift[0])
    assert barriers(page) == []
    assert sideways(page) == 0

    organiser.lose_network()
    for _person in range(PEOPLE):
        page.locator("[data-tap=in] button:enabled").first.click()
    expect(page.get_by_text(f"{PEOPLE} 条等待送出")).to_be_visible()
    # The phone was put away, and the page is opened again, still without network.
    page.reload()
    expect(page.get_by_text(f"{PEOPLE} 条等待送出")).to_be_visible()
    expect(page.locator("[data-tap=in] button:enabled")).to_have_count(0)
    page.locator("[data-tap=out] button:enabled").first.click()
    expect(page.get_by_text(f"{PEOPLE + 1} 条等待送出")).to_be_visible()
    assert _present(own_town, shift[0]) == 0

    organiser.find_network()
    expect(page.locator("#outbox")).to_be_hidden(timeout=60_000)
    assert _present(own_town, shift[0]) == PEOPLE
    assert (
        own_town.count("SELECT count(*) FROM hours_tap") - _before(own_town, shift[0]) == PEOPLE + 1
    )


# Whom the page took a tap for: what it took may not be lost, even if the list is drawn anew.
TAKEN = """
document.addEventListener("outbox", ({ detail }) => {
  const { who } = Object.fromEntries(detail.entries), taken = sessionStorage.taken || "";
  if (!taken.includes(who)) sessionStorage.taken = `${taken} ${who}`;
});
"""


def test_page_processes_are_killed_while_thirty_sign_in_and_each_counts_once(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    organiser = visit(own_town, size=PHONE)
    organiser.network_fails = True
    organiser.context.add_init_script(TAKEN)
    page = _list(organiser, shift[0])

    for person in range(PEOPLE):
        page.locator("[data-tap=in] button:enabled").first.click()
        if person % 6 == 3:
            leader, _worker = children(own_town.process.pid)
            for answering in children(leader):
                os.kill(answering, signal.SIGKILL)
    own_town.wait_for_answer()
    taken = len(page.evaluate("() => sessionStorage.taken.trim().split(' ')"))
    # What met no server goes out by itself once there is one again.
    until = time.monotonic() + 120
    while _present(own_town, shift[0]) < taken and time.monotonic() < until:
        page.wait_for_timeout(500)
    expect(page.locator("#outbox")).to_be_hidden(timeout=60_000)

    assert _present(own_town, shift[0]) == taken
    # A tap that fell between two drawings of the list was not taken; it shows, and is made again.
    page.reload()
    expect(page.locator("[data-tap=in] button:enabled")).to_have_count(PEOPLE - taken)


def test_what_another_has_done_meanwhile_is_told_in_words(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    one, other = visit(own_town, size=PHONE), visit(own_town, size=PHONE)
    mine, theirs = _list(one, shift[0]), _list(other, shift[0])
    mine.locator("[data-tap=in] button:enabled").first.click()
    expect(mine.locator("[data-tap=not_in]")).to_have_count(1)
    theirs.reload()

    one.lose_network()
    mine.locator("[data-tap=not_in] button").click()
    expect(mine.get_by_text("1 条等待送出")).to_be_visible()
    theirs.locator("[data-tap=not_in] button").click()
    expect(theirs.locator("[data-tap=not_in]")).to_have_count(0)
    one.find_network()

    expect(mine.locator("#outbox")).to_contain_text("没有记上")
    expect(mine.locator("#outbox")).to_contain_text("刚刚已经撤销")
    mine.get_by_role("button", name="知道了").click()
    expect(mine.locator("#outbox")).to_be_hidden()


def test_who_signs_out_leaves_nothing_on_the_phone(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    organiser = visit(own_town, size=PHONE)
    page = _list(organiser, shift[0])
    page.goto("/my/")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "/my/" not in url and "/logout/" not in url)

    organiser.lose_network()
    page.goto(f"/shifts/{shift[0]}/list/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有网络")
    assert page.evaluate("() => caches.has('pages')") is False


def test_without_scripts_one_tap_is_one_tap(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    organiser = visit(own_town, size=PHONE, scripts=False)
    organiser.sign_in("site_manager")
    page = organiser.see(f"/shifts/{shift[0]}/list/")
    page.locator("[data-tap=in] button:enabled").first.click()
    page.locator("[data-tap=out] button:enabled").first.click()

    assert (
        own_town.count(
            "SELECT count(*) FROM hours_presence WHERE stage = 'gone' AND shift_id = :s", s=shift[0]
        )
        == 1
    )


def test_the_organiser_closes_it_and_the_volunteer_sees_the_hours(
    visit: Arrive, own_town: Served, shift: tuple[int, int]
) -> None:
    organiser = visit(own_town, size=PHONE)
    page = _list(organiser, shift[0])
    line = page.locator("li.taps__line").filter(has_text="杆头村示例志愿者01")
    line.locator("[data-tap=in] button").click()
    expect(line.locator("[data-tap=out] button")).to_be_enabled()
    line.locator("[data-tap=out] button").click()
    expect(line.locator("[data-tap=not_out]")).to_have_count(1)

    page.goto(f"/activities/{shift[1]}/attendance/")
    assert barriers(page) == []
    page.get_by_label("另外还来了多少没有签到的群众").fill("12")
    page.get_by_role("button", name="确认 1 人的时长，结束活动").click()
    expect(page.get_by_text("确认了 1 人的时长。")).to_be_visible()
    people = own_town.one("SELECT people FROM activities_activity WHERE id = :a", a=shift[1])
    assert people == "13"

    volunteer = visit(own_town, size=PHONE)
    volunteer.sign_in("volunteer")
    theirs = volunteer.see("/my/hours/")
    theirs.get_by_role("link", name="点名的活动").click()
    theirs.get_by_label("哪里不对").fill("我还帮忙收拾了。")
    theirs.get_by_role("button", name="提出异议").click()
    expect(theirs.get_by_text("已经提出，主办单位会答复您。")).to_be_visible()
    assert barriers(theirs) == []

    page.goto(theirs.url)
    page.get_by_label("答复").fill("照点名的时间记的。")
    page.get_by_role("button", name="答复，不更改").click()
    expect(page.get_by_text("没有更改")).to_be_visible()


def test_a_certificate_is_had_in_one_page_and_checked_by_anybody(
    visit: Arrive, own_town: Served
) -> None:
    volunteer = visit(own_town, size=PHONE)
    volunteer.sign_in("volunteer")
    page = volunteer.see("/my/certificates/")
    year = datetime.now(ZoneInfo("Asia/Shanghai")).year
    page.get_by_label("从哪天").fill(f"{year - 1}-01-01")
    page.get_by_role("button", name="开证明").click()
    expect(page.get_by_text("证明开好了。")).to_be_visible()
    assert barriers(page) == []
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载证明（PDF）").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
    address = page.get_by_role("link", name="别人查验时看到的").get_attribute("href")
    assert address is not None

    stranger = visit(own_town, size=PHONE)
    theirs = stranger.see(address)
    expect(theirs.get_by_text("有效").first).to_be_visible()
    expect(theirs.locator("main")).not_to_contain_text("示例志愿者")
    assert barriers(theirs) == []
    theirs.get_by_label("证明编号").fill("AAAA-BBBB-CCCC")
    theirs.get_by_role("button", name="查验").click()
    expect(theirs.get_by_text("没有编号为")).to_be_visible()


def _list(visitor: Visitor, shift: int) -> Page:
    """The list, once the phone has it."""
    visitor.sign_in("site_manager")
    page = visitor.see(f"/shifts/{shift}/list/")
    expect(page.locator("#outbox")).to_have_attribute("data-kept", "true", timeout=20_000)
    return page


def _present(town: Served, shift: int) -> int:
    return town.count("SELECT count(*) FROM hours_presence WHERE shift_id = :s", s=shift)


def _before(town: Served, shift: int) -> int:
    """Taps of other shifts: the made-up year's."""
    joined = "hours_tap t JOIN hours_presence p ON p.id = t.presence_id"
    return town.count(f"SELECT count(*) FROM {joined} WHERE p.shift_id <> :s", s=shift)
