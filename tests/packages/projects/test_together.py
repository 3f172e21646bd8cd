"""A project in one view: who was there and what they thought, its needs, its money (5.4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import world
from tests.packages.groups import stage as grouping
from tests.packages.projects import stage
from wenming.accounts.models import Notice
from wenming.base.errors import Impossible, Refused
from wenming.base.models import Entry
from wenming.funds.models import BudgetLine
from wenming.groups.actions import service_lists
from wenming.groups.models import ServiceLine
from wenming.organisation.actions import records
from wenming.projects.actions import belonging, rounds
from wenming.projects.loop import lacks
from wenming.projects.models import ProjectMoney, Round
from wenming.projects.queries import money_of, needs_of, rounds_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.4-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def to_evaluate(village: world.Village) -> Round:
    """Everything done and told but what the participants thought."""
    row = stage.a_round(village, is_told=True)
    stage.with_volunteers(row.project, village)
    rounds.go_on(row=row, by=village.secretary)
    rounds.go_on(row=row, by=village.secretary)
    stage.a_link(row, village)
    rounds.go_on(row=row, by=village.secretary)
    stage.a_measure(row, village, after=Decimal(20))
    rounds.tell(row=row, summary="多了八位", by=village.secretary)
    return row


# What the participants thought ------------------------------------------------------------------


def test_the_evaluation_is_left_when_a_participant_has_rated(village: world.Village) -> None:
    row = to_evaluate(village)
    stage.a_visitor(row, village)

    with pytest.raises(Refused, match="到场记录里有 1 人，还没有人评价"):
        rounds.go_on(row=row, by=village.secretary)

    stage.a_visitor(row, village, stars=4, name="另一个人")
    rounds.go_on(row=row, by=village.secretary)
    assert row.stage == Round.Stage.IMPROVE


def test_or_when_it_says_why_nobody_has(village: world.Village) -> None:
    row = to_evaluate(village)
    assert len(lacks(row)) == 1

    rounds.tell(row=row, unrated_why="老人没有手机", by=village.secretary)

    assert lacks(row) == []


def test_who_may_still_rate_is_asked_once(village: world.Village) -> None:
    row = to_evaluate(village)
    silent = stage.a_visitor(row, village)
    stage.a_visitor(row, village, stars=5, name="评过的人")

    assert rounds.remind(row=row, by=village.secretary) == 1

    notice = Notice.objects.get(user=silent.user)
    assert (notice.url, "送餐" in str(notice)) == (silent.get_absolute_url(), True)
    assert Entry.objects.of(row).filter(verb="round.raters-reminded").count() == 1
    with pytest.raises(Refused, match="没有还能评价"):
        rounds.remind(row=row, by=village.secretary)


def test_another_village_reminds_nobody(village: world.Village) -> None:
    row = to_evaluate(village)
    silent = stage.a_visitor(row, village)
    before = Notice.objects.filter(user=silent.user).count()

    with pytest.raises(Refused):
        rounds.remind(row=row, by=world.a_village("杆头村").secretary)
    assert Notice.objects.filter(user=silent.user).count() == before


def test_rounds_are_compared_by_people_hours_and_stars(village: world.Village) -> None:
    row = stage.a_round(village)
    for place, stars in enumerate((5, 4, None)):
        stage.a_visitor(row, village, stars=stars, name=f"人{place}")

    heard = rounds_of(row.project)[0].heard

    assert (heard.came, heard.rated, heard.hours, heard.mean) == (3, 2, 6.0, 4.5)


def test_everybody_sees_the_mean_of_three_and_never_of_fewer(
    village: world.Village, client: Client
) -> None:
    row = stage.a_round(village)
    for place in range(2):
        stage.a_visitor(row, village, stars=5, name=f"人{place}")
    page = f"/projects/{row.project_id}/"
    few = client.get(page).content.decode()

    stage.a_visitor(row, village, stars=2, name="第三个人")

    assert "评价的人太少，不显示" in few
    assert "人评价）" not in few
    assert "4 星（3 人评价）" in client.get(page).content.decode()


def test_the_round_shows_each_activity_and_opens_its_records(
    village: world.Village, client: Client
) -> None:
    row = stage.a_round(village)
    presence = stage.a_visitor(row, village, stars=4)
    stage.a_share(row.project, village)
    link = stage.a_need_link(row.project, village)
    client.force_login(village.secretary)

    page = client.get(row.get_absolute_url()).content.decode()

    activity = presence.shift.activity
    for opened in (
        reverse("hours:attendance", args=[activity.pk]),
        activity.get_absolute_url(),
        link.need.get_absolute_url(),
        ProjectMoney.objects.get().line.get_absolute_url(),
    ):
        assert f'href="{opened}"' in page
    assert "到场 1 人，评价 1 人" in page


# Needs ------------------------------------------------------------------------------------------


def test_a_protected_need_is_a_number_and_nothing_else(
    village: world.Village, client: Client
) -> None:
    project, need = world.a_project(village), world.a_protected_need(village)
    belonging.attach_needs(project=project, needs=[need], by=village.secretary)
    client.force_login(village.secretary)

    for page in (project.get_absolute_url(), f"/desk/projects/{project.pk}/needs/"):
        shown = client.get(page).content.decode()
        assert "其中受保护的 1 件" in shown
        assert need.number not in shown
        assert "王阿婆" not in shown

    belonging.detach_protected(project=project, by=village.secretary)
    assert not project.need_links.exists()


def test_who_may_not_open_a_need_sees_that_there_is_one(village: world.Village) -> None:
    project = world.a_project(village)
    link = stage.a_need_link(project, village)

    other = needs_of(world.a_village("杆头村").secretary, project)

    assert (other.total, other.elsewhere, other.first) == (1, 1, [])
    own = needs_of(village.secretary, project)
    assert [line.link for line in own.first] == [link]


def test_a_village_attaches_its_own_needs_only(village: world.Village) -> None:
    project, other = world.a_project(village), world.a_village("杆头村")

    for by in (village.secretary, world.an_office()):
        with pytest.raises(Impossible):
            belonging.attach_needs(project=project, needs=[world.a_need(other)], by=by)
    with pytest.raises(Refused):
        belonging.attach_needs(project=project, needs=[world.a_need(village)], by=other.secretary)


def test_the_needs_of_a_group_come_together(village: world.Village, client: Client) -> None:
    project, listed = world.a_project(village), grouping.a_list(village)
    line = ServiceLine.objects.filter(list=listed).first()
    assert line is not None
    line.needs.set([world.a_need(village), world.a_need(village, words="水管漏水")])
    service_lists.publish(row=listed, by=None)
    client.force_login(village.secretary)

    sent = client.post(f"/desk/projects/{project.pk}/needs/", {"line": line.pk})

    assert sent.status_code == 302
    assert project.need_links.count() == 2


def test_the_offices_attach_a_group_as_it_is_drawn_and_a_village_reads_no_group(
    village: world.Village, client: Client
) -> None:
    project = world.a_project(village)
    lamps = grouping.lamps(village)
    page, group = f"/desk/projects/{project.pk}/needs/", grouping.group_of(lamps[0])
    client.force_login(village.secretary)
    refused = client.post(page, {"group": group})
    client.force_login(world.an_office())

    shown = client.get(page).content.decode()
    sent = client.post(page, {"group": group})

    assert refused.status_code == 422
    assert f'value="{group}"' in shown
    assert (sent.status_code, project.need_links.count()) == (302, len(lamps))
    assert f'value="{group}"' not in client.get(page).content.decode()


def test_attaching_and_detaching_stand_in_the_journal(village: world.Village) -> None:
    project = world.a_project(village)
    link = stage.a_need_link(project, village)
    share = stage.a_share(project, village)
    belonging.detach_need(link=link, by=village.secretary)
    belonging.detach_money(link=share, by=village.secretary)

    verbs = [entry.verb for entry in Entry.objects.of(project)][:4]

    assert set(verbs) == {
        "project.needs-attached",
        "project.needs-detached",
        "project.money-set",
        "project.money-detached",
    }


# Money ------------------------------------------------------------------------------------------


def test_money_is_summed_and_said_again_put_right(village: world.Village) -> None:
    project = world.a_project(village)
    share = stage.a_share(project, village)
    stage.a_share(project, village, spent=Decimal("10.50"))
    stage.a_share(project, village, line=share.line, planned=Decimal(3000))

    money = money_of(project)

    assert (money.planned, money.spent) == (Decimal(5000), Decimal("510.50"))


def test_projects_do_not_share_out_more_than_a_line_has(village: world.Village) -> None:
    line = world.a_budget_line(village, yuan=Decimal(3000))
    stage.a_share(world.a_project(village), village, line=line)

    with pytest.raises(Impossible, match="只剩 1000"):
        stage.a_share(world.a_project(village, title="别的项目"), village, line=line)


def test_a_line_that_was_put_right_meanwhile_is_shared_out_as_it_is_now(
    village: world.Village,
) -> None:
    line = world.a_budget_line(village, yuan=Decimal(3000))
    old_page = BudgetLine.objects.select_related("unit__town").get()
    before = line.year
    records.correct(row=line, year=before - 1, yuan=Decimal(1000), by=village.secretary)

    with pytest.raises(Impossible, match="只剩 1000"):
        stage.a_share(world.a_project(village), village, line=old_page)
    stage.a_share(world.a_project(village), village, line=old_page, planned=Decimal(900))

    line.refresh_from_db()
    assert line.year == before - 1


def test_a_village_does_not_use_the_money_of_another(village: world.Village) -> None:
    elsewhere = world.a_budget_line(world.a_village("杆头村"))

    with pytest.raises(Impossible):
        stage.a_share(world.a_project(village), village, line=elsewhere)


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(
    village: world.Village, client: Client
) -> None:
    project = world.a_project(village)
    line = world.a_budget_line(village, yuan=Decimal(100))
    client.force_login(village.secretary)

    sent = client.post(f"/desk/projects/{project.pk}/money/", {"line": line.pk, "planned": "200"})

    page = sent.content.decode()
    assert sent.status_code == 422
    assert "只剩 100" in page
    assert 'value="200"' in page


def test_the_view_asks_no_more_for_more_rows(village: world.Village, client: Client) -> None:
    row = stage.a_round(village)
    client.force_login(village.secretary)
    pages = (row.get_absolute_url(), row.project.get_absolute_url())
    _fill(row, village, 0)
    few = [_queries(client, page) for page in pages]
    for turn in range(1, 4):
        _fill(row, village, turn)

    assert [_queries(client, page) for page in pages] == few


def _fill(row: Round, village: world.Village, turn: int) -> None:
    rounds.attach(row=row, activity=stage.an_activity(village), by=village.secretary)
    stage.a_visitor(row, village, stars=3, name=f"人{turn}")
    stage.a_need_link(row.project, village)
    stage.a_share(row.project, village)


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)
