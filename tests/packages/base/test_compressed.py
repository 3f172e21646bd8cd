"""Pages are compressed on the wire; what is compressed in itself is left alone (docs/adr/0009)."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests import world
from wenming.base.middleware import Compressed

pytestmark = pytest.mark.django_db

PHONE = {"accept-encoding": "gzip, deflate, br"}


def answered(kind: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"word " * 200, content_type=kind)

    answer = Compressed(view)(RequestFactory(headers=PHONE).get("/"))
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_page_comes_compressed_to_who_can_read_it_so(client: Client) -> None:
    world.a_village()

    plain, packed = client.get("/units/"), client.get("/units/", headers=PHONE)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).startswith(b"<!doctype html>")
    assert len(packed.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in packed["Vary"]


def test_a_photo_is_sent_as_it_is() -> None:
    assert "Content-Encoding" not in answered("image/jpeg")


def test_the_length_of_one_and_the_same_page_does_not_stay_the_same() -> None:
    assert len({len(answered("text/html").content) for _ in range(40)}) > 1
