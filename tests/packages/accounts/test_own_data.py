"""What is held about me: seen, put right, taken away, erased (PIPL 44-50)."""

from __future__ import annotations

import json
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts.actions import mine
from wenming.accounts.models import DemoSignIn, User
from wenming.base.errors import Refused
from wenming.base.models import Entry
from wenming.organisation.actions import posts
from wenming.organisation.models import Post, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client) -> User:
    user = people.somebody(password=people.PASSWORD)
    people.with_password(client)
    return user


def test_each_kind_of_data_says_what_for_and_how_long(client: Client, me: User) -> None:
    page = client.get("/my/data/").text

    for words in ("姓名", "手机号码", "登录的设备", "职务", "到您注销为止", "至少 6 个月"):
        assert words in page


def test_a_copy_holds_what_is_known_and_no_secret(client: Client, me: User) -> None:
    response = client.post("/my/data/")

    copy = json.loads(response.content)
    assert response["Content-Disposition"].startswith("attachment")
    assert copy["account"]["name"] == "林阿水"
    assert copy["account"]["phone"] == people.PHONE
    assert copy["devices"][0]["ip"] == "203.0.113.1"
    assert {"account", "sign_in", "devices", "journal", "posts"} <= set(copy)
    assert User.objects.get().password not in response.text
    assert people.verbs(me)[-1] == "user.data-taken"


def test_a_copy_is_not_made_by_only_looking(client: Client, me: User) -> None:
    client.get("/my/data/")

    assert "user.data-taken" not in people.verbs(me)


def test_a_wrong_name_is_put_right(client: Client, me: User) -> None:
    client.post("/my/name/", {"name": "林阿水水"})

    assert User.objects.get().name == "林阿水水"
    assert people.verbs(me)[-1] == "user.renamed"


def test_an_empty_name_is_refused_at_its_field(client: Client, me: User) -> None:
    page = client.post("/my/name/", {"name": " "})

    assert "field__error" in page.text
    assert User.objects.get().name == "林阿水"


def test_nobody_touches_the_data_of_somebody_else(me: User) -> None:
    other = people.somebody("林阿木", people.OTHER_PHONE)

    for deed in (mine.take_away, mine.erase, mine.sign_out_everywhere):
        with pytest.raises(Refused):
            deed(user=me, by=other)
    with pytest.raises(Refused):
        mine.correct_name(user=me, name="别人", by=other)


def test_after_erasure_nobody_is_named_and_nobody_can_sign_in(client: Client, me: User) -> None:
    other_device = Client()
    people.with_password(other_device)
    client.post("/my/name/", {"name": "林阿水水"})

    client.post("/my/erasure/")

    me.refresh_from_db()
    assert (me.name, me.phone, me.phone_index, me.is_active) == ("已注销用户", None, None, False)
    assert not people.is_signed_in(client)
    assert other_device.get("/my/").status_code == 302
    assert people.with_password(Client()).status_code == 200
    assert not Authenticator.objects.filter(user=me.pk).exists()


def test_after_erasure_the_journal_keeps_the_number_of_the_person_and_not_the_name(
    client: Client, me: User
) -> None:
    client.post("/my/name/", {"name": "林阿水水"})
    before = Entry.objects.filter(by_id=me.pk).count()

    client.post("/my/erasure/")

    assert Entry.objects.filter(by_id=me.pk).count() > before
    assert "林阿水" not in repr(list(Entry.objects.values()))
    assert "user.erased" in people.verbs(me)


def test_the_number_of_an_erased_account_is_free_again(client: Client, me: User) -> None:
    client.post("/my/erasure/")

    people.somebody("林阿水")

    assert User.objects.with_phone(people.PHONE).get().pk != me.pk


def test_who_held_a_post_stays_named_and_is_told_why(client: Client, me: User) -> None:
    town = people.a_town()
    unit = Unit.objects.create(
        town=town, code="tangbian", name="塘边村", name_en="Tangbian", kind=Unit.Kind.STATION
    )
    posts.appoint(unit=unit, role=Post.Role.SECRETARY, holder=me, from_on=date(2022, 7, 6), by=None)

    assert "公务档案" in client.get("/my/erasure/").text
    assert client.post("/my/erasure/").status_code == 403
    assert User.objects.get().is_active


def test_the_person_of_a_demonstration_is_not_erased(client: Client, me: User) -> None:
    DemoSignIn.objects.create(town_id=1, role="resident", user=me)

    assert client.post("/my/erasure/").status_code == 403


def test_only_my_own_page_is_mine(client: Client) -> None:
    assert client.get("/my/").status_code == 302


def test_other_devices_are_signed_out_and_this_one_stays(client: Client, me: User) -> None:
    other = Client()
    people.with_password(other)

    client.post("/account/sessions/")

    assert other.get("/my/").status_code == 302
    assert client.get("/my/").status_code == 200


def test_signing_out_everywhere_ends_this_session_too(client: Client, me: User) -> None:
    other = Client()
    people.with_password(other)

    client.post("/my/signing-out/")

    assert other.get("/my/").status_code == 302
    assert client.get("/my/").status_code == 302
    assert "user.signed-out-everywhere" in people.verbs(me)


def test_the_devices_are_listed_with_address_and_browser(client: Client, me: User) -> None:
    page = client.get("/account/sessions/").text

    assert "203.0.113.1" in page
    assert "这台设备" in page
