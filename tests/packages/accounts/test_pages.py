"""Every page that is offered shows itself in our frame; what is not offered does not exist."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.packages.accounts import people

pytestmark = pytest.mark.django_db

FOR_ANYBODY = ["account_login", "accounts:password", "account_signup", "account_inactive"]
FOR_ONESELF = [
    "accounts:mine",
    "accounts:name",
    "accounts:data",
    "accounts:erasure",
    "account_change_phone",
    "account_set_password",
    "account_logout",
    "usersessions_list",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_activate_totp",
]


@pytest.mark.parametrize("name", FOR_ANYBODY)
def test_a_page_of_sign_in_stands_in_our_frame(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert 'class="masthead"' in response.text


@pytest.mark.parametrize("name", FOR_ONESELF)
def test_a_page_about_oneself_stands_in_our_frame(client: Client, name: str) -> None:
    client.force_login(people.somebody())

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert 'class="masthead"' in response.text


@pytest.mark.parametrize("name", FOR_ONESELF)
def test_a_page_about_oneself_asks_who_one_is(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 302


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_reset_password", "account_confirm_email", "mfa_trust"],
)
def test_pages_of_mail_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_number_is_asked_with_the_right_keyboard_and_by_its_name(client: Client) -> None:
    page = client.get(people.LOGIN).text

    assert 'type="tel"' in page
    assert 'autocomplete="tel"' in page
    assert "<label" in page


def test_no_page_of_sign_in_runs_a_script_of_its_own(client: Client) -> None:
    page = client.get(people.LOGIN).text

    inline = [tag for tag in page.split("<script")[1:] if "src=" not in tag.split(">")[0]]

    assert all("application/json" in tag.split(">")[0] for tag in inline)
