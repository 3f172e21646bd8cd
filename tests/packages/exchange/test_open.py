"""What is public anyway, as JSON for whoever asks (5.3-c)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import world
from tests.packages.exchange.calling import a_town, get

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c")]


@pytest.fixture
def village() -> world.Village:
    return a_town()


def test_units_are_listed_by_their_codes(client: Client, village: world.Village) -> None:
    found = {unit["code"]: unit for unit in get(client, "", "units").json()}

    assert found[village.unit.code]["name"] == "塘边村"


def test_activities_come_a_page_at_a_time_and_drafts_do_not(
    client: Client, village: world.Village
) -> None:
    shown = world.an_announcement(village)
    world.an_announcement(village, publish_now=False)

    answer = get(client, "", f"activities?unit={village.unit.code}").json()

    assert (answer["total"], [one["id"] for one in answer["items"]]) == (1, [shown.pk])
    assert answer["items"][0]["shifts"][0]["starts_at"].endswith("+08:00")
    assert get(client, "", "activities?since=2099-01-01").json()["total"] == 0
    assert get(client, "", "activities?page=0").status_code == 422


def test_nothing_in_it_names_a_person(client: Client, village: world.Village) -> None:
    world.an_announcement(village, contact="张三 13800009999")

    answer = get(client, "", "activities").text

    assert "张三" not in answer
    assert "13800009999" not in answer


def test_figures_are_counts_of_a_year_that_has_begun(
    client: Client, village: world.Village
) -> None:
    year = date.today().year

    assert get(client, "", f"figures/{year}").json()["activities"] == 0
    assert get(client, "", f"figures/{year + 1}").status_code == 404
    assert get(client, "", "figures/abc").status_code == 422


def test_a_team_counts_in_the_years_in_which_it_was_there(
    client: Client, village: world.Village
) -> None:
    world.a_team(village, founded_on=date(2023, 5, 1), closed_on=date(2024, 6, 30))

    teams = [get(client, "", f"figures/{year}").json()["teams"] for year in (2022, 2023, 2024)]

    assert teams == [0, 1, 0]


def test_the_page_costs_the_same_with_three_activities_and_with_thirty(
    client: Client, village: world.Village, django_assert_max_num_queries: object
) -> None:
    for _turn in range(30):
        world.an_announcement(village)

    with django_assert_max_num_queries(20):  # type: ignore[operator]  # pytest-django's
        get(client, "", "activities")
