"""The plan laid open, clause by clause."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import the_plan, world
from tests.packages.portal import stage
from tests.packages.portal.test_home import page
from wenming.plans.document import ClauseKind
from wenming.volunteers.actions import teams

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.clause("0.2")
def test_before_a_plan_is_loaded_the_plan_page_says_what_to_do_first(client: Client) -> None:
    world.a_town()
    assert "wenming init --plan" in page(client, "/plan/")
    assert client.get("/plan/clauses/3.1-c/").status_code == 404


@pytest.mark.clause("0.1")
def test_every_paragraph_stands_in_its_own_words_with_who_is_responsible(client: Client) -> None:
    stage.the_town()

    said = words(page(client, "/plan/"))

    for paragraph in the_plan.document().paragraphs:
        if paragraph.id != "A.1":  # which is the table, tested below
            assert paragraph.text in said
        assert paragraph.responsible in said


def test_the_head_names_number_issuer_day_openness_and_the_higher_documents(
    client: Client,
) -> None:
    stage.the_town()
    paper = the_plan.document().document

    said = words(page(client, "/plan/"))

    assert paper.openness is not None
    told = [paper.number, paper.index, paper.issuer.zh, paper.openness.zh, "2022年7月6日"]
    assert [one for one in told if one not in said] == []
    assert [higher.zh for higher in paper.higher if higher.zh not in said] == []


@pytest.mark.clause("A.1")
def test_the_table_has_24_units_and_28_pairs(client: Client) -> None:
    stage.the_town()

    table = page(client, "/plan/").split('<div id="table">')[1].split("</table>")[0]
    rows = re.findall(r"<tr><td>.*?</tr>", table)

    assert len(rows) == 24
    assert sum(words(row.split("</th>")[1]).count("、") + 1 for row in rows) == 28
    assert "蔡俊龙、柳建波、王安庆" in rows[0]


def test_every_clause_is_listed_with_its_kind_its_rules_and_its_readings(client: Client) -> None:
    stage.the_town()
    plan = the_plan.document()

    html = page(client, "/plan/")
    said = words(html)

    for clause in plan.clauses:
        assert f'href="/plan/clauses/{clause.id}/"' in html
    for reading in plan.readings:
        for option in reading.options:
            mark = "现在的读法：" if option.code == reading.chosen else "另一种读法："
            assert f"{mark}{option.zh}" in said


def test_every_clause_has_its_page_in_both_languages(client: Client) -> None:
    stage.the_town()
    for clause in the_plan.document().clauses:
        said = words(page(client, f"/plan/clauses/{clause.id}/"))
        assert all(one in said for one in clause.words)
        client.cookies["django_language"] = "en"
        assert clause.gloss in words(page(client, f"/plan/clauses/{clause.id}/"))
        client.cookies["django_language"] = "zh-hans"


@pytest.mark.clause("3.1-c")
def test_a_checked_clause_says_its_rule_and_how_many_have_met_it_without_naming_any(
    client: Client,
) -> None:
    stage.the_town()
    unit = stage.unit("wenhuazhan")
    corps = [
        teams.add(
            unit=unit,
            shape="corps",
            kind=kind,
            name=f"{kind}队",
            founded_on=date(2022, 8, 1),
            by=None,
        )
        for kind in ("law", "science")
    ]
    for number in range(12):
        stage.an_activity(
            unit, date(2026, 1 + number % 10, 3 + number), teams=corps[:1], in_branch_name=True
        )

    said = words(page(client, "/plan/clauses/3.1-c/"))

    assert "每支队伍（志愿服务队）每年至少 12 次" in said
    assert "2026年1月1日至2026年12月31日这一期，到今天，2 个中有 1 个已达到。" in said
    assert "law队" not in said


@pytest.mark.clause("A.3-b")
def test_a_clause_about_internal_records_says_that_they_are_internal(client: Client) -> None:
    stage.the_town()

    assert "内部工作记录，不对外公开" in page(client, "/plan/clauses/A.3-b/")
    assert "内部工作记录，不对外公开" not in page(client, "/plan/clauses/3.1-c/")


def test_a_clause_that_is_not_counted_says_so(client: Client) -> None:
    stage.the_town()
    kinds = {
        ClauseKind.SUPPORTED: "由人来判断，不计数",
        ClauseKind.STATED: "只展示，不检查",
    }
    for clause in the_plan.document().clauses:
        if clause.kind in kinds:
            assert kinds[clause.kind] in page(client, f"/plan/clauses/{clause.id}/")


def test_an_unknown_clause_does_not_exist(client: Client) -> None:
    stage.the_town()
    assert client.get("/plan/clauses/9.9-z/").status_code == 404


def test_the_plan_takes_the_same_few_statements_each_time(client: Client) -> None:
    stage.the_town()
    page(client, "/plan/")
    with CaptureQueriesContext(connection) as queries:
        page(client, "/plan/")
    assert len(queries) <= 3
