"""The pages and commands of other places, beside the product's own town."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tests import world
from tests.plans.other_towns import stage
from tests.plans.other_towns.stage import HERE, held, team, unit
from wenming.base import clock
from wenming.organisation.models import Town, Unit
from wenming.project.command import main

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.2")]

DAY = date(2026, 11, 11)
# Who runs the plan in each place: an office, or where there is none the centre itself.
OFFICES = {"gangwei": "xuanchuan", "donghu": "dangqun", "qingxi": "county"}
PLACES = tuple(OFFICES)
LINK = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"]*)"')
CELL = re.compile(r'href="/t/\w+/town/rules/([\w-]+)/([\w-]+)/"')
# What belongs to no town: files, and the list of towns.
OF_NO_TOWN = ("/static/", "/media/")


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(world.moment(DAY)):
        yield


def addresses(town: Town) -> list[str]:
    document = stage.document(town.code)
    clauses = [clause.id for clause in document.clauses]
    units = [one.code for one in document.units]
    return [
        *("", "plan/", "units/", "desk/", "town/", "town/late/", "town/units/"),
        *("town/leaders/", "town/offices/"),
        *(f"plan/clauses/{clause}/" for clause in clauses),
        *(f"town/clauses/{clause}/" for clause in clauses),
        *(f"units/{code}/" for code in units),
        *(f"town/units/{code}/" for code in units),
    ]


def opened(client: Client, town: Town) -> tuple[dict[str, int], set[str]]:
    """Pages that do not open, and links that lead out of the town."""
    wrong: dict[str, int] = {}
    strays: set[str] = set()
    matrix = client.get(f"/t/{town.code}/town/").content.decode()
    cells = dict(CELL.findall(matrix))  # one of each rule
    assert cells.keys() == {rule.id for rule in stage.document(town.code).active_rules()}
    for place in (*addresses(town), *(f"town/rules/{r}/{u}/" for r, u in cells.items())):
        answer = client.get(f"/t/{town.code}/{place}")
        if answer.status_code != 200:
            wrong[place] = answer.status_code
        strays |= {
            link
            for link in LINK.findall(answer.content.decode())
            if not link.startswith((f"/t/{town.code}/", *OF_NO_TOWN))
        }
    return wrong, strays


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_every_page_of_another_place_opens_and_leads_nowhere_else(
    client: Client, place: str, language: str
) -> None:
    town = stage.loaded(place)
    first = next(one for one in stage.document(place).units if one.kind in ("station", "suo"))
    team(town, first.code, date(2026, 2, 1), "drama" if place == "qingxi" else "law")
    held(town, first.code, date(2026, 11, 10))
    world.holding(unit(town, first.code), "site_head", "站长")
    client.force_login(world.holding(unit(town, OFFICES[place]), "office_head", "主任"))
    client.cookies["django_language"] = language

    wrong, strays = opened(client, town)

    assert wrong == {}
    assert strays == set()


def test_a_place_without_leaders_says_so_and_has_no_pairs() -> None:
    town = stage.loaded("gangwei")

    assert Unit.objects.filter(town=town, kind="station").count() == 9
    assert stage.document("gangwei").sections.get("leaders", ()) == ()


@pytest.mark.parametrize(
    ("place", "counted"),
    [
        ("gangwei", "9 institutes, stations and points, 4 other units, 4 paragraphs, 14 clauses"),
        ("donghu", "5 institutes, stations and points, 2 other units, 2 leaders, 3 pairs"),
        ("qingxi", "5 institutes, stations and points, 1 other units, 3 paragraphs, 5 clauses"),
    ],
)
def test_a_plan_is_shown_in_short(
    place: str, counted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "show", str(HERE / place), "--lang", "en"]) == 0

    assert counted in capsys.readouterr().out


def test_what_changes_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (HERE / "donghu" / "plan.yaml").read_text(encoding="utf-8")
    after = (
        before.replace("    at_least: 2\n    per: half_month", "    at_least: 3\n    per: month")
        .replace("with: {direct: yes}}", "with: {direct: no}}")
        .replace("budget: 50000", "budget: 60000")
        .replace("town: {code: donghu,", "town: {numbers: {residents: 9300}, code: donghu,")
        .replace("{unit: chaguan, leader: lu}", "{unit: chaguan, leader: shi}")
        .replace("except: [chaguan/lu]", "except: [chaguan/shi]")
    )
    (tmp_path / "plan.yaml").write_text(after, encoding="utf-8")

    assert main(["plan", "diff", str(HERE / "donghu"), str(tmp_path), "--lang", "zh"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "镇「东湖街道」的 residents：— → 9300",
        "单位「柳荫社区站」的 budget：50000 → 60000",
        "「老茶馆点」的挂钩领导由陆主任改为石书记",
        "规则「每半月宣讲或走访2次」收紧：不少于2 → 不少于3",
        "规则「每半月宣讲或走访2次」改了时间：每半月 → 每月",
        "规则「每半月宣讲或走访2次」改了计数内容",
        "规则「每对每半年1次」改了对象",
    ]
