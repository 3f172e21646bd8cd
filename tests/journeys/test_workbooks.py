"""Volunteers come in by workbook; data are given out, and the volunteer reads to whom (3.2-a)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import world
from tests.journeys.browsing import DESK, PHONE, Arrive, barriers, sideways
from tests.journeys.town import Served
from wenming.engines.papers import Cell, Column, Sheet, read_sheet, xlsx

pytestmark = [pytest.mark.journey, pytest.mark.clause("3.2-a")]

BORN = date(1980, 5, 1)


def test_a_workbook_is_looked_through_then_taken_over(
    visit: Arrive, own_town: Served, tmp_path: Path
) -> None:
    officer = visit(own_town, size=DESK)
    officer.sign_in("liaison_officer")
    page = officer.see("/desk/volunteers/workbooks/")
    with page.expect_download() as template:
        page.get_by_role("link", name="下载模板").click()
    heads = [str(cell) for cell in read_sheet(template.value.path().read_bytes())[0]]
    told: dict[str, Cell] = {"性别*": "女", "居住区域*": "塘边村", "怎样同意的*": "本人书面签字"}
    told |= {"同意日期*": date.today(), "姓名*": "示例登记人"}
    good = told | {"证件号码*": world.an_identity(BORN, place=900)}
    rows = [tuple(row.get(head) for head in heads) for row in (good, told)]
    file = tmp_path / "名单.xlsx"
    file.write_bytes(xlsx([Sheet("志愿者", tuple(map(Column, heads)), tuple(rows))]))

    page.get_by_label("填好的表格").set_input_files(file)
    page.get_by_role("button", name="上传，试读").click()
    expect(page.get_by_text("1 行可以导入")).to_be_visible()
    expect(page.get_by_text("证件号码：没有填。")).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("button", name="导入可以导入的行").click()
    done = page.get_by_text("新增 1 人，补充 0 人，1 行未导入")
    for _ in range(60):
        if page.get_by_text("已导入").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(done).to_be_visible()
    expect(page.get_by_role("link", name="下载不导入的行和原因")).to_be_visible()


@pytest.mark.clause("5.3-a")
def test_needs_noted_on_a_sheet_are_looked_through_then_asked(
    visit: Arrive, own_town: Served, tmp_path: Path
) -> None:
    officer = visit(own_town, size=PHONE)
    officer.sign_in("liaison_officer")
    page = officer.see("/desk/needs/")
    page.get_by_role("link", name="批量登记").click()
    with page.expect_download() as template:
        page.get_by_role("link", name="下载模板").click()
    heads = [str(cell) for cell in read_sheet(template.value.path().read_bytes())[0]]
    good: dict[str, Cell] = {
        "村（社区）*": "塘边村",
        "称呼*": "示例群众",
        "需要什么帮助*": "祠堂前想办一场南音",
        "类别": "文化活动",
    }
    bad = good | {"称呼*": None, "联系电话": "123"}
    file = tmp_path / "走访.xlsx"
    rows = tuple(tuple(row.get(head) for head in heads) for row in (good, bad))
    file.write_bytes(xlsx([Sheet("需求", tuple(map(Column, heads)), rows)]))

    page.get_by_label("填好的表格").set_input_files(file)
    page.get_by_role("button", name="上传，试读").click()
    expect(page.get_by_text("1 行有问题，不导入")).to_be_visible()
    expect(page.get_by_text("称呼：没有填。")).to_be_visible()
    assert barriers(page) == []
    assert sideways(page) == 0

    if page.get_by_text("1 行可以导入").count() == 0:
        page.locator("[name=merge]").check()
    page.get_by_role("button", name="导入可以导入的行").click()
    for _ in range(60):
        if page.get_by_text("已导入").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_text("新增 1 件，1 行未导入")).to_be_visible()


def test_what_was_given_out_is_read_by_the_volunteer(visit: Arrive, own_town: Served) -> None:
    office = visit(own_town, size=DESK)
    office.sign_in("office")
    form = office.see("/desk/volunteers/handovers/new/")
    form.get_by_label("提供给谁").fill("示例保险公司")
    form.get_by_label("做什么用").fill("给志愿者买保险")
    with form.expect_download() as given:
        form.get_by_role("button", name="下载文件，记入提供记录").click()
    assert read_sheet(given.value.path().read_bytes())[0][:2] == ["志愿者编号", "姓名"]

    volunteer = visit(own_town, size=PHONE)
    volunteer.sign_in("volunteer")
    page = volunteer.see("/my/")
    # The made-up year gave them something too, for something else.
    expect(page.get_by_text(re.compile("示例保险公司.*给志愿者买保险"))).to_be_visible()


def test_a_table_of_the_towns_own_is_uploaded_once_and_filled_in_each_time(
    visit: Arrive, own_town: Served, tmp_path: Path
) -> None:
    office = visit(own_town, size=PHONE)
    office.sign_in("office")
    page = office.see("/desk/volunteers/handovers/")
    page.get_by_role("link", name="自己的表格").click()
    page.get_by_role("link", name="上传一张表格").click()
    heads = ("序号", "姓名（必填）", "活动名称", "日期", "服务时长", "审核人")
    file = tmp_path / "时长.xlsx"
    file.write_bytes(xlsx([Sheet("时长", tuple(map(Column, heads)))]))
    page.get_by_label("给这张表起个名字").fill("民政局时长表")
    page.get_by_label("空白表格").set_input_files(file)
    page.get_by_role("button", name="上传").click()

    expect(page.get_by_label("B · 姓名（必填）")).to_have_value("name")
    expect(page.get_by_label("E · 服务时长")).to_have_value("record_hours")
    expect(page.get_by_label("F · 审核人")).to_have_value("-")
    assert barriers(page) == []
    assert sideways(page) == 0
    page.get_by_label("F · 审核人").select_option(label="活动负责人")
    page.get_by_role("button", name="保存").click()

    form = office.see("/desk/volunteers/handovers/new/")
    form.get_by_label("提供给谁").fill("示例民政局")
    form.get_by_label("做什么用").fill("录入服务时长")
    form.get_by_label("填在哪张表里").select_option(label="民政局时长表")
    with form.expect_download() as given:
        form.get_by_role("button", name="下载文件，记入提供记录").click()
    rows = read_sheet(given.value.path().read_bytes())
    assert rows[0] == list(heads)
    assert len(rows) > 2
    assert all(row[5] for row in rows[1:])
    expect(office.see("/desk/volunteers/handovers/").get_by_text("民政局时长表")).to_be_visible()

    again = office.see("/desk/volunteers/handovers/new/")
    again.get_by_label("提供给谁").fill("示例民政局")
    again.get_by_label("做什么用").fill("录入服务时长")
    again.get_by_label("填在哪张表里").select_option(label="民政局时长表")
    again.get_by_role("button", name="下载文件，记入提供记录").click()
    expect(again.get_by_text("都已经提供过").first).to_be_visible()
