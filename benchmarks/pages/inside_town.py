"""Runs with a town's data folder as its own; what it finds out is its last line, as JSON.

`fill FILE` records the activities of the comparison; `pages` tells which pages there are, for whom,
and what each costs without a server; `cold PORT N` asks a server for pages after a deed; `writes`
records activities and looks whether the standings follow.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.pages.load import Target, fetch  # noqa: E402
from wenming.accounts.models import User  # noqa: E402
from wenming.activities.actions import activities, announcing  # noqa: E402
from wenming.activities.actions.shifts import Stretch  # noqa: E402
from wenming.activities.models import Activity  # noqa: E402
from wenming.base import clock  # noqa: E402
from wenming.base.models import record, reference  # noqa: E402
from wenming.obligations import queries as obligations  # noqa: E402
from wenming.organisation.actions import posts, records  # noqa: E402
from wenming.organisation.actions.people import Person  # noqa: E402
from wenming.organisation.models import Post, Town, Unit  # noqa: E402
from wenming.volunteers.models import Volunteer  # noqa: E402

# The board of standings that pages of the desk are drawn from is kept in these.
COUNTED = {"clause", "desk", "matrix", "desk unit", "late"}
WRITES = 150
# So many that are to come stand first on the list, above those that were held.
COMING = 20


def fill(file: str) -> int:
    """As somebody of the town would: through the action."""
    units = list(Unit.objects.sites())
    for number, one in enumerate(json.loads(Path(file).read_text())):
        unit = units[number % len(units)]
        if number < COMING:
            _announce(unit, one["title"], one["place"], clock.now() + timedelta(days=1 + number))
            continue
        on = date.fromisoformat(one["on"])
        activities.hold(unit=unit, by=None, **_fields(one["title"], on), place=one["place"])
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE)[0]
    posts.appoint(
        unit=office,
        role=Post.Role.OFFICE_HEAD,
        holder=Person("测量员"),
        from_on=clock.today(),
        by=None,
    )
    return Activity.objects.count()


def _announce(unit: Unit, title: str, place: str, begin: datetime) -> None:
    announcing.announce(
        unit=unit,
        stretches=(Stretch(begin, begin + timedelta(hours=2), place, None),),
        title=title,
        kind="watch",
        task="culture",
        about="打扫村道。",
        conditions="不限",
        risks="无",
        publish_now=True,
        by=None,
    )


def pages() -> list[dict[str, Any]]:
    """Every page that is measured: address, who asks, statements, KB, processor's time in ms."""
    addresses = list(_addresses())
    # As the page processes do once they are loaded.
    gc.collect()
    gc.freeze()
    return [_page(name, path, cookie) for name, path, cookie in addresses]


def cold(port: str, times: str) -> dict[str, list[float]]:
    """Seconds for each counted page, each asked for once right after a deed."""
    return {
        name: [_after_a_deed(int(port), path, cookie) for _ in range(int(times))]
        for name, path, cookie in _addresses()
        if name in COUNTED
    }


def writes() -> dict[str, float | bool]:
    """Writes a second: bare row, row that standings follow, deed; then how soon they say so."""
    bare = _rate(_insert)
    noted, deed = _rate(_insert_and_note), _rate(_hold)
    seconds, follows = zip(*(_until_counted() for _ in range(5)), strict=True)
    return {
        "bare": bare,
        "noted": noted,
        "deed": deed,
        "seen": median(seconds),
        "follows": all(follows),
    }


