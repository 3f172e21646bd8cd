"""Needs asked, answered and served count, on their days, and say nothing about who it was."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tests import world
from wenming.base import clock
from wenming.engines.obligations.values import Span
from wenming.needs.actions import answering, dispatching
from wenming.needs.facts import facts
from wenming.obligations.evidence import records

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-a"), pytest.mark.clause("5.3-d")]

DAY = date(2022, 9, 1)
YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


def test_one_need_from_asking_to_service_is_three_facts() -> None:
    village = world.a_village()
    with clock.at(world.moment(DAY, 23, 30)):
        need = world.a_protected_need(village)
        volunteer = world.a_volunteer(village)
    with clock.at(world.moment(DAY + timedelta(days=20))):
        answering.verify(need=need, by=None)
        (dispatch,) = dispatching.offer(need=need, to=[volunteer], by=None)
        dispatching.accept(dispatch=dispatch, by=None)
        dispatching.finish(
            dispatch=dispatch, served_on=clock.today(), began=time(9), minutes=45, by=None
        )

    found = {fact.kind: fact for fact in facts(village.town, YEAR)}

    later = DAY + timedelta(days=20)
    assert [(kind, one.on) for kind, one in found.items()] == [
        ("need.asked", DAY),
        ("need.answered", later),
        ("need.served", later),
    ]
    assert found["need.answered"].tags["in_time"] == {"no"}
    assert found["need.served"].numbers == {"minutes": 45}
    assert all(f"unit:{village.unit.code}" in fact.subjects for fact in found.values())


@pytest.mark.clause("5.2-d")
def test_what_is_cited_names_nobody() -> None:
    village = world.a_village()
    world.a_protected_need(village)

    (cited,) = records(
        [next(facts(village.town, Span(date(2022, 1, 1), date(2100, 1, 1)))).evidence]
    )

    assert "王阿婆" not in cited.title
    assert "N-" not in cited.title
