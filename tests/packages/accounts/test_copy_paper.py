"""What is held about me as a paper to read, in the language of the page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from tests.engines.papers.world import words
from wenming.accounts.copy_paper import paper
from wenming.accounts.models import User
from wenming.base.models import Entry

pytestmark = pytest.mark.django_db

PHONE = "13805950000"


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
        "journal": [{"details": {"why": "保险", "of": ["甲", "乙"]}}],
    }

    blocks = str(paper(me, told))

    for text in ("是", "否", "—", "今天", "原因：保险", "甲、乙"):
        assert text in blocks
    assert "empty" not in blocks
    assert "nothing" not in blocks
