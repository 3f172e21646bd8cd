"""Several questions are one statement, and its rows are what each would have had alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Count, Max

from tests import world
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.models import Entry
from wenming.base.prepared import Prepared, answers
from wenming.base.together import Questions, question, together
from wenming.needs.models import Need
from wenming.organisation.models import Post, Town, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def test_all_are_asked_at_once_and_nothing_of_what_was_wanted_later(
    village: world.Village, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = together(
            {
                "posts": question(Post.objects.all(), "role", "holder__name", "unit__town__code"),
                "units": question(Unit.objects.sites(), "name", "parent__name"),
                "nobody": question(User.objects.filter(name="没有的人"), "name"),
            }
        )
        told = {(one.holder.name, one.role, one.unit.town.code) for one in found["posts"]}

    posts = Post.objects.values_list("holder__name", "role", "unit__town__code")
    assert told == set(posts)
    [unit] = found["units"]
    assert (unit.pk, unit.name, unit.parent) == (village.unit.pk, "塘边村", None)
    assert found["nobody"] == []


def test_what_was_not_asked_for_is_read_when_it_is_wanted(village: world.Village) -> None:
    [unit] = together({"units": question(Unit.objects.sites(), "name")})["units"]

    assert unit.code == "tangbian"


def test_values_come_back_as_the_fields_hold_them(village: world.Village) -> None:
    need = world.a_need(village, by=village.secretary, times=["6-am"])
    Need.objects.update(latitude=24.7, longitude=118.6)
    kept = Need.objects.get()
    names = ("number", "name", "phone", "times", "latitude", "asked_at", "ticket", "is_for_other")

    [found] = together({"needs": question(Need.objects.all(), *names)})["needs"]
    posts = together({"posts": question(Post.objects.all(), "from_on", "until_on")})["posts"]
    entries = together({"entries": question(Entry.objects.all(), "details", "at")})["entries"]

    assert found.pk == need.pk
    assert {name: getattr(found, name) for name in names} == {
        name: getattr(kept, name) for name in names
    }
    assert {(one.from_on, one.until_on) for one in posts} == {(world.PLAN_DAY, None)}
    assert {(one.pk, str(one.details), one.at) for one in entries} == {
        (one.pk, str(one.details), one.at) for one in Entry.objects.all()
    }


def test_annotations_sums_and_slices_are_kept_to(village: world.Village) -> None:
    for day in (1, 2, 3):
        world.an_agenda(village, held_on=date(2022, 9, day))
    agendas = village.unit.agendas.model.objects

    found = together(
        {
            "units": question(Unit.objects.sites().annotate(last=Max("agendas__held_on")), "last"),
            "roles": question(Post.objects.order_by().values("unit__code").annotate(n=Count("pk"))),
            "agendas": question(agendas.order_by("-held_on")[:2], "held_on"),
        }
    )

    assert [one.last for one in found["units"]] == [date(2022, 9, 3)]
    assert {"unit__code": "tangbian", "n": 2} in found["roles"]
    assert {one.held_on.day for one in found["agendas"]} == {2, 3}


def test_no_question_is_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert together({}) == {}
        assert answers([]) == []


# Prepared ----------------------------------------------------------------------------------------


def posts_of(user: User, town: Town) -> Questions:
    MADE.append(user)
    today = Post.objects.on(clock.today()).filter(holder=user.pk, unit__town=town)
    lately = Entry.objects.filter(at__lte=clock.now(), town_id=town.pk)
    return {"posts": question(today, "role"), "entries": question(lately, "verb")}


def looks_into(user: User) -> Questions:
    return {"posts": question(Post.objects.filter(holder__name=user.name), "role")}


MADE: list[User] = []


def test_a_prepared_statement_is_made_once_and_answers_for_whom_and_when_it_is_asked(
    village: world.Village, django_assert_num_queries: Any
) -> None:
    MADE.clear()
    before = date(2022, 7, 5)

    def told(user: User) -> tuple[list[str], int]:
        with django_assert_num_queries(1):
            [found] = answers([Prepared(posts_of, user, village.town)])
        return [one.role for one in found["posts"]], len(found["entries"])

    number = Entry.objects.filter(town_id=village.town.pk).count()
    assert told(village.secretary) == (["secretary"], number)
    assert told(village.liaison_officer) == (["liaison_officer"], number)
    assert told(world.a_resident())[0] == []
    with clock.at(world.moment(before)):
        assert told(village.secretary) == ([], 0)
    assert len(MADE) <= 1


def test_several_that_are_prepared_are_one_statement_each_with_its_own_values(
    village: world.Village, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        first, second = answers(
            [
                Prepared(posts_of, village.secretary, village.town),
                Prepared(posts_of, village.liaison_officer, village.town),
            ]
        )

    assert [one.role for one in first["posts"]] == ["secretary"]
    assert [one.role for one in second["posts"]] == ["liaison_officer"]


def test_questions_that_look_into_whom_they_are_about_cannot_be_prepared(
    village: world.Village,
) -> None:
    with pytest.raises(AttributeError):
        answers([Prepared(looks_into, village.secretary)])
