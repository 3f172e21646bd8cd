"""A plan by upload on the desk, with the faults shown beside the lines."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import the_plan, world
from wenming.accounts.models import User
from wenming.organisation.models import Unit
from wenming.plans.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.2")]

PLACE = "/desk/plans/"


@pytest.fixture
def office() -> User:
    the_plan.loaded()
    unit = Unit.objects.get(code="xuanchuanban")
    return world.holding(unit, "office_head", "宣传办主任")


def files(**changed: bytes) -> list[SimpleUploadedFile]:
    """The plan's files as a browser sends them, with some of them changed."""
    named = {path.name: path.read_bytes() for path in the_plan.FOLDER.glob("*.yaml")}
    told = {name.replace("_yaml", ".yaml"): data for name, data in changed.items()}
    return [SimpleUploadedFile(name, data) for name, data in (named | told).items()]


def test_the_plan_that_holds_can_be_uploaded_again(client: Client, office: User) -> None:
    client.force_login(office)

    answer = client.post(PLACE, {"papers": files()})

    assert answer.status_code == 302
    assert Plan.objects.count() == 1


def test_a_changed_plan_is_loaded_and_its_changes_are_listed(client: Client, office: User) -> None:
    client.force_login(office)
    units = (the_plan.FOLDER / "units.yaml").read_text().replace("玉浦村", "新玉浦村")

    client.post(PLACE, {"papers": files(units_yaml=units.encode())})

    assert "新玉浦村" in client.get(PLACE).content.decode()
    assert Unit.objects.get(code="yupu").name == "新玉浦村"


def test_a_fault_is_shown_with_its_line_and_nothing_changes(client: Client, office: User) -> None:
    client.force_login(office)
    lines = (the_plan.FOLDER / "units.yaml").read_text().splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "code: yupu" in line)
    lines[at - 1] = lines[at - 1].replace("kind: station", "kind: staton")

    answer = client.post(PLACE, {"papers": files(units_yaml="\n".join(lines).encode())})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"units.yaml:{at}" in page
    assert "<mark>" in page
    assert "station" in page
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", "中文".encode("gbk"), b"", b"- a\n- b"])
def test_a_file_of_the_wrong_kind_is_refused_in_words(
    client: Client, office: User, data: bytes
) -> None:
    client.force_login(office)

    answer = client.post(PLACE, {"papers": [SimpleUploadedFile("plan.yaml", data)]})

    assert answer.status_code == 422
    assert 'class="summary"' in answer.content.decode()


def test_a_village_reads_the_versions_and_may_not_load(client: Client, office: User) -> None:
    secretary = world.holding(Unit.objects.get(code="tangbian"), "secretary", "塘边村书记")
    client.force_login(secretary)

    assert "只有镇里的办公室" in client.get(PLACE).content.decode()
    assert client.post(PLACE, {"papers": files()}).status_code == 403
