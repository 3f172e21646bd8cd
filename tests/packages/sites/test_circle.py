"""Surveys of the fifteen-minute circle (4.2-c)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import reference
from wenming.engines.obligations.values import Fact, Span
from wenming.organisation.actions import records
from wenming.sites.facts import facts
from wenming.sites.models import CircleSurvey

pytestmark = [pytest.mark.django_db, pytest.mark.clause("4.2-c")]

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


def test_a_survey_proves_how_many_live_within() -> None:
    village = world.a_village()
    survey = world.a_survey(village)

    assert list(facts(village.town, YEAR)) == [
        Fact(
            "circle.survey",
            ("unit:tangbian", "town:baogai"),
            date(2022, 9, 1),
            reference(survey),
            numbers={"households": 300, "within": 240},
        )
    ]


def test_a_withdrawn_survey_proves_nothing() -> None:
    village = world.a_village()
    records.withdraw(row=world.a_survey(village), why="数错了", by=village.secretary)

    assert list(facts(village.town, YEAR)) == []


def test_a_survey_counts_on_its_own_day_even_if_entered_after_midnight() -> None:
    village = world.a_village()
    with clock.at(world.moment(date(2023, 1, 1), 0, 30)):
        world.a_survey(village, surveyed_on=date(2022, 12, 31))

    assert len(list(facts(village.town, YEAR))) == 1
    assert list(facts(village.town, Span(date(2023, 1, 1), date(2023, 12, 31)))) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"within": 301}, "within"), ({"households": 0, "within": 0}, "households")],
)
def test_a_survey_that_cannot_be_is_refused_twice(wrong: dict[str, int], field: str) -> None:
    village = world.a_village()
    with pytest.raises(Impossible) as caught:
        world.a_survey(village, **wrong)
    assert caught.value.field == field

    survey = world.a_survey(village)
    with pytest.raises(IntegrityError), transaction.atomic():
        CircleSurvey.objects.filter(pk=survey.pk).update(**wrong)


def test_everybody_within_is_possible() -> None:
    assert world.a_survey(world.a_village(), within=300).within == 300


def test_a_survey_is_entered_on_one_page(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.liaison_officer)
    sent = {
        "unit": village.unit.pk,
        "surveyed_on": "2022-09-01",
        "households": "300",
        "within": "301",
        "how": f"网格员在{world.RARE}厝逐户步行计时",
        "ticket": str(uuid4()),
    }

    refused = client.post("/desk/circles/new/", sent)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"within"})
    assert "㙓厝" in refused.content.decode()

    page = client.post("/desk/circles/new/", sent | {"within": "240"}, follow=True)
    assert "240" in page.content.decode()


def test_a_list_costs_the_same_with_sixty_surveys_as_with_three(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)
    costs = []
    for number in (3, 57):
        for _ in range(number):
            world.a_survey(village)
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/circles/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
