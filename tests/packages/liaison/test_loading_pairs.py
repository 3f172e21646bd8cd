"""The plan's table becomes the register, and stays it (A.1, 0.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests import world
from wenming.accounts.models import User
from wenming.base.models import Entry
from wenming.liaison import plan
from wenming.liaison.actions.pairs import load_pairs
from wenming.liaison.models import Leader, Pair
from wenming.organisation.models import Post, Town

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("A.1"),
    pytest.mark.clause("2.2-a"),
    pytest.mark.clause("0.2"),
]

ZHANG = plan.Leader(code="zhang-zaisheng", zh="张再生")
GAO = plan.Leader(code="gao-shufen", zh="高淑芬")
TABLE = (
    plan.Pair(unit="tangbian", leader="zhang-zaisheng"),
    plan.Pair(unit="gantou", leader="gao-shufen"),
)


@pytest.fixture
def town() -> Town:
    for name in ("塘边村", "杆头村"):
        world.a_village(name)
    return world.a_town()


def load(
    town: Town,
    leaders: Sequence[plan.Leader] = (ZHANG, GAO),
    pairs: Sequence[plan.Pair] = TABLE,
    from_on: date = world.PLAN_DAY,
) -> list[str]:
    return load_pairs(town=town, leaders=leaders, pairs=pairs, from_on=from_on, by=None)


def open_pairs() -> list[str]:
    return sorted(pair.key for pair in Pair.objects.filter(until_on__isnull=True))


def test_people_posts_and_pairs_are_there_from_the_plans_day(town: Town) -> None:
    changed = load(town)

    assert open_pairs() == ["pair:gantou/gao-shufen", "pair:tangbian/zhang-zaisheng"]
    zhang = Leader.objects.get(code="zhang-zaisheng")
    post = Post.objects.get(holder=zhang.user)
    assert (post.role, post.unit, post.from_on) == (
        Post.Role.LEADER,
        world.the_town_unit(town),
        world.PLAN_DAY,
    )
    assert zhang.user.phone is None
    assert changed == [
        "新的领导：张再生",
        "新的领导：高淑芬",
        "新的挂钩：张再生 — 塘边村",
        "新的挂钩：高淑芬 — 杆头村",
    ]


def test_the_same_table_again_changes_nothing(town: Town) -> None:
    load(town)
    before = (Entry.objects.count(), User.objects.count())

    assert load(town, from_on=date(2023, 1, 1)) == []
    assert (Entry.objects.count(), User.objects.count()) == before


def test_a_changed_table_ends_and_begins_and_keeps_the_history(town: Town) -> None:
    load(town)

    changed = load(
        town,
        pairs=[TABLE[0], plan.Pair(unit="gantou", leader="zhang-zaisheng")],
        from_on=date(2023, 1, 1),
    )

    assert changed == ["不再挂钩：高淑芬 — 杆头村", "新的挂钩：张再生 — 杆头村"]
    assert open_pairs() == ["pair:gantou/zhang-zaisheng", "pair:tangbian/zhang-zaisheng"]
    assert Pair.objects.get(leader__code="gao-shufen").until_on == date(2022, 12, 31)


def test_a_leader_left_out_keeps_post_and_name(town: Town) -> None:
    load(town)

    load(town, leaders=[ZHANG], pairs=TABLE[:1], from_on=date(2023, 1, 1))

    gao = Leader.objects.get(code="gao-shufen")
    assert Post.objects.get(holder=gao.user).until_on is None


def test_a_corrected_name_is_the_same_person(town: Town) -> None:
    load(town)
    zhang = Leader.objects.get(code="zhang-zaisheng").user

    changed = load(town, leaders=[plan.Leader(code="zhang-zaisheng", zh="张在生"), GAO])

    zhang.refresh_from_db()
    assert zhang.name == "张在生"
    assert changed == ["领导改名：张再生 → 张在生"]


def test_what_is_dropped_on_its_first_day_lasted_that_day(town: Town) -> None:
    load(town)

    load(town, pairs=TABLE[:1])

    gone = Pair.objects.get(leader__code="gao-shufen")
    assert (gone.from_on, gone.until_on) == (world.PLAN_DAY, world.PLAN_DAY)


def test_two_towns_may_have_leaders_of_one_code(town: Town) -> None:
    load(town)
    other = world.a_town("linzhen", "邻镇")
    world.a_village("塘边村", other)

    load(other, leaders=[ZHANG], pairs=TABLE[:1])

    assert Leader.objects.filter(code="zhang-zaisheng").values("user").distinct().count() == 2
