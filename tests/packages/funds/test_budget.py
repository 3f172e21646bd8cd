"""Money for the work: lines of a year (2.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import Entry, reference
from wenming.engines.obligations.values import Fact, Span
from wenming.funds.facts import facts
from wenming.funds.models import BudgetLine
from wenming.organisation.actions import records

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.3")]

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    return {
        "unit": village.unit.pk,
        "year": "2022",
        "source": "budget",
        "yuan": "50000.50",
        "document": f"宝财〔2022〕3号{world.RARE}",
        "ticket": str(uuid4()),
    } | said


def test_a_line_proves_itself_on_the_first_day_of_its_year() -> None:
    village = world.a_village()
    line = world.a_budget_line(village)

    assert list(facts(village.town, YEAR)) == [
        Fact(
            "budget.line",
            ("unit:tangbian", "town:baogai"),
            date(2022, 1, 1),
            reference(line),
            numbers={"yuan": 50000.0},
            tags={"source": frozenset({"budget"})},
        )
    ]


@pytest.mark.parametrize(
    ("span", "years"),
    [
        (Span(date(2022, 1, 1), date(2022, 1, 1)), [2022]),
        (Span(date(2022, 1, 2), date(2022, 12, 31)), []),
        (Span(date(2021, 6, 1), date(2023, 1, 1)), [2022, 2023]),
        (Span(date(2021, 1, 1), date(2022, 12, 31)), [2021, 2022]),
    ],
)
def test_the_first_of_january_decides_the_span(span: Span, years: list[int]) -> None:
    village = world.a_village()
    for year in (2021, 2022, 2023):
        world.a_budget_line(village, year=year)

    assert [fact.on.year for fact in facts(village.town, span)] == years


def test_when_it_was_entered_does_not_move_it() -> None:
    village = world.a_village()
    with clock.at(world.moment(date(2023, 1, 1), 0, 10)):
        world.a_budget_line(village, year=2022)

    assert [fact.on for fact in facts(village.town, YEAR)] == [date(2022, 1, 1)]


def test_a_withdrawn_line_proves_nothing() -> None:
    village = world.a_village()
    records.withdraw(row=world.a_budget_line(village), why="没有批下来", by=village.secretary)

    assert list(facts(village.town, YEAR)) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"yuan": Decimal(0)}, "yuan"),
        ({"yuan": Decimal(-1)}, "yuan"),
        ({"year": 1999}, "year"),
    ],
)
def test_a_line_that_cannot_be_is_refused_twice(wrong: dict[str, Any], field: str) -> None:
    village = world.a_village()
    with pytest.raises(Impossible) as caught:
        world.a_budget_line(village, **wrong)
    assert caught.value.field == field

    line = world.a_budget_line(village)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(**wrong)


def test_a_corrected_amount_keeps_the_old_one_in_the_journal() -> None:
    village = world.a_village()
    line = world.a_budget_line(village)

    records.correct(row=line, yuan=Decimal("60000.00"), by=village.secretary)

    assert Entry.objects.of(line)[0].details["changes"] == {"yuan": ["50000.00", "60000.00"]}


def test_money_is_entered_on_one_page_and_read_with_its_fen(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)

    sent = filled(village)
    client.post("/desk/budget/new/", sent)
    page = client.post("/desk/budget/new/", sent, follow=True).content.decode()

    assert BudgetLine.objects.get().yuan == Decimal("50000.50")
    for words in ("宝财〔2022〕3号㙓", "词:budget", "50000.50", "2022"):
        assert words in page
    assert "50000.50" in client.get("/desk/budget/?year=2022").content.decode()
    assert client.get("/desk/budget/?year=2021").context["lines"] == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"yuan": "0"}, "yuan"),
        ({"yuan": "1.005"}, "yuan"),
        ({"yuan": "NaN"}, "yuan"),
        ({"yuan": "9" * 20}, "yuan"),
        ({"year": "2101"}, "year"),
        ({"document": world.LONG}, "document"),
        ({"source": "lottery"}, "source"),
    ],
)
def test_a_fault_is_at_its_field_and_the_rest_is_kept(
    wrong: dict[str, str], field: str, client: Client
) -> None:
    village = world.a_village()
    client.force_login(village.secretary)
    sent = filled(village) | wrong

    answer = client.post("/desk/budget/new/", sent)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert f'value="{sent["document"]}"' in answer.content.decode()


def test_a_list_costs_the_same_with_sixty_lines_as_with_three(client: Client) -> None:
    village = world.a_village()
    client.force_login(village.secretary)
    costs = []
    for number in (3, 57):
        for _ in range(number):
            world.a_budget_line(village)
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/budget/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
