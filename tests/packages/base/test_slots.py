"""What packages above give to a page below is shown there, in its order."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from tests import world
from wenming.accounts.models import User
from wenming.base.slots import Asking, Fill
from wenming.base.together import question
from wenming.organisation.models import Post

HERE = "tests.packages.base.test_slots"


def first(_request: HttpRequest, subject: object) -> Fill:
    return Fill("base/parts/crumbs.html", {"trail": [(subject, "/")]})


def bare(_request: HttpRequest, _subject: object) -> Fill:
    return Fill("base/parts/crumbs.html")


def nothing(_request: HttpRequest, _subject: object) -> None:
    """Has nothing to say about this subject."""


def who(request: HttpRequest, subject: object) -> Asking:
    if not subject:
        return Fill("base/parts/crumbs.html", {"trail": [("没有问", "/")]})
    found = yield {"who": question(User.objects.filter(name=subject), "number")}
    return Fill("base/parts/crumbs.html", {"trail": [(one.number, "/") for one in found["who"]]})


def posted(_request: HttpRequest, subject: object) -> Asking:
    found = yield {"who": question(Post.objects.filter(holder__name=subject), "role")}
    return Fill("base/parts/crumbs.html", {"trail": [(one.role, "/") for one in found["who"]]})


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Template:
    slots = {"corner": [f"{HERE}.nothing", f"{HERE}.first"]}
    monkeypatch.setattr(settings, "SLOTS", slots)
    return Template('{% load look %}[{% slot "corner" subject %}][{% slot "other" subject %}]')


def test_a_slot_shows_what_is_given_and_an_unknown_one_nothing(
    page: Template, rf: RequestFactory
) -> None:
    said = page.render(Context({"request": rf.get("/"), "subject": "<林>"}))

    assert "&lt;林&gt;" in said
    assert said.endswith("[]")


@pytest.mark.django_db
def test_what_all_ask_is_one_statement_and_each_is_given_its_own(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    officer = world.a_village().liaison_officer
    names = ("who", "nothing", "posted", "first")
    monkeypatch.setattr(settings, "SLOTS", {"corner": [f"{HERE}.{name}" for name in names]})
    page = Template('{% load look %}{% slot "corner" subject %}')

    with django_assert_num_queries(1):
        said = page.render(Context({"request": rf.get("/"), "subject": officer.name}))
    with django_assert_num_queries(1):
        unasked = page.render(Context({"request": rf.get("/"), "subject": ""}))

    assert said.index(officer.number) < said.index("liaison_officer") < said.index(officer.name)
    assert "没有问" in unasked


def test_a_part_sees_nothing_of_the_page_but_its_frame(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    monkeypatch.setattr(settings, "SLOTS", {"corner": [f"{HERE}.bare"]})
    page = Template('{% load look %}{% slot "corner" subject %}')
    context = {"request": rf.get("/"), "trail": [("页面自己的", "/")], "csrf_token": "t"}

    assert "页面自己的" not in page.render(Context(context))
