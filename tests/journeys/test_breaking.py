"""Breaking it: processes are killed, ports are taken, addresses are made up. Nothing is lost or shown."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Arrive, barriers
from tests.journeys.test_recording import fill_in, save
from tests.journeys.town import ROOT, WENMING, Served, environment, processes_of
from wenming.accounts import demo

pytestmark = pytest.mark.journey

FORM = "/desk/activities/new/?unit=gantou"


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]


def test_killed_page_processes_come_back_and_what_was_saved_is_there(
    visit: Arrive, own_town: Served
) -> None:
    manager = visit(own_town, size=PHONE)
    page = manager.sign_in("site_manager")
    page.goto(FORM)
    fill_in(page, "断电以前的活动")
    save(page).click()
    expect(page.get_by_text("已经登记。")).to_be_visible()
    page.goto(FORM)
    fill_in(page, "断电以后的活动")

    # Each process that answers pages; then the one that leads them, with a form half filled in.
    leader, worker = children(own_town.process.pid)
    for answering in children(leader):
        os.kill(answering, signal.SIGKILL)
    own_town.wait_for_answer()
    os.kill(leader, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    time.sleep(0.2)
    own_town.wait_for_answer()

    save(page).click()
    expect(page.get_by_text("已经登记。")).to_be_visible()
    page.goto("/desk/activities/?unit=gantou")
    for title in ("断电以前的活动", "断电以后的活动"):
        expect(page.get_by_role("link", name=title)).to_have_count(1)


def test_a_code_asked_for_while_the_worker_is_dead_is_sent_when_it_is_back(
    visit: Arrive, own_town: Served
) -> None:
    _leader, worker = children(own_town.process.pid)
    said = len(own_town.said_so_far())
    os.kill(worker, signal.SIGKILL)

    somebody = visit(own_town)
    page = somebody.see("/account/login/")
    page.get_by_label("手机号码").fill(demo.phone(1, "volunteer"))
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("六位验证码").fill(own_town.last_code(after=said))
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page).to_have_url(f"{own_town.url}/my/")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_ending_it_leaves_no_process_and_frees_the_port(
    own_town: Served, how: signal.Signals
) -> None:
    assert len(processes_of(own_town.folder)) > 3

    assert own_town.stop(how) == 0
    assert processes_of(own_town.folder) == {}
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", own_town.port)) != 0


def test_a_killed_group_leaves_no_process_either(own_town: Served) -> None:
    own_town.stop(signal.SIGKILL)

    until = time.monotonic() + 20
    while processes_of(own_town.folder) and time.monotonic() < until:
        time.sleep(0.2)
    assert processes_of(own_town.folder) == {}


def test_a_taken_port_is_said_at_once_and_the_first_goes_on(town: Served) -> None:
    second = subprocess.run(
        [*WENMING, "serve", "--port", str(town.port)],
        env=environment(town.folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert second.returncode == 1
    assert f"PORT={town.port + 1}" in second.stderr
    assert "Traceback" not in second.stderr
    assert town.answers()


ODD: Final = (
    *("?page=999", "?page=-1", "?page=x", "?year=abc", "?year=0", "?year=99999", "?unit=%00"),
    *("?unit=nowhere&year=2026", f"?unit={'x' * 3000}", "?month=2026-13", "?task=%F0%9F%98%80"),
    *("?state=%00", "?from=999999999999999999999", "?from=x", "?subject=%00"),
    "?kind=%00&unit=%00",
)
ASKED = (
    ("", "/"),
    ("", "/activities/"),
    ("", "/results/activities/"),
    ("", "/results/visits/"),
    ("", "/units/tangbian/"),
    ("office", "/desk/activities/"),
    ("office", "/desk/activities/new/"),
    ("office", "/desk/visits/new/"),
    ("office", "/desk/reports/"),
    ("office", "/town/units/tangbian/"),
)


def test_odd_questions_in_the_address_get_an_answer(visit: Arrive, town: Served) -> None:
    stranger, office = visit(town, size=DESK), visit(town, size=DESK)
    office.sign_in("office")
    broken = []
    for role, path in ASKED:
        ask = (office if role else stranger).context.request
        for odd in ODD:
            status = ask.get(path + odd, max_redirects=0).status
            if status >= 500:
                broken.append(f"{path}{odd[:40]}: {status}")

    assert broken == []


@pytest.mark.parametrize(
    "path",
    [
        "/units/%00/",
        "/plan/clauses/%00/",
        "/plan/clauses/../../etc/passwd/",
        "/town/rules/the-fifth/%00/",
        "/town/standings/the-fifth/unit:tangbian/not-a-day/",
        "/desk/activities/999999999999999999999999/",
        "/media/wenming.sqlite3",
        "/static/../data/wenming_secret_key",
        "/t/nowhere/",
        f"/{'long/' * 800}",
    ],
)
def test_made_up_addresses_are_not_found(visit: Arrive, town: Served, path: str) -> None:
    office = visit(town, size=DESK)
    office.sign_in("office")

    assert office.context.request.get(path, max_redirects=0).status in (301, 302, 404)


def test_somebody_elses_number_in_the_address_tells_nothing(visit: Arrive, town: Served) -> None:
    theirs = town.one(
        "SELECT min(a.id) FROM activities_activity a JOIN organisation_unit u ON u.id = a.unit_id"
        " WHERE u.code = 'tangbian' AND a.withdrawn_at IS NULL"
    )
    stranger, resident, manager = visit(town), visit(town), visit(town)
    resident.sign_in("resident")
    manager.sign_in("site_manager")

    assert "/account/login/" in stranger.see(f"/desk/activities/{theirs}/").url
    for path in (f"/desk/activities/{theirs}/", "/desk/", "/town/", "/desk/plans/"):
        page = resident.see(path)
        expect(page.locator("#problem h1")).to_have_text("没有找到这一页")
        assert barriers(page) == []
    page = manager.see(f"/desk/activities/{theirs}/correction/")
    expect(page.locator("#problem")).to_contain_text("只有“塘边村”的工作人员")
    page = manager.see("/desk/units/tangbian/posts/new/")
    expect(page.locator("#problem")).to_contain_text("只有镇里的办公室")


def test_a_form_sent_from_elsewhere_is_refused_with_a_page_of_ours(
    visit: Arrive, town: Served
) -> None:
    manager = visit(town)
    page = manager.sign_in("site_manager")
    page.goto(FORM)
    fill_in(page, "没有令牌的活动")
    page.evaluate(
        "() => document.querySelectorAll('[name=csrfmiddlewaretoken]')"
        ".forEach((it) => it.value = 'x'.repeat(64))"
    )
    save(page).click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert re.search("CSRF verification failed", page.content()) is None
    expect(page.locator(".masthead")).to_be_visible()
    assert barriers(page) == []
    page.goto("/desk/activities/?unit=gantou")
    expect(page.get_by_role("link", name="没有令牌的活动")).to_have_count(0)
