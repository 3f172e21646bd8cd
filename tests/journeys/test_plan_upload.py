"""An office uploads a plan: a fault is shown beside its line and changes nothing; a good one is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import DESK, Arrive, barriers
from tests.journeys.town import Served
from tests.the_plan import FOLDER

pytestmark = [pytest.mark.journey, pytest.mark.clause("0.1")]


def offer(page: Page, folder: Path) -> None:
    """Choose all files and send them."""
    page.get_by_label("方案文件").set_input_files(sorted(folder.glob("*.yaml")))
    page.get_by_role("button", name="检查并载入").click()


def change(folder: Path, name: str, before: str, after: str) -> int:
    """Write something else into a file; in which line."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_fault_is_shown_beside_its_line_and_a_change_is_told_in_words(
    visit: Arrive, own_town: Served, tmp_path: Path, scripts: bool
) -> None:
    faulty, good = (Path(shutil.copytree(FOLDER, tmp_path / name)) for name in ("faulty", "good"))
    line = change(faulty, "plan.yaml", "gathering: {day: 5,", "gathering: {day: 55,")
    change(good, "plan.yaml", "gathering: {day: 5,", "gathering: {day: 6,")
    office = visit(own_town, size=DESK, scripts=scripts)
    page = office.sign_in("office")
    page.goto("/desk/plans/")

    offer(page, faulty)
    expect(page.get_by_role("alert")).to_contain_text("什么也没有改动")
    expect(page.get_by_role("alert")).to_contain_text(f"plan.yaml:{line}")
    expect(page.locator("mark")).to_contain_text("day: 55")
    if scripts:
        assert barriers(page) == []
    expect(page.locator("ol.timeline > li")).to_have_count(1)

    records = own_town.count("SELECT count(*) FROM activities_activity")
    offer(page, good)
    newest = page.locator("ol.timeline > li").first
    expect(newest).to_contain_text("第 2 版")
    expect(newest).to_contain_text("现在有效")
    expect(newest.locator("ul > li").first).to_contain_text("6")
    assert own_town.count("SELECT count(*) FROM activities_activity") == records
    page.goto("/")
    expect(page.locator("main")).to_contain_text("6日")
