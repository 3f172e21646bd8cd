"""The quarterly report: already written, edited, sent once, read by each (A.3-b)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.activities.stage import a_plan, an_activity
from tests.packages.liaison.stage import THIRD, a_draft, a_pair, a_visit, leading
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.liaison.actions import reports
from wenming.liaison.models import QuarterlyReport
from wenming.liaison.permissions import may_read, may_send, may_withdraw
from wenming.liaison.quarters import Quarter
from wenming.organisation.actions import records
from wenming.organisation.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A.3-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


# Quarters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "quarter", "first", "last"),
    [
        (date(2024, 2, 29), (2024, 1), date(2024, 1, 1), date(2024, 3, 31)),
        (date(2022, 6, 30), (2022, 2), date(2022, 4, 1), date(2022, 6, 30)),
        (date(2022, 7, 1), (2022, 3), date(2022, 7, 1), date(2022, 9, 30)),
        (date(2022, 12, 31), (2022, 4), date(2022, 10, 1), date(2022, 12, 31)),
    ],
)
def test_a_day_is_in_one_quarter(
    day: date, quarter: tuple[int, int], first: date, last: date
) -> None:
    found = Quarter.of(day)

    assert found == quarter
    assert (found.span.start, found.span.end) == (first, last)
    assert found.before.after == found.after.before == found


# The draft -----------------------------------------------------------------------------------


def test_the_draft_is_written_from_the_quarters_records(village: world.Village) -> None:
    leader = a_pair(village).leader
    an_activity(village, people=30)
    an_activity(
        village, title="宣讲", kind="lecture", task="policy", people=12, in_branch_name=False
    )
    an_activity(village, title="六月的", held_on=date(2022, 6, 30))
    taken_back = an_activity(village, title="登记错的", people=500)
    records.withdraw(row=taken_back, why="登记错了", by=village.secretary)
    a_plan(village, publish_now=True)
    a_visit(village, leader, instructions="把投影仪修好", difficulties="缺投影仪", solver="宣传办")

    body = a_draft(village).body

    assert body.startswith("塘边村 2022 年第 3 季度")
    for said in (
        "举行活动 2 场，参加 42 人次，其中以支队名义开展 1 场",
        "词:concentrated 1 场、30 人次",
        "词:policy 1 场、12 人次",
        "2022年8月：移风易俗",
        "9月14日 张再生到现场指导。要求：把投影仪修好",
        "困难：缺投影仪（由宣传办解决）",
    ):
        assert said in body


def test_a_quarter_without_records_says_so(village: world.Village) -> None:
    body = a_draft(village).body

    for said in ("没有登记活动", "没有公布月计划", "没有登记挂钩领导的指导"):
        assert said in body


def test_what_people_typed_is_not_escaped_in_the_draft(village: world.Village) -> None:
    a_visit(village, a_pair(village).leader, instructions="<3 场 & 更多>")

    assert "要求：<3 场 & 更多>" in a_draft(village).body


def test_the_draft_is_in_the_towns_language_on_an_english_page(
    village: world.Village, client: Client
) -> None:
    an_activity(village)
    client.force_login(village.secretary)

    client.post(
        "/desk/reports/opening/",
        {"unit": "tangbian", "quarter": "2022-3"},
        headers={"Accept-Language": "en"},
    )

    assert "词:concentrated" in QuarterlyReport.objects.get().body


def test_opened_twice_it_is_one(village: world.Village) -> None:
    assert a_draft(village) == a_draft(village)
    assert Entry.objects.filter(verb="quarterlyreport.added").count() == 1


def test_a_quarter_to_come_has_no_report(village: world.Village) -> None:
    with (
        clock.at(world.moment(date(2022, 9, 30), 23, 59)),
        pytest.raises(Impossible, match="还没有开始"),
    ):
        a_draft(village, Quarter(2022, 4))

    with clock.at(world.moment(date(2022, 10, 1), 0, 0)):
        assert a_draft(village, Quarter(2022, 4)).quarter == 4


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Post.Role.SECRETARY, True),
        (Post.Role.SITE_HEAD, True),
        (Post.Role.LIAISON_OFFICER, True),
        (Post.Role.STAFF, False),
        (Post.Role.TEAM_LEADER, False),
    ],
)
def test_secretary_site_head_and_liaison_officer_write_it(role: str, allowed: bool) -> None:
    unit = world.a_unit(world.a_town(), "gantou", "杆头村")
    by = world.holding(unit, role, "某某")

    if allowed:
        assert reports.open_draft(unit=unit, quarter=THIRD, by=by).unit == unit
    else:
        with pytest.raises(Refused, match="党组织书记、站长、联络员"):
            reports.open_draft(unit=unit, quarter=THIRD, by=by)


# Sending and reading -------------------------------------------------------------------------


def test_it_goes_to_the_leaders_of_the_day_it_is_sent(village: world.Village) -> None:
    zhang = a_pair(village).leader
    gao = a_pair(village, leading("高淑芬"), from_on=date(2022, 10, 9)).leader
    draft = a_draft(village)

    with clock.at(world.moment(date(2022, 10, 8), 23, 59)):
        reports.send(report=draft, by=village.secretary)

    assert (draft.stage, draft.sent_on, draft.sent_by) == (
        "sent",
        date(2022, 10, 8),
        village.secretary,
    )
    assert list(draft.leaders.all()) == [zhang]
    assert may_read(gao.user, draft).reason == "这份报告不是报送给您的。"


def test_it_is_sent_once(village: world.Village) -> None:
    a_pair(village)
    draft = a_draft(village)
    same_page_in_another_tab = QuarterlyReport.objects.get(pk=draft.pk)
    reports.send(report=draft, by=village.secretary)

    with pytest.raises(Overtaken):
        reports.send(report=same_page_in_another_tab, by=village.secretary)

    assert draft.receipts.count() == 1


def test_without_content_or_without_a_leader_it_is_not_sent_and_says_why(
    village: world.Village,
) -> None:
    draft = a_draft(village)
    assert "没有挂钩领导" in str(may_send(village.secretary, draft).reason)
    a_pair(village)
    draft.body = " "
    assert may_send(village.secretary, draft).reason == "报告还没有内容。"


def test_what_was_sent_is_not_edited(village: world.Village) -> None:
    a_pair(village)
    draft = a_draft(village)
    reports.send(report=draft, by=village.secretary)

    with pytest.raises(Refused, match="内容不能再改"):
        reports.edit(row=draft, body="改过的", by=village.secretary)


def test_another_village_does_not_send_it(village: world.Village) -> None:
    a_pair(village)

    with pytest.raises(Refused):
        reports.send(report=a_draft(village), by=world.a_village("杆头村").secretary)


def test_it_is_read_when_every_leader_has_read_it(village: world.Village) -> None:
    zhang, gao = a_pair(village).leader, a_pair(village, leading("高淑芬")).leader
    report = a_draft(village)
    reports.send(report=report, by=village.secretary)

    reports.read(report=report, by=zhang.user)
    assert report.stage == QuarterlyReport.Stage.SENT
    with pytest.raises(Refused, match="已经阅过"):
        reports.read(report=report, by=zhang.user)

    reports.read(report=report, by=gao.user)
    assert report.stage == QuarterlyReport.Stage.READ


def test_taken_back_it_can_be_written_anew(village: world.Village) -> None:
    leader = a_pair(village).leader
    report = a_draft(village)
    reports.send(report=report, by=village.secretary)
    assert not may_withdraw(leader.user, report)

    records.withdraw(row=report, why="数字错了", may=may_withdraw, by=village.secretary)

    assert a_draft(village) != report
    assert may_read(leader.user, report).reason == "这份报告已经撤回。"


# Pages ---------------------------------------------------------------------------------------


def test_three_taps_open_edit_send(village: world.Village, client: Client) -> None:
    a_pair(village)
    client.force_login(village.liaison_officer)

    with clock.at(world.moment(date(2022, 10, 8))):
        page = client.get("/desk/reports/").content.decode()
        assert "打开草稿：2022 年第 3 季度" in page
        opening = {"unit": "tangbian", "quarter": "2022-3"}
        draft = client.post("/desk/reports/opening/", opening, follow=True)
        sent = {"body": "改好的报告", "seen": draft.context["form"].initial["seen"]}
        report = QuarterlyReport.objects.get()
        page = client.post(f"/desk/reports/{report.pk}/sending/", sent, follow=True)

    report.refresh_from_db()
    assert (report.stage, report.body) == ("sent", "改好的报告")
    assert "还没有阅" in page.content.decode()


def test_a_draft_edited_elsewhere_meanwhile_is_not_overwritten(
    village: world.Village, client: Client
) -> None:
    a_pair(village)
    report = a_draft(village)
    client.force_login(village.secretary)
    seen = client.get(report.get_absolute_url()).context["form"].initial["seen"]
    reports.edit(row=report, body="联络员写的", by=village.liaison_officer)

    answer = client.post(f"/desk/reports/{report.pk}/editing/", {"body": "书记写的", "seen": seen})

    report.refresh_from_db()
    assert (answer.status_code, report.body) == (422, "联络员写的")
    assert "书记写的" in answer.content.decode()


def test_a_leader_reads_it_with_one_button(village: world.Village, client: Client) -> None:
    leader = a_pair(village).leader
    report = a_draft(village)
    reports.send(report=report, by=village.secretary)
    client.force_login(leader.user)
    assert "已阅</button>" in client.get(report.get_absolute_url()).content.decode()

    client.post(f"/desk/reports/{report.pk}/reading/")

    page = client.get(report.get_absolute_url()).content.decode()
    assert "已阅</button>" not in page
    report.refresh_from_db()
    assert report.stage == "read"


@pytest.mark.parametrize("quarter", ["2022-5", "2022-0", "x", "99999-1", "2022-", "²⁰²²-1"])
def test_what_is_no_quarter_is_not_found(
    village: world.Village, client: Client, quarter: str
) -> None:
    client.force_login(village.secretary)

    answer = client.post("/desk/reports/opening/", {"unit": "tangbian", "quarter": quarter})

    assert answer.status_code == 404


def test_a_disabled_button_says_why(village: world.Village, client: Client) -> None:
    client.force_login(village.secretary)

    page = client.get(a_draft(village).get_absolute_url()).content.decode()

    assert "disabled" in page
    assert "现在没有挂钩领导" in page


def test_the_list_costs_the_same_with_sixty_as_with_three(
    village: world.Village, client: Client
) -> None:
    client.force_login(village.secretary)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/desk/reports/").status_code == 200
        return len(seen)

    def open_drafts(years: range) -> None:
        for year in years:
            for number in (1, 2, 3, 4):
                a_draft(village, Quarter(year, number))

    open_drafts(range(2010, 2011))
    few = cost()
    open_drafts(range(2011, 2022))

    assert cost() == few
