"""A page reads the session and whose it is at once; whoever is not to come in does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tests.packages.accounts import people
from wenming.accounts.models import Session, User

pytestmark = pytest.mark.django_db

MINE = "/my/"


def is_in(client: Client) -> bool:
    return client.get(MINE).status_code == 200


@pytest.fixture
def user(client: Client) -> User:
    found = people.somebody(password=people.PASSWORD)
    client.force_login(found)
    assert is_in(client)
    return found


def test_the_session_and_its_user_are_one_statement(
    client: Client, user: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(99) as asked:
        client.get("/account/password/change/")

    read = [one["sql"] for one in asked if '"accounts_user"."name"' in one["sql"]]
    assert ['"accounts_session"' in sql for sql in read] == [True]


def test_the_session_says_whose_it_is(client: Client, user: User) -> None:
    assert Session.objects.get(pk=client.session.session_key).user == user


def test_a_changed_password_ends_the_other_sessions(client: Client, user: User) -> None:
    user.set_password("另一个很长的密码")
    user.save()

    assert not is_in(client)
    assert not Session.objects.filter(user=user).exists()


def test_who_may_no_longer_sign_in_is_out_at_once(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert not is_in(client)


def test_a_row_that_names_somebody_else_lets_nobody_in_as_them(client: Client, user: User) -> None:
    other = people.somebody("别人", phone="13900139000")
    Session.objects.update(user=other)

    assert client.get(MINE).wsgi_request.user == user


def test_a_session_of_a_means_that_is_gone_lets_nobody_in(
    client: Client, user: User, settings: Any
) -> None:
    settings.AUTHENTICATION_BACKENDS = settings.AUTHENTICATION_BACKENDS[1:]

    assert not is_in(client)


def test_a_session_from_before_a_new_secret_holds(
    client: Client, user: User, settings: Any
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret of the tests"

    assert is_in(client)


def test_signing_out_leaves_no_row(client: Client, user: User) -> None:
    client.logout()

    assert not Session.objects.exists()
    assert SESSION_KEY not in client.session


def test_a_user_who_is_removed_takes_the_sessions_along(client: Client, user: User) -> None:
    user.delete()

    assert not Session.objects.exists()
    assert not is_in(client)
