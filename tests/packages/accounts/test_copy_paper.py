"""What is held about me as a paper to read, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from django.utils.translation import override

from tests import world
from tests.engines.papers.world import words
from tests.packages.hours.stage import DAY, a_volunteer, at, confirmed
from wenming.accounts import personal
from wenming.accounts.copy_paper import paper
from wenming.accounts.deeds import deed_in_words, subject_in_words
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.models import Entry
from wenming.hours.actions import certificates
from wenming.volunteers.actions import memberships

pytestmark = pytest.mark.django_db

PHONE = "13805950000"
JOURNAL: Final = Path(__file__).parents[3] / "docs" / "journal.md"


@pytest.fixture
def me() -> User:
    user = world.a_resident("林阿妹", phone=PHONE)
    world.a_volunteer(world.a_village(), user, skills="书法", talents=("technician",))
    return user


def test_it_says_in_words_what_the_data_file_says(client: Client, me: User) -> None:
    client.force_login(me)

    said = words(client.post("/my/data/paper/").content)

    for text in ("林阿妹", PHONE, "志愿者登记", "书法", "居民身份证", "词:technician", "塘边村"):
        assert text in said
    assert Entry.objects.filter(verb="user.data-taken", by_id=me.pk).count() == 1


def test_it_speaks_the_language_of_the_page(client: Client, me: User) -> None:
    client.force_login(me)
    client.cookies["django_language"] = "en"

    said = words(client.post("/my/data/paper/").content)

    assert "Personaldataof" in said
    assert "Residentidentitycard" in said or "residentidentitycard" in said


def test_a_name_that_no_fount_has_is_spelt_out(client: Client) -> None:
    user = world.a_resident("王𠮷")
    client.force_login(user)

    assert "〔U+20BB7〕" in words(client.post("/my/data/paper/").content)


def test_every_kind_of_value_has_its_words(me: User) -> None:
    told = {
        "empty": [],
        "nothing": None,
        "taken_at": "今天",
        "account": {"phone_verified": True, "has_password": False, "name": ""},
        "notices": ["一", "二"],
        "devices": [{str(n): n for n in range(6)}],
        "journal": [
            {"at": "", "verb": "user.looked-at", "subject": "no.such:1", "details": {"why": "保险"}}
        ],
        "looked_at": [{"details": {"why": "登记", "of": ["甲", "乙"]}}],
    }

    blocks = str(paper(me, told))

    for text in ("是", "否", "—", "今天", "看完整的号码", "保险", "原因：登记", "甲、乙"):
        assert text in blocks
    assert "empty" not in blocks
    assert "nothing" not in blocks


def test_every_deed_of_the_journal_has_its_words() -> None:
    verbs = re.findall(r"^\| `([a-z-]+\.[a-z-]+)`", JOURNAL.read_text(), re.MULTILINE)

    assert len(verbs) > 150
    verbs += [f"sorting.{deed}" for deed in ("moved", "named", "merged", "split")]
    assert [verb for verb in verbs if deed_in_words(verb) == verb] == []


def test_a_deed_is_said_with_its_record() -> None:
    assert deed_in_words("team.corrected") == "更正"
    assert deed_in_words("handover.made") == "对外提供志愿者资料"
    assert subject_in_words("volunteers.volunteer:4") == "志愿者（4号）"
    assert subject_in_words("nonsense") == "nonsense"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_code_is_left_in_it(language: str) -> None:
    village = world.a_village()
    me = a_volunteer(village)
    team = world.a_team(village)
    memberships.ask(team=team, volunteer=me.volunteer, by=me)
    confirmed(village, me)
    with clock.at(at(9, day=DAY + timedelta(days=8))):
        year = {"from_on": date(2022, 1, 1), "until_on": date(2022, 12, 31)}
        certificates.issue(user=me, town=village.town, by=me, **year)
    need = world.a_need(village, by=me)
    type(need).objects.filter(pk=need.pk).update(asker=me)
    copy = personal.copy(me)
    assert {"attendance", "certificates", "taps", "teams", "needs", "journal"} <= {
        key for key, value in copy.items() if value
    }

    with override(language):
        told = said_in(paper(me, copy).blocks)

    assert [word for word in told if CODE.fullmatch(word)] == []


# What only a program would write: came_at, Shift__part, volunteer.registered, in-between.
CODE = re.compile(r"[A-Za-z]+(?:[_.]+[A-Za-z-]+)+")


def said_in(blocks: Sequence[object]) -> list[str]:
    """Every word and key in these blocks."""
    found = re.split(r"[\s'\"(),：、=]+", str(blocks))
    return [word for word in found if word]


def test_a_code_that_means_two_things_is_said_by_its_section(me: User) -> None:
    told = {"attendance": [{"credit": "service"}], "offers": [{"kind": "service"}]}
    told |= {"sign_ups": [{"stage": "waiting"}], "teams": [{"stage": "joined"}]}

    blocks = str(paper(me, told))

    for text in ("志愿服务", "服务类别", "候补", "已加入"):
        assert text in blocks
