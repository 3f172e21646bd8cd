"""What packages above give to a page below is shown there, in its order."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from wenming.base.slots import Fill

HERE = "tests.packages.base.test_slots"


def first(_request: HttpRequest, subject: object) -> Fill:
    return Fill("base/parts/crumbs.html", {"trail": [(subject, "/")]})


def nothing(_request: HttpRequest, _subject: object) -> None:
    """Has nothing to say about this subject."""


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
