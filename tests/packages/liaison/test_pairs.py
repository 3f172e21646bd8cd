"""Leaders are tied to units, one after the other, and nothing is rewritten (2.2-a, A.1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import world
from tests.packages.liaison.stage import a_pair, a_visit, leading
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.liaison.actions import pairs
from wenming.liaison.models import Leader, Pair
from wenming.organisation.actions import posts, records
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.2-a"), pytest.mark.clause("A.1")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def test_a_pair_has_a_name_among_the_subjects_and_is_in_the_journal(village: world.Village) -> None:
    pair = a_pair(village)

    assert pair.key == "pair:tangbian/zhang-zaisheng"
    assert Entry.objects.of(pair).get().verb == "pair.begun"


def test_a_unit_may_have_several_leaders(village: world.Village) -> None:
    a_pair(village)
    a_pair(village, leading("高淑芬"))

    assert village.unit.pairs.on(world.PLAN_DAY).count() == 2  # type: ignore[attr-defined]


def test_nobody_is_tied_twice_at_a_time(village: world.Village) -> None:
    pair = a_pair(village)

    with pytest.raises(Impossible, match="已经挂钩"):
        pairs.begin(unit=pair.unit, leader=pair.leader, from_on=date(2023, 1, 1), by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(
            town=pair.town, unit=pair.unit, leader=pair.leader, turn=2, from_on=pair.from_on
        )


def test_another_follows_without_a_gap(village: world.Village) -> None:
    first, other = a_pair(village), leading("高淑芬")

    pairs.succeed(pair=first, leader=other, from_on=date(2023, 3, 1), by=world.an_office())

    def tied(day: date) -> list[str]:
        return [pair.leader.code for pair in Pair.objects.on(day).filter(unit=village.unit)]

    assert tied(date(2023, 2, 28)) == ["zhang-zaisheng"]
    assert tied(date(2023, 3, 1)) == ["gao-shufen"]


def test_who_follows_cannot_begin_before_the_other(village: world.Village) -> None:
    pair = a_pair(village)

    with pytest.raises(Impossible) as refused:
        pairs.succeed(pair=pair, leader=leading("高淑芬"), from_on=pair.from_on, by=None)

    assert refused.value.field == "from_on"
    assert Pair.objects.get().until_on is None


def test_an_end_comes_once_and_not_before_the_beginning(village: world.Village) -> None:
    pair = a_pair(village)
    same_page_in_another_tab = Pair.objects.get(pk=pair.pk)
    with pytest.raises(Impossible, match="不能早于"):
        pairs.end(pair=pair, until_on=date(2022, 7, 5), by=None)

    pairs.end(pair=pair, until_on=date(2022, 12, 31), by=None)

    with pytest.raises(Overtaken):
        pairs.end(pair=same_page_in_another_tab, until_on=date(2023, 1, 31), by=None)


def test_a_leader_who_comes_back_begins_a_new_count(village: world.Village) -> None:
    pair = a_pair(village)
    pairs.end(pair=pair, until_on=date(2022, 12, 31), by=None)
    with pytest.raises(Impossible, match="还挂钩着"):
        pairs.begin(unit=pair.unit, leader=pair.leader, from_on=date(2022, 12, 31), by=None)

    again = pairs.begin(unit=pair.unit, leader=pair.leader, from_on=date(2024, 1, 1), by=None)

    assert again.key == "pair:tangbian/zhang-zaisheng/2"


def test_a_leader_of_another_town_is_refused(village: world.Village) -> None:
    theirs = leading("外镇领导", world.a_town("linzhen", "邻镇"))

    with pytest.raises(Impossible, match="不是本镇的"):
        a_pair(village, theirs)


def test_somebody_new_becomes_a_leader_with_the_post(village: world.Village) -> None:
    pair = pairs.begin(
        unit=village.unit, leader=Person("新领导"), from_on=date(2023, 3, 1), by=world.an_office()
    )

    post = Post.objects.get(holder=pair.leader.user)
    assert (post.role, post.unit, post.from_on) == (
        Post.Role.LEADER,
        world.the_town_unit(village.town),
        date(2023, 3, 1),
    )


def test_a_town_leader_known_already_is_the_same_person(village: world.Village) -> None:
    user = world.a_leader("王泽永")

    pair = pairs.begin(
        unit=village.unit, leader=Person("王泽永"), from_on=date(2023, 3, 1), by=world.an_office()
    )

    assert pair.leader.user == user
    assert Post.objects.filter(holder=user).count() == 1


def test_only_the_offices_tie_and_release(village: world.Village) -> None:
    pair = a_pair(village)

    for deed in (
        lambda: a_new_one(village),
        lambda: pairs.end(pair=pair, until_on=date(2023, 1, 1), by=village.secretary),
        lambda: pairs.succeed(
            pair=pair, leader=pair.leader, from_on=date(2023, 1, 1), by=village.secretary
        ),
    ):
        with pytest.raises(Refused, match="只有镇里的办公室"):
            deed()


def a_new_one(village: world.Village) -> Pair:
    return pairs.begin(
        unit=village.unit, leader=Person("谁"), from_on=date(2023, 1, 1), by=village.secretary
    )


# Pages ---------------------------------------------------------------------------------------


def test_the_list_says_which_unit_has_no_leader(village: world.Village, client: Client) -> None:
    a_pair(village)
    world.a_village("杆头村")
    client.force_login(village.secretary)

    page = client.get("/desk/liaison/").content.decode()

    assert "有 1 个单位没有挂钩领导" in page
    assert "张再生" in page
    assert "只有镇里的办公室" in page


def test_an_office_ties_somebody_on_a_page(village: world.Village, client: Client) -> None:
    client.force_login(world.an_office())

    sent = {"leader": f"{world.RARE}领导", "from_on": "2023-03-01"}
    page = client.post("/desk/liaison/units/tangbian/pairs/new/", sent, follow=True)

    assert f"{world.RARE}领导" in page.content.decode()
    assert Leader.objects.get().user.name == f"{world.RARE}领导"


def test_a_refusal_is_named_and_keeps_what_was_typed(
    village: world.Village, client: Client
) -> None:
    pair = a_pair(village)
    client.force_login(world.an_office())

    sent = {"leader": "高淑芬", "from_on": "2022-07-06"}
    answer = client.post(f"/desk/liaison/pairs/{pair.pk}/succession/", sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["from_on"]
    assert "高淑芬" in answer.content.decode()
    assert not Leader.objects.filter(user__name="高淑芬").exists()


def test_a_leaders_page_counts_the_visits_of_this_year(
    village: world.Village, client: Client
) -> None:
    pair = a_pair(village)
    a_visit(village, visited_on=date(2022, 8, 1))
    taken_back = a_visit(village, visited_on=date(2022, 8, 2))
    records.withdraw(row=taken_back, why="登记错了", by=village.secretary)
    client.force_login(village.secretary)

    with clock.at(world.moment(date(2022, 12, 31), 23, 59)):
        assert "2022 年指导 1 次" in client.get(pair.get_absolute_url()).content.decode()
    with clock.at(world.moment(date(2023, 1, 1), 0, 0)):
        assert "2023 年指导 0 次" in client.get(pair.get_absolute_url()).content.decode()


def test_a_units_page_has_its_leaders_of_now_and_before(
    village: world.Village, client: Client
) -> None:
    first = a_pair(village)
    pairs.succeed(pair=first, leader=leading("高淑芬"), from_on=date(2023, 3, 1), by=None)
    client.force_login(village.secretary)

    context = client.get("/desk/liaison/units/tangbian/").context

    assert [pair.leader.code for pair in context["current"]] == ["gao-shufen"]
    assert [pair.leader.code for pair in context["former"]] == ["zhang-zaisheng"]


def test_a_leader_who_left_the_post_is_seen_until_somebody_follows(
    village: world.Village, client: Client
) -> None:
    pair = a_pair(village)
    client.force_login(world.an_office())
    places = [world.address(village.town, "liaison:pair-list")]
    places.append(world.address(village.town, "liaison:unit", village.unit.code))
    assert all("已经离任" not in client.get(place).content.decode() for place in places)

    post = Post.objects.get(holder=pair.leader.user)
    posts.end(post=post, until_on=clock.today() - timedelta(days=1), by=None)

    assert all("已经离任" in client.get(place).content.decode() for place in places)