def _addresses() -> Iterator[tuple[str, str, str]]:
    unit = Unit.objects.filter(kind=Unit.Kind.STATION).first() or Unit.objects.sites()[0]
    latest = Activity.objects.public().order_by("-held_on", "-pk")[0]
    held = Activity.objects.held().order_by("-held_on", "-pk")[0]
    yield "home", "/", ""
    yield "list", "/activities/", ""
    yield "list of a unit", f"/activities/?unit={unit.code}", ""
    yield "activity to come", f"/activities/{latest.pk}/", ""
    yield "activity", f"/activities/{held.pk}/", ""
    yield "calendar", "/calendar/", ""
    yield "unit", f"/units/{unit.code}/", ""
    yield "plan", "/plan/", ""
    yield "clause", "/plan/clauses/3.1-c/", ""
    busiest = (
        Volunteer.objects.registered().alias(hours=Count("user__presences")).order_by("-hours")
    )
    if volunteer := busiest.select_related("user").first():
        yield "a volunteer's own", "/my/", _cookie(volunteer.user)
    post = Post.objects.on(clock.today()).filter(unit__kind=Unit.Kind.OFFICE).first()
    if post is None:
        return
    cookie = _cookie(post.holder)
    yield "desk", "/desk/", cookie
    yield "matrix", "/town/", cookie
    yield "desk unit", f"/town/units/{unit.code}/", cookie
    yield "late", "/town/late/", cookie


def _cookie(user: User) -> str:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _page(name: str, path: str, cookie: str) -> dict[str, Any]:
    client = Client(headers={"cookie": cookie, "host": "localhost"})
    body = client.get(path)
    if body.status_code != 200:
        raise RuntimeError(f"{path} answers {body.status_code}")
    with CaptureQueriesContext(connection) as statements:
        client.get(path)
    return {
        "name": name,
        "path": path,
        "cookie": cookie,
        "statements": len(statements),
        "kb": len(body.content) / 1024,
        "warm": 1000 * median(_cpu(lambda: client.get(path)) for _ in range(9)),
        "cold": 1000 * median(_cpu(lambda: _recounted(client, path)) for _ in range(3)),
    }


def _recounted(client: Client, path: str) -> None:
    obligations._kept.clear()
    client.get(path)


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _after_a_deed(port: int, path: str, cookie: str) -> float:
    row = Activity.objects.held().order_by("-held_on", "-pk")[0]
    activities.correct(row=row, by=None, people=(row.people or 0) + 1)
    return fetch(port, Target(path, {"Cookie": cookie})).seconds


def _rate(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(WRITES):
        work()
    return WRITES / (time.perf_counter() - began)


def _insert() -> Activity:
    unit = _unit()
    return Activity.objects.create(
        unit=unit,
        town=unit.town,
        recorded_at=clock.now(),
        ticket=uuid4(),
        stage=Activity.Stage.REPORTED,
        **_fields("写一行", clock.today()),
    )


@transaction.atomic
def _insert_and_note() -> None:
    """With the journal's entry in the same transaction, by which the board knows of it."""
    row = _insert()
    record(None, "activity.added", row, town=row.town_id)


def _hold() -> Activity:
    return activities.hold(unit=_unit(), by=None, **_fields("写一项", clock.today()))


def _until_counted() -> tuple[float, bool]:
    """A deed, and the board after it; whether it counts, and no longer when it is withdrawn."""
    town = Town.objects.get()
    _evidence(town)
    began = time.perf_counter()
    row = _hold()
    is_counted = reference(row) in _evidence(town)
    took = time.perf_counter() - began
    records.withdraw(row=row, why="测量", by=None)
    return took, is_counted and reference(row) not in _evidence(town)


def _evidence(town: Town) -> set[str]:
    found = obligations.board(town)
    return {name for one in found.standings for name in one.evidence} if found else set()


_known: list[Unit] = []


def _unit() -> Unit:
    if not _known:
        stations = Unit.objects.filter(kind=Unit.Kind.STATION)
        _known.append(stations.select_related("town")[0])
    return _known[0]


def _fields(title: str, on: date) -> dict[str, Any]:
    return {"title": title, "held_on": on, "kind": "watch", "task": "culture", "people": 20}


DEEDS: dict[str, Callable[..., object]] = {
    "fill": fill,
    "pages": pages,
    "cold": cold,
    "writes": writes,
}

if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    print(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))
