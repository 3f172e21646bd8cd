"""Nobody but the office and who serves learns who a sensitive person is, at whatever address (5.2-d)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import world
from tests.doors import rows
from tests.packages.exchange.calling import a_platform
from tests.packages.project.protected import DAY, LATER, MARKS, Round, found_in, text_of, words_in
from wenming.accounts.models import Message, Notice, User
from wenming.base import clock
from wenming.base.models import Entry
from wenming.needs.models import Dispatch, Need
from wenming.volunteers import recording
from wenming.volunteers.actions import handovers
from wenming.volunteers.recording import Per

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-d")]

# What has no address of its own in `Round.addresses`: it is walked with records made beside it.
BESIDE = {
    "exchange:figures",
    "menu_own:service-add",
    "menu_own:service-list",
    "needs:card",
    "needs_public:card",
}
# In the product at large they have the rights of another who walks it.
SEE_NO_MORE = {"resident", "liaison officer"}
ABOUT_NEEDS = ("exchange", "groups", "menu", "needs", "projects")


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def places(played: Round) -> Iterator[str]:
    """Where the round's own records are shown."""
    for name, args, query in played.addresses():
        yield world.address(played.town, name, *args) + query


def doors(played: Round) -> Iterator[str]:
    """Every address of the product; one that shows a record, which is made and then undone."""
    alike: dict[Any, dict[str, None]] = {}
    for row in rows():
        if row.method == "get":
            alike.setdefault(row.args, {})[row.name] = None
    for args, names in alike.items():
        with transaction.atomic():
            made = args(played.cast) if callable(args) else args
            yield from (world.address(played.town, name, *made) for name in names)
            transaction.set_rollback(True)


def leaks(where: Iterable[str], people: Mapping[str, User | None], **platforms: str) -> list[str]:
    """What is read where it must not be: `who address: marks`.

    Pages speak Chinese and English by turns, so that each is read in both.
    """
    visitors = {who: signed_in(user) for who, user in people.items()}
    for name, token in platforms.items():
        visitors[name] = Client(headers={"Authorization": f"Bearer {token}"})
    found = []
    for turn, place in enumerate(where):
        for number, (who, client) in enumerate(visitors.items()):
            language = ("zh-hans", "en")[(turn + number) % 2]
            answer = client.get(place, headers={"Accept-Language": language})
            if marks := found_in(text_of(answer)):
                found.append(f"{who} {place}: {marks}")
    return found


def written(played: Round) -> dict[str, str]:
    """What is kept beside the need itself and what leaves the town."""
    order = handovers.Order(
        recipient="全国志愿服务信息系统",
        purpose="录入信息系统",
        columns=tuple((code, code) for code in recording.fields_per(Per.PERSON)),
        further=(Per.RECORD, Per.AWARD),
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
        "hand-over": "\n".join(words_in(given.file)),
        "copies of one's data": "\n".join(taken),
    }


def test_while_they_are_open_only_the_office_and_who_serves_learn_who_it_is(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG), clock.at(world.moment(DAY, 10)):
        played = Round()
        people = played.outside | played.at_work
        found = leaks(places(played), people, platform=a_platform(played.town))
        kept = written(played)

    assert found == []
    assert {where: found_in(text) for where, text in kept.items() if found_in(text)} == {}
    assert found_in(caplog.text) == []
    assert played.need.number in kept["messages"]


@pytest.mark.parametrize("those", ["outside", "at work", "who served"])
def test_nowhere_in_the_product_does_anybody_else_learn_it_at_whatever_stage_a_need_stands(
    those: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), clock.at(world.moment(LATER, 10)):
        played = Round()
        played.close()
        people = {
            "outside": played.outside,
            "at work": played.at_work,
            "who served": played.served,
        }[those]
        assert {need.stage for need in played.needs} == set(Need.Stage)
        found = leaks(places(played), people)
        rest = {who: user for who, user in people.items() if who not in SEE_NO_MORE}
        found += leaks(doors(played), rest)

    assert found == []
    assert found_in(caplog.text) == []


def test_what_is_kept_and_what_leaves_the_town_does_not_tell_it() -> None:
    with clock.at(world.moment(LATER, 10)):
        played = Round()
        played.close()
        kept = written(played)
        tokens = {"sender": played.token, "another": a_platform(played.town)}
        found = leaks(places(played), {}, **tokens)

    assert {where: found_in(text) for where, text in kept.items() if found_in(text)} == {}
    assert found == []
    assert found_in(text_of(played.sent)) == []
    assert played.member.user.name in kept["hand-over"]


def test_every_address_that_shows_a_record_is_asked_for_those_of_the_round() -> None:
    with clock.at(world.moment(LATER, 10)):
        played = Round()
        played.close()
    asked = {name for name, args, _query in played.addresses() if args}

    shown = {
        row.name
        for row in rows()
        if row.method == "get" and row.args and row.name.startswith(ABOUT_NEEDS)
    }

    assert shown - asked - BESIDE == set()


def test_those_who_may_see_do_see() -> None:
    def at(row: Need | Dispatch) -> str:
        return f"/t/{played.town.code}{row.get_absolute_url()}"

    with clock.at(world.moment(DAY, 10)):
        played = Round()
        inside = signed_in(played.office)
        office = text_of(inside.get(at(played.need)))
        serving = [
            text_of(signed_in(user).get(at(dispatch)))
            for dispatch, user in zip(played.accepted, played.servers.values(), strict=True)
        ]

    assert {"name", "other", "place", "words", "remark", "answer", "masked"} <= set(
        found_in(office)
    )
    for text in serving:
        assert {"other", "place", "words", "phone"} <= set(found_in(text))
    # The pages of which others read nothing are there, and tell the office.
    desk = [
        place for place in places(played) if "/desk/needs/" in place and "/groups/" not in place
    ]
    assert {inside.get(place).status_code for place in desk} == {200}


def test_whoever_entered_it_still_sees_it() -> None:
    village = world.a_village()
    need = world.a_protected_need(
        village, channel="visit", by=village.secretary, name=MARKS["name"]
    )

    own = text_of(signed_in(village.secretary).get(need.get_absolute_url()))
    other = text_of(signed_in(village.liaison_officer).get(need.get_absolute_url()))

    assert (MARKS["name"] in own, MARKS["name"] in other) == (True, False)
