"""How services were judged is handed out with the rest, and not by whom (Decree 67, article 10)."""

from __future__ import annotations

from datetime import date, time

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import world
from wenming.base import clock
from wenming.needs.actions import dispatching, following
from wenming.needs.models import Need
from wenming.needs.recording import FIELDS, values
from wenming.volunteers import recording
from wenming.volunteers.models import Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]

DAY = date(2026, 11, 16)


def served(village: world.Village, by: Volunteer, *, need: Need | None = None) -> Need:
    """The volunteer went in the afternoon."""
    with clock.at(world.moment(DAY, 9)):
        if need is None:
            dispatch = world.a_dispatch(village, by)
        else:
            (dispatch,) = dispatching.offer(need=need, to=[by], by=None)
        dispatching.accept(dispatch=dispatch, by=None)
    with clock.at(world.moment(DAY, 18)):
        told = {"served_on": DAY, "began": time(15), "minutes": 50}
        dispatching.finish(dispatch=dispatch, volunteers=[by], **told, by=None)
    return dispatch.need


def rated(need: Need, stars: int) -> None:
    with clock.at(world.moment(DAY, 20)):
        following.rate(need=need, stars=stars)


def test_the_mean_of_the_stars_how_many_and_when_the_last_were_given(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    village = world.a_village()
    one, two = world.a_volunteer(village), world.a_volunteer(village, world.a_resident("郑姐"))
    for stars in (5, 4):
        rated(served(village, one), stars)
    served(village, two)

    with django_assert_num_queries(1):
        told = values([one, two])

    assert told == {one.pk: {"rated_stars": 4.5, "rated_times": 2, "rated_last": DAY}}


def test_who_went_again_has_the_stars_and_who_did_it_badly_none() -> None:
    village = world.a_village()
    first, again = world.a_volunteer(village), world.a_volunteer(village, world.a_resident("郑姐"))
    need = served(village, first)
    rated(need, 1)
    need.refresh_from_db()
    rated(served(village, again, need=need), 5)

    assert {pk: told["rated_stars"] for pk, told in values([first, again]).items()} == {
        again.pk: 5.0
    }


def test_a_table_of_the_town_may_ask_for_it_by_its_own_name() -> None:
    assert recording.proposed(["姓名", "服务质量评价"]) == ["name", "rated_stars"]
    assert recording.proposed(["活动名称", "服务质量评价"])[1] == "record_stars"
    assert {field.code for field in FIELDS} == {
        code for code, field in recording.fields().items() if field.article == 10
    }
