"""How numbers are written, kept and found."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts import phones
from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.base.errors import Impossible
from wenming.base.models import Entry

pytestmark = pytest.mark.django_db

SPELLINGS = [
    "13805970001",
    "138 0597 0001",
    "138-0597-0001",
    "138.0597.0001",
    "+86 138 0597 0001",
    "+8613805970001",
    "8613805970001",
    "008613805970001",
    "(+86)13805970001",
    "（86）138 0597 0001",
    "１３８０５９７０００１",
    "＋８６　１３８０５９７０００１",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_number_is_the_same_however_it_is_typed(client: Client, typed: str) -> None:
    people.somebody(password=people.PASSWORD)

    people.with_password(client, phone=typed)

    assert people.is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "1380597000", "138059700011", "12805970001", "0595-1234567"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(Impossible):
        phones.normal(typed)


def test_two_people_cannot_have_one_number() -> None:
    people.somebody()
    other = users.enter(name="林阿木", by=None)

    with pytest.raises(Impossible) as refusal:
        users.set_phone(user=other, phone=people.PHONE, by=None)

    assert refusal.value.field == "phone"


def test_many_people_have_no_number() -> None:
    for name in ("林阿水", "林阿木"):
        users.enter(name=name, by=None)

    assert User.objects.filter(phone_index=None).count() == 2


def test_no_table_shows_the_number(client: Client) -> None:
    user = people.somebody(password=people.PASSWORD)
    people.with_password(client)
    people.with_password(Client(), "不是这一句")
    Client().post(people.LOGIN, {"login": people.PHONE})
    Client().post(people.LOGIN, {"login": people.OTHER_PHONE})

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept = repr(cursor.fetchall())
            assert people.PHONE not in kept, table
            assert people.OTHER_PHONE not in kept, table
    assert user.phone == people.PHONE


def test_the_same_number_is_never_kept_as_the_same_text() -> None:
    user = people.somebody()
    first = raw_phone()
    users.set_phone(user=user, phone=people.PHONE, verified=True, by=None)

    assert raw_phone() != first


def raw_phone() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user")
        return str(cursor.fetchone()[0])


def test_a_number_is_found_by_its_index() -> None:
    people.somebody()

    plan = User.objects.with_phone(people.PHONE).explain()

    if connection.vendor == "sqlite":
        assert "USING INDEX" in plan
    else:  # with one row PostgreSQL reads the table; what counts is that it need not
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Index" in User.objects.with_phone(people.PHONE).explain()


def test_pages_show_the_number_masked(client: Client) -> None:
    client.force_login(people.somebody())

    page = client.get("/my/").text

    assert "138****0001" in page
    assert people.PHONE not in page


def test_the_journal_knows_no_number(client: Client) -> None:
    user = people.somebody(password=people.PASSWORD)
    people.with_password(client, "不是这一句")
    people.with_password(client, "不是这一句", people.OTHER_PHONE)

    told = repr(list(Entry.objects.values()))

    assert people.verbs(user)[-1] == "user.sign-in-failed"
    assert people.PHONE not in told
    assert people.OTHER_PHONE not in told
    assert phones.blind(people.OTHER_PHONE)[:16] in told


def test_another_number_counts_when_its_code_has_come_back(client: Client) -> None:
    client.force_login(people.somebody())

    response = client.post("/account/phone/change/", {"phone": people.OTHER_PHONE})
    assert response["Location"] == people.VERIFY
    assert User.objects.get().phone == people.PHONE
    client.post(people.VERIFY, {"code": people.code()})

    user = User.objects.get()
    assert (user.phone, user.phone_verified) == (people.OTHER_PHONE, True)


def test_another_number_is_not_taken_without_the_password(client: Client) -> None:
    people.somebody(password=people.PASSWORD)
    people.with_password(client)

    response = client.post("/account/phone/change/", {"phone": people.OTHER_PHONE})

    assert response["Location"].startswith("/account/reauthenticate/")


def test_a_number_of_somebody_else_cannot_be_taken_over(client: Client) -> None:
    people.somebody("林阿木", people.OTHER_PHONE)
    user = people.somebody()
    client.force_login(user)
    client.post("/account/phone/change/", {"phone": people.OTHER_PHONE})

    page = client.post(people.VERIFY, {"code": people.code()})

    user.refresh_from_db()
    assert user.phone == people.PHONE
    assert "已经有人使用" in page.text


def test_several_are_entered_at_once_and_a_number_is_nobody_else_s() -> None:
    made = users.enter_all(people=[("甲", "13800000001"), ("乙", "")], by=None)

    assert [user.name for user in made] == ["甲", "乙"]
    assert User.objects.with_phone("13800000001").get() == made[0]
    verbs = sorted(Entry.objects.values_list("verb", flat=True))
    assert verbs == ["user.entered", "user.entered", "user.phone-set"]
    with pytest.raises(Impossible):
        users.enter_all(people=[("丙", "13800000001")], by=None)
