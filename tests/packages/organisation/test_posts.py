"""Posts begin, pass on and end; nobody's term is rewritten."""

from __future__ import annotations

from datetime import date

import pytest

from tests import world
from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.organisation.actions import posts
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Post, Unit
from wenming.organisation.permissions import is_insider
from wenming.organisation.queries import posts_by_unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-b")]

SECRETARY = Post.Role.SECRETARY


def term_of(user: User) -> Post:
    return Post.objects.get(holder=user)


def test_a_successor_follows_without_a_gap() -> None:
    village, office = world.a_village(), world.an_office()
    former = term_of(village.secretary)

    later = posts.succeed(post=former, holder=Person("新书记"), from_on=date(2023, 1, 1), by=office)

    former.refresh_from_db()
    assert (former.until_on, later.from_on) == (date(2022, 12, 31), date(2023, 1, 1))
    assert Post.objects.on(date(2022, 12, 31)).get(role=SECRETARY) == former
    assert Post.objects.on(date(2023, 1, 1)).get(role=SECRETARY) == later
    verbs = list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:3])
    assert verbs == ["post.begun", "user.entered", "post.ended"]


def test_a_post_that_is_held_is_not_given_to_a_second() -> None:
    village, office = world.a_village(), world.an_office()

    with pytest.raises(Impossible, match="接任") as caught:
        posts.appoint(
            unit=village.unit,
            role=SECRETARY,
            holder=Person("第二个"),
            from_on=date(2023, 1, 1),
            by=office,
        )

    assert caught.value.field == "role"
    assert not User.objects.get_queryset().filter(name="第二个").exists()


def test_two_liaison_officers_may_serve_side_by_side() -> None:
    village = world.a_village()

    posts.appoint(
        unit=village.unit,
        role=Post.Role.LIAISON_OFFICER,
        holder=Person("第二位联络员"),
        from_on=date(2023, 1, 1),
        by=world.an_office(),
    )

    assert village.unit.posts.filter(role=Post.Role.LIAISON_OFFICER).count() == 2


def test_a_term_does_not_begin_inside_a_former_one() -> None:
    village, office = world.a_village(), world.an_office()
    posts.end(post=term_of(village.secretary), until_on=date(2022, 12, 31), by=office)

    with pytest.raises(Impossible, match="塘边村书记") as caught:
        posts.appoint(
            unit=village.unit,
            role=SECRETARY,
            holder=Person("新书记"),
            from_on=date(2022, 12, 31),
            by=office,
        )

    assert caught.value.field == "from_on"


@pytest.mark.parametrize("day", [world.PLAN_DAY, date(2020, 1, 1)])
def test_nobody_follows_before_the_former_began(day: date) -> None:
    village = world.a_village()

    with pytest.raises(Impossible) as caught:
        posts.succeed(
            post=term_of(village.secretary),
            holder=Person("新书记"),
            from_on=day,
            by=world.an_office(),
        )

    assert caught.value.field == "from_on"


def test_a_term_ends_once_and_not_before_it_began() -> None:
    village, office = world.a_village(), world.an_office()
    post = term_of(village.secretary)
    with pytest.raises(Impossible):
        posts.end(post=post, until_on=date(2020, 1, 1), by=office)

    posts.end(post=post, until_on=date(2022, 12, 31), by=office)

    with pytest.raises(Overtaken):
        posts.end(post=post, until_on=date(2023, 12, 31), by=office)


def test_only_the_offices_change_posts() -> None:
    village = world.a_village()
    post = term_of(village.liaison_officer)

    for somebody in (village.secretary, world.a_leader(), world.a_stranger()):
        with pytest.raises(Refused, match="只有镇里的办公室"):
            posts.end(post=post, until_on=date(2023, 1, 1), by=somebody)
        with pytest.raises(Refused):
            posts.succeed(post=post, holder=Person("谁"), from_on=date(2023, 1, 1), by=somebody)


def test_an_office_of_another_town_changes_nothing_here() -> None:
    village = world.a_village()
    elsewhere = world.an_office(world.a_town("linzhen", "邻镇"))

    with pytest.raises(Refused):
        posts.end(post=term_of(village.secretary), until_on=date(2023, 1, 1), by=elsewhere)


def test_whoever_left_the_last_post_is_inside_no_more() -> None:
    village = world.a_village()
    assert is_insider(village.secretary, village.town)

    Post.objects.filter(holder=village.secretary).update(until_on=date(2022, 12, 31))

    assert not is_insider(village.secretary, village.town)


def test_a_unit_without_a_head_is_flagged() -> None:
    village, office = world.a_village(), world.an_office()
    assert {line.unit.code: line.has_no_head for line in posts_by_unit(village.town)} == {
        "baogai": True,
        "tangbian": False,
        "xuanchuan": False,
    }

    posts.end(post=term_of(village.secretary), until_on=date(2022, 12, 31), by=office)

    assert {line.unit.code for line in posts_by_unit(village.town) if line.has_no_head} == {
        "baogai",
        "tangbian",
    }


def test_a_site_head_leads_a_unit_too() -> None:
    town = world.a_town()
    point = world.a_unit(town, "xiecheng", "宝盖鞋城", kind=Unit.Kind.POINT)

    world.holding(point, Post.Role.SITE_HEAD, "负责人")

    assert [line.has_no_head for line in posts_by_unit(town) if line.unit == point] == [False]


# Whom a name means --------------------------------------------------------------------------


def appointed(village: world.Village, person: Person) -> User:
    post = posts.appoint(
        unit=village.unit,
        role=Post.Role.SITE_HEAD,
        holder=person,
        from_on=date(2023, 1, 1),
        by=world.an_office(),
    )
    return post.holder


def test_a_name_of_the_units_own_people_means_that_person() -> None:
    village = world.a_village()

    assert appointed(village, Person(" 塘边村书记 ")) == village.secretary


def test_the_same_name_in_another_village_is_somebody_else() -> None:
    village, neighbour = world.a_village(), world.a_village("杆头村")

    assert appointed(village, Person("杆头村书记")) != neighbour.secretary


def test_a_phone_number_means_its_owner_wherever_he_served() -> None:
    village = world.a_village()
    known = world.a_resident("蔡天成", phone="13800000001")

    assert appointed(village, Person("蔡天成", "+86 138-0000-0001")) == known


def test_a_phone_number_under_another_name_is_refused() -> None:
    village = world.a_village()
    world.a_resident("蔡天成", phone="13800000001")

    with pytest.raises(Impossible, match="另一个姓名") as caught:
        appointed(village, Person("蔡天城", "13800000001"))

    assert caught.value.field == "phone"


def test_two_of_one_name_are_told_apart_by_phone() -> None:
    village = world.a_village()
    world.holding(village.unit, Post.Role.STAFF, "张三")
    second = world.a_resident("张三", phone="13800000002")
    posts.appoint(
        unit=village.unit, role=Post.Role.STAFF, holder=second, from_on=world.PLAN_DAY, by=None
    )

    with pytest.raises(Impossible, match="两位“张三”"):
        appointed(village, Person("张三"))

    assert appointed(village, Person("张三", "13800000002")) == second


def test_an_office_gives_a_known_person_a_first_number() -> None:
    village = world.a_village()

    holder = appointed(village, Person("塘边村书记", "13800000003"))

    village.secretary.refresh_from_db()
    assert holder == village.secretary
    assert village.secretary.phone == "13800000003"
