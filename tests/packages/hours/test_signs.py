"""Signs of bought hours are listed for a person to look at; nothing follows by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import world
from tests.packages.hours.stage import DAY, a_volunteer, an_activity, at
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.hours.actions import back_entries, looks
from wenming.hours.models import Look, Presence
from wenming.hours.queries import strange_records
from wenming.hours.rules import Rules
from wenming.hours.signs import Kind, Served, signs

pytestmark = pytest.mark.clause("5.2-b")


def served(pk: int, came: datetime, left: datetime, **said: Any) -> Served:
    """At one place, confirmed by somebody."""
    about: dict[str, Any] = {
        "user": 1,
        "unit": 1,
        "day": came.date(),
        "minutes": (left - came) // timedelta(minutes=1),
        "is_back_entry": False,
        "confirmed_by": 100 + pk,
    }
    return Served(pk=pk, came_at=came, left_at=left, **about | said)


def kinds(*rows: Served) -> list[tuple[Kind, tuple[int, ...], int]]:
    return [(sign.kind, sign.records, sign.number) for sign in signs(rows, Rules())]


def test_honest_hours_are_no_sign() -> None:
    assert kinds(served(1, at(8, 3), at(11, 2)), served(2, at(14, 5), at(16, 58), unit=2)) == []


def test_a_short_service_within_a_long_one_hides_no_other() -> None:
    long, short = served(1, at(8, 1), at(12, 1)), served(2, at(8, 31), at(9, 1))
    within, after = served(3, at(10, 1), at(11, 1)), served(4, at(12, 6), at(12, 31), unit=2)

    assert sorted(kinds(long, short, within, after)) == [
        (Kind.OVERLAP, (1, 2), 30),
        (Kind.OVERLAP, (1, 3), 60),
        (Kind.TRAVEL, (1, 4), 5),
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [served(1, at(8, 1), at(10, 1)), served(2, at(9, 31), at(11, 1))],
            (Kind.OVERLAP, (1, 2), 30),
        ),
        (
            [served(1, at(8, 1), at(10, 1)), served(2, at(10, 6), at(11, 1), unit=2)],
            (Kind.TRAVEL, (1, 2), 5),
        ),
        ([served(1, at(7, 1), at(16, 31))], (Kind.LONG_DAY, (1,), 9)),
        (
            [served(1, at(6, 1), at(12, 1)), served(2, at(12, 31), at(19, 31))],
            (Kind.VERY_LONG_DAY, (1, 2), 13),
        ),
        ([served(1, at(8, 1), at(9, 1), confirmed_by=1)], (Kind.OWN, (1,), 1)),
    ],
    ids=["overlap", "travel", "long", "very long", "own"],
)
def test_each_sign_names_its_records(
    rows: list[Served], found: tuple[Kind, tuple[int, ...], int]
) -> None:
    assert kinds(*rows) == [found]


def test_what_comes_again_and_again_is_a_sign() -> None:
    days = [at(8, day=DAY + timedelta(days=n)) for n in range(10)]
    entered = [
        served(n, day + timedelta(minutes=3), day + timedelta(hours=2), is_back_entry=True,
               confirmed_by=9)
        for n, day in enumerate(days[:3], 1)
    ]  # fmt: skip
    full = [served(n, day, day + timedelta(hours=2)) for n, day in enumerate(days[:8], 1)]
    same = [
        served(n, day + timedelta(minutes=1), day + timedelta(hours=2), confirmed_by=7)
        for n, day in enumerate(days, 1)
    ]

    assert kinds(*entered) == [(Kind.BACK_ENTRIES, (1, 2, 3), 3)]
    assert kinds(*full) == [(Kind.ROUND, tuple(range(1, 9)), 8)]
    assert kinds(*same) == [(Kind.SAME_CONFIRMER, tuple(range(1, 11)), 10)]


def test_with_another_record_it_is_another_sign() -> None:
    one = signs([served(1, at(7), at(16))], Rules())
    more = signs([served(1, at(7), at(16)), served(2, at(17), at(18))], Rules())

    assert one[0].key != more[0].key


def a_gift(village: world.Village) -> Presence:
    """Ten hours, entered afterwards."""
    activity = an_activity(village, stage=Activity.Stage.REPORTED, people=9)
    with clock.at(at(20)):
        back_entries.enter(
            activity=activity,
            people=[a_volunteer(village)],
            came_at=at(7),
            left_at=at(17),
            why="忘了",
            by=village.secretary,
        )
    return Presence.objects.get()


@pytest.mark.django_db
def test_an_office_looks_at_a_sign_and_it_is_off_the_list(client: Client) -> None:
    village = world.a_village()
    presence = a_gift(village)
    client.force_login(world.an_office())
    with clock.at(at(9, day=DAY + timedelta(days=1))):
        (sign,) = strange_records(village.town)
        page = client.get("/desk/signs/").content.decode()

        empty = client.post("/desk/signs/looking/", {"sign": sign.key, "note": ""})
        client.post("/desk/signs/looking/", {"sign": sign.key, "note": "问过了，确实一整天"})
        after = client.get("/desk/signs/").content.decode()

    assert sign.kind == Kind.LONG_DAY
    assert presence.get_absolute_url() in page
    assert empty.status_code == 422
    assert presence.get_absolute_url() not in after
    assert "问过了，确实一整天" in after
    assert Presence.objects.get().minutes == 600


@pytest.mark.django_db
def test_only_the_offices_look_and_once() -> None:
    village = world.a_village()
    told = {"town": village.town, "sign": "long-day:x"}

    with pytest.raises(Refused):
        looks.look(note="看过", by=village.secretary, **told)
    with pytest.raises(Impossible):
        looks.look(note=" ", by=world.an_office(), **told)
    looks.look(note="看过", by=world.an_office(), **told)
    with pytest.raises(Overtaken):
        looks.look(note="又看", by=world.an_office(), **told)

    assert Look.objects.count() == 1
