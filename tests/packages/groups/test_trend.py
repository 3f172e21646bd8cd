"""Needs by kind, village and season; numbers open their records, nobody is recognised (5.3-b)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import world
from tests.packages.groups import stage
from wenming.accounts.models import User
from wenming.base import clock
from wenming.groups.trend import Season, Trend, season, trend
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-b")]

WORDS = {"repair": "维修", "escort": "陪同"}
TREND = "/desk/needs/trend/"


@pytest.fixture
def villages() -> tuple[world.Village, world.Village]:
    return world.a_village("塘边村"), world.a_village("杆头村")


def told(found: Trend, name: str) -> list[int]:
    """The numbers of one line through the seasons."""
    line = next(line for line in (*found.kinds, *found.units) if line.name == name)
    return [cell.number for cell in line.cells]


def seen_by(user: User, village: world.Village, unit: Unit | None = None) -> Trend:
    return trend(user, village.town, WORDS, unit=unit)


def test_needs_are_counted_by_kind_and_village_in_their_season(
    villages: tuple[world.Village, world.Village],
) -> None:
    here, there = villages
    for day, village, kind in (
        (date(2022, 9, 30), here, "repair"),
        (date(2022, 10, 1), here, "repair"),
        (date(2022, 12, 31), there, "escort"),
    ):
        with clock.at(world.moment(day, 0, 30)):
            world.a_need(village, kind=kind)
    with clock.at(world.moment(date(2022, 12, 31), 23, 30)):
        found = seen_by(world.an_office(), here)

    assert [str(one) for one in found.seasons[-2:]] == ["2022 年第 3 季度", "2022 年第 4 季度"]
    assert told(found, "维修") == [0, 0, 0, 1, 1]
    assert told(found, "陪同") == [0, 0, 0, 0, 1]
    assert told(found, "塘边村") == [0, 0, 0, 1, 1]


def test_a_number_opens_its_records(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    need, other = world.a_need(villages[0]), world.a_need(villages[1])
    client.force_login(world.an_office())

    page = client.get(f"{TREND}?unit=tangbian").content.decode()
    link = (
        f"{TREND}records/?season={Season.of(clock.today()).code}&amp;kind=repair&amp;unit=tangbian"
    )
    records = client.get(link.replace("&amp;", "&")).content.decode()

    assert link in page
    assert need.number in records
    assert other.number not in records


def test_a_season_is_a_year_and_one_to_four() -> None:
    assert season("2022-4") == Season(2022, 4)
    assert [season(text) for text in ("", "2022", "2022-5", "x-1", "99999-1")] == [None] * 5


@pytest.mark.clause("5.2-d")
def test_a_protected_need_of_another_village_counts_only_among_many(
    villages: tuple[world.Village, world.Village],
) -> None:
    here, there = villages
    for turn in range(3):
        world.a_need(there, phone=f"1380000100{turn}")
    world.a_protected_need(there, phone="13800002000")
    neighbour, office = here.secretary, world.an_office()

    few = told(seen_by(neighbour, here), "杆头村")[-1]
    own = told(seen_by(there.secretary, here), "杆头村")[-1]
    all_of_it = told(seen_by(office, here), "杆头村")[-1]
    world.a_need(there, phone="13800003000")
    many = told(seen_by(neighbour, here), "杆头村")[-1]

    assert (few, own, all_of_it, many) == (3, 4, 4, 5)


@pytest.mark.clause("5.2-d")
def test_the_records_of_another_village_do_not_open(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    here, there = villages
    need, own = world.a_need(there), world.a_protected_need(here)
    client.force_login(here.secretary)
    when = Season.of(clock.today()).code

    page = client.get(TREND).content.decode()
    elsewhere = client.get(f"{TREND}records/?season={when}&unit=gantou").content.decode()
    at_home = client.get(f"{TREND}records/?season={when}&unit=tangbian").content.decode()

    assert "unit=gantou" not in page
    assert need.number not in elsewhere
    assert own.number in at_home
    assert "王阿婆" not in at_home
    assert own.words not in at_home


def test_a_season_that_is_none_is_not_there(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    client.force_login(villages[0].secretary)

    assert client.get(f"{TREND}records/?season=never").status_code == 404
    assert "还没有需求" in client.get(TREND).content.decode()


def test_needs_of_no_kind_are_counted_and_opened(
    villages: tuple[world.Village, world.Village], client: Client
) -> None:
    need = stage.ask(villages[0], "说不清", 1, kind="")
    client.force_login(world.an_office())
    when = Season.of(clock.today()).code

    assert "没有归类" in client.get(TREND).content.decode()
    assert need.number in client.get(f"{TREND}records/?season={when}&kind=-").content.decode()
