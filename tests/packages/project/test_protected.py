"""Nobody but the office and who serves learns who a sensitive person is, at whatever address (5.2-d)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import world
from tests.doors import rows
from tests.packages.exchange.calling import a_platform
from tests.packages.project.protected import DAY, MARKS, Round, found_in, text_of
from wenming.accounts.models import Message, Notice, User
from wenming.base import clock
from wenming.base.models import Entry
from wenming.needs.models import Dispatch, Need
from wenming.volunteers import recording
from wenming.volunteers.actions import handovers

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-d")]

# Of all who must not learn it, these read the most: without an account, at work in the village, in
# the whole town; and a resident who was asked.
EVERYWHERE = {"anonymous", "insider", "auditor"}


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def places(played: Round) -> Iterator[str]:
    """Where the round's own records are shown."""
    for name, args, query in played.addresses():
        yield world.address(played.town, name, *args) + query


def doors(
    played: Round, visitors: dict[str, Client], *, making: bool
) -> Iterator[tuple[str, str, str]]:
    """Every address of the product: where it is, who came, what they read.

    `making`: also those that show a record, which is made for it beside the round's, and undone.
    """
    alike: dict[Any, dict[str, None]] = {}
    for row in rows():
        if row.method == "get" and (making or not callable(row.args)):
            alike.setdefault(row.args, {})[row.name] = None
    for args, names in alike.items():
        with transaction.atomic():
            made = args(played.cast) if callable(args) else args
            for name in names:
                place = world.address(played.town, name, *made)
                for who, client in visitors.items():
                    yield f"{name} {place}", who, text_of(client.get(place))
            transaction.set_rollback(True)


def leaks(
    played: Round, people: dict[str, User | None], everywhere: set[str], *, making: bool
) -> list[str]:
    """What is read where it must not be: `who address: marks`.

    All read the round's own records; `everywhere` go to every address of the product.
    """
    visitors = {who: signed_in(user) for who, user in people.items()}
    token = a_platform(played.town)
    visitors["platform"] = Client(headers={"Authorization": f"Bearer {token}"})
    found = []
    for place in places(played):
        for who, client in visitors.items():
            if marks := found_in(text_of(client.get(place))):
                found.append(f"{who} {place}: {marks}")
    walking = {who: visitors[who] for who in everywhere}
    for place, who, text in doors(played, walking, making=making):
        if marks := found_in(text):
            found.append(f"{who} {place}: {marks}")
    return found


def written(played: Round) -> dict[str, str]:
    """What is kept beside the need itself and what leaves the town."""
    order = handovers.Order(
        recipient="全国志愿服务信息系统",
        purpose="录入信息系统",
        columns=tuple((code, code) for code in recording.fields()),
        form="csv",
    )
    given = handovers.give_out(town=played.town, order=order, by=played.office)
    taken = [
        text_of(signed_in(user).post(reverse("accounts:data-paper")))
        for user in (played.member.user, played.refuser.user, played.head, played.contact)
    ]
    return {
        "journal": serializers.serialize("json", Entry.objects.all(), ensure_ascii=False),
        "notices": " ".join(f"{one} {one.about} {one.url}" for one in Notice.objects.all()),
        "messages": " ".join(Message.objects.values_list("text", flat=True)),
        "hand-over": given.file.decode("utf-8-sig"),
        "copies of one's data": "\n".join(taken),
    }


def test_while_it_is_open_only_the_office_and_who_serves_learn_who_it_is(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG), clock.at(world.moment(DAY, 10)):
        played = Round()
        found = leaks(played, played.outsiders, EVERYWHERE | {"who declined"}, making=False)
        kept = written(played)

    assert found == []
    assert {where: found_in(text) for where, text in kept.items() if found_in(text)} == {}
    assert found_in(caplog.text) == []
    assert played.need.number in kept["messages"]


def test_when_it_is_closed_nobody_but_the_office_does(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), clock.at(world.moment(DAY, 19)):
        played = Round()
        played.close()
        people = played.outsiders | played.servers
        found = leaks(played, people, EVERYWHERE | {"head of the team"}, making=True)
        kept = written(played)

    assert found == []
    assert {where: found_in(text) for where, text in kept.items() if found_in(text)} == {}
    assert found_in(caplog.text) == []
    assert played.member.user.name in kept["hand-over"]


def test_those_who_may_see_do_see() -> None:
    def at(row: Need | Dispatch) -> str:
        return f"/t/{played.town.code}{row.get_absolute_url()}"

    with clock.at(world.moment(DAY, 10)):
        played = Round()
        inside = signed_in(played.office)
        office = text_of(inside.get(at(played.need)))
        answers = {place: inside.get(place).status_code for place in places(played)}
        serving = [
            text_of(signed_in(user).get(at(dispatch)))
            for dispatch, user in zip(played.accepted, played.servers.values(), strict=True)
        ]

    assert {"name", "other", "place", "words", "remark", "answer", "masked"} <= set(
        found_in(office)
    )
    for text in serving:
        assert {"other", "place", "words", "phone"} <= set(found_in(text))
    # What was asked of others is not the office's, nor what platforms sent.
    apart = ("/my/", "/api/", "/offering/")
    assert [
        place
        for place in answers
        if answers[place] != 200 and not any(part in place for part in apart)
    ] == []


def test_whoever_entered_it_still_sees_it() -> None:
    village = world.a_village()
    need = world.a_protected_need(
        village, channel="visit", by=village.secretary, name=MARKS["name"]
    )

    own = text_of(signed_in(village.secretary).get(need.get_absolute_url()))
    other = text_of(signed_in(village.liaison_officer).get(need.get_absolute_url()))

    assert (MARKS["name"] in own, MARKS["name"] in other) == (True, False)
