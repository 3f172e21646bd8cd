"""A platform sends needs and asks how they stand; nobody's data come back (5.3-a, 5.3-c)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from tests.packages.exchange.calling import a_platform, a_town, get, post, told
from wenming.base.models import Entry
from wenming.exchange.models import Sending
from wenming.needs.actions import answering
from wenming.needs.models import Need

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c")]


@pytest.fixture
def village() -> world.Village:
    return a_town()


@pytest.fixture
def token(village: world.Village) -> str:
    return a_platform(village.unit.town)


def test_a_need_is_in_the_register_like_any_other(
    client: Client, village: world.Village, token: str
) -> None:
    sent = told(village, times=["6-am"], latitude=24.73123456, longitude=118.64987654)

    answer = post(client, token, sent)

    need = Need.objects.get()
    assert (answer.status_code, answer.json()["town_number"]) == (201, need.number)
    assert (need.name, need.phone, need.channel) == ("李伯", "13800002222", "online")
    assert (need.latitude, need.longitude) == (24.731, 118.65)
    assert "need.sent-in" in Entry.objects.values_list("verb", flat=True)


def test_the_same_again_is_the_same_need_and_something_else_is_told(
    client: Client, village: world.Village, token: str
) -> None:
    first = post(client, token, told(village))
    again = post(client, token, told(village))
    other = post(client, token, told(village, words="水沟堵了"))

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json() == again.json()
    assert "已经报送过" in other.json()["detail"]
    assert other.json()["errors"][0]["field"] == "number"
    assert Need.objects.count() == 1


def test_a_new_token_of_the_same_platform_knows_what_the_old_one_sent(
    client: Client, village: world.Village, token: str
) -> None:
    post(client, token, told(village))
    newer = a_platform(village.unit.town)

    assert post(client, newer, told(village)).status_code == 200
    assert get(client, newer, "needs/YPT-2022-0001").status_code == 200


def test_another_platform_s_number_does_not_exist(
    client: Client, village: world.Village, token: str
) -> None:
    post(client, token, told(village))
    other = a_platform(village.unit.town, "另一个平台")

    assert get(client, other, "needs/YPT-2022-0001").status_code == 404
    assert post(client, other, told(village, words="水沟堵了")).status_code == 201


@pytest.mark.clause("5.2-d")
def test_what_comes_back_is_state_and_times_and_nobody(
    client: Client, village: world.Village, token: str
) -> None:
    post(client, token, told(village, focus="elders", focus_agreed=True, place="祠堂后面"))
    need = Need.objects.get()
    answering.decline(need=need, answer="李伯的事请打 13800002222。", by=None)

    answer = get(client, token, "needs/YPT-2022-0001")

    assert (answer.json()["state"], answer.json()["state_words"]) == ("declined", "未受理")
    for secret in ("李伯", "13800002222", "祠堂", "医院", "elders", "escort"):
        assert secret not in answer.text
    assert need.link not in answer.text


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"unit": "nowhere"}, "unit", "没有“nowhere”"),
        ({"kind": "flying"}, "kind", "没有“flying”这一项"),
        ({"focus": "elders"}, "focus_agreed", "单独同意"),
        ({"is_for_other": True}, "other_agreed", "本人同意"),
        ({"phone": "12"}, "phone", "请填写 11 位手机号码"),
        ({"words": "字" * 501}, "words", "太长，最多 500"),
        ({"words": ""}, "words", "没有填"),
        ({"words": "  "}, "words", "请写需要什么帮助"),
        ({"priority": 9}, "priority", "只能是"),
        ({"times": ["8-am"]}, "times[0]", "写法不对"),
        ({"number": "a/b"}, "number", "写法不对"),
        ({"colour": "red"}, "colour", "没有这个字段"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_in_words(
    client: Client,
    village: world.Village,
    token: str,
    said: dict[str, object],
    field: str,
    words: str,
) -> None:
    answer = post(client, token, told(village, **said))

    (place,) = answer.json()["errors"]
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert place["field"] == field
    assert words in place["detail"]
    assert not Need.objects.exists()


def test_the_words_are_in_the_caller_s_language(
    client: Client, village: world.Village, token: str
) -> None:
    sent = told(village, unit="nowhere")

    answer = post(client, token, sent, **{"Accept-Language": "en"})

    assert "nowhere" in answer.json()["detail"]
    assert answer.json()["detail"].isascii() or "“" in answer.json()["detail"]


def test_what_is_no_json_is_told(client: Client, token: str) -> None:
    answer = post(client, token, "{")

    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


def test_of_a_batch_each_is_taken_or_refused_by_itself(
    client: Client, village: world.Village, token: str
) -> None:
    post(client, token, told(village))
    rows = [
        told(village),
        told(village, number="2", words="水沟堵了"),
        told(village, number="3", unit="nowhere"),
        {"number": "4"},
        told(village, words="别的事"),
    ]

    answer = post(client, token, {"needs": rows}, "needs/batch")

    results = answer.json()["results"]
    said = ["known", "created", "refused", "refused", "refused"]
    assert [row["result"] for row in results] == said
    assert results[2]["problem"]["errors"][0]["field"] == "unit"
    assert {place["field"] for place in results[3]["problem"]["errors"]} >= {"unit", "phone"}
    assert results[4]["problem"]["status"] == 409
    assert Sending.objects.count() == 2


def test_a_batch_has_a_hundred_at_most(client: Client, village: world.Village, token: str) -> None:
    answer = post(client, token, {"needs": [{}] * 101}, "needs/batch")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "needs")


def test_a_platform_that_calls_too_often_waits(
    client: Client, village: world.Village, token: str
) -> None:
    answers = [get(client, token, "needs/1").status_code for _turn in range(121)]

    assert answers == [404] * 120 + [429]
