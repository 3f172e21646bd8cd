"""A platform's token: issued by the offices, shown once, for some purposes, until it ends (5.3-c)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tests import world
from tests.packages.exchange.calling import a_platform, a_town, get, post, told
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.base.models import Entry
from wenming.exchange.actions import tokens
from wenming.exchange.models import Access

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c")]

DESK = "/desk/exchange/"


def wanted(**said: object) -> dict[str, object]:
    until = (clock.today() + timedelta(days=30)).isoformat()
    return {"name": "示例云平台", "scopes": ["needs:send"], "until_on": until, **said}


def test_it_is_shown_once_and_kept_as_a_digest(client: Client) -> None:
    village = a_town()
    client.force_login(world.an_office(village.unit.town))

    page = client.post(DESK, wanted()).text

    token = page.split("<code>")[1].split("</code>")[0]
    assert post(client, token, told(village)).status_code == 201
    assert token not in client.get(DESK).text
    assert token[-4:] in client.get(DESK).text
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange_access")
        assert token not in str(cursor.fetchall())
    assert token not in str([entry.details for entry in Entry.objects.all()])


@pytest.mark.parametrize(
    "said",
    [{"name": " "}, {"scopes": []}, {"until_on": "2020-01-01"}, {"until_on": "2099-01-01"}],
)
def test_what_is_wrong_is_said_at_its_field(client: Client, said: dict[str, object]) -> None:
    village = a_town()
    client.force_login(world.an_office(village.unit.town))

    assert client.post(DESK, wanted(**said)).status_code == 422
    assert not Access.objects.exists()


def test_a_village_sees_who_is_let_in_and_lets_nobody_in(client: Client) -> None:
    village = a_town()
    a_platform(village.unit.town)
    client.force_login(village.secretary)

    page = client.get(DESK).text

    assert "示例云平台" in page
    assert "只能由镇里的办公室发放" in page
    assert client.post(DESK, wanted()).status_code == 403
    with pytest.raises(Refused):
        tokens.revoke(access=Access.objects.get(), by=village.secretary)


def test_revoked_or_over_it_opens_nothing_and_says_why(client: Client) -> None:
    village = a_town()
    office = world.an_office(village.unit.town)
    token = a_platform(village.unit.town)
    over = clock.now() + timedelta(days=31)

    with clock.at(over):
        late = get(client, token, "needs/1")
    tokens.revoke(access=Access.objects.get(), by=office)
    revoked = get(client, token, "needs/1")

    assert (late.status_code, revoked.status_code) == (401, 401)
    assert "过期" in late.json()["detail"]
    assert "停用" in revoked.json()["detail"]
    assert revoked["WWW-Authenticate"] == "Bearer"
    with pytest.raises(Refused):
        tokens.revoke(access=Access.objects.get(), by=office)


def test_without_a_token_there_is_nothing_and_with_a_wrong_one_it_says_why(client: Client) -> None:
    village = a_town()

    assert get(client, "", "needs/1").status_code == 404
    assert post(client, "", told(village)).status_code == 404
    answer = get(client, "wm_wrong", "needs/1")

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert "不认识" in answer.json()["detail"]


def test_it_does_what_it_was_issued_for(client: Client) -> None:
    village = a_town()
    reading = a_platform(village.unit.town, "甲", "needs:read")

    refused = post(client, reading, told(village))

    assert (refused.status_code, refused.json()["code"]) == (403, "refused")
    assert "报送需求" in refused.json()["detail"]


def test_a_token_of_another_town_opens_nothing_here(client: Client) -> None:
    a_town()
    other = world.a_town("lingxiu", "灵秀镇")

    token = a_platform(other)

    assert client.get(
        "/t/baogai/api/v1/needs/1", headers={"Authorization": f"Bearer {token}"}
    ).status_code == 401  # fmt: skip


def test_when_it_was_used_last_is_known_to_the_hour(client: Client) -> None:
    village = a_town()
    token = a_platform(village.unit.town)
    moment = clock.now()
    for minutes in (0, 10, 70):
        with clock.at(moment + timedelta(minutes=minutes)):
            get(client, token, "needs/1")

    assert Access.objects.get().used_at == moment + timedelta(minutes=70)


def test_who_tries_tokens_waits(client: Client) -> None:
    a_town()

    answers = [get(client, f"wm_{n}", "needs/1") for n in range(31)]

    assert [answer.status_code for answer in answers] == [401] * 30 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["code"] == "too-often"


def test_nobody_issues_for_longer_than_two_years() -> None:
    village = a_town()

    with pytest.raises(Impossible):
        tokens.issue(
            town=village.unit.town,
            name="甲",
            scopes=["needs:send"],
            until_on=clock.today() + timedelta(days=800),
            by=None,
        )
