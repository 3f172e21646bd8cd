"""Partner groups: who answers for them, and what is held of that person (5.3-c; PIPL 44-47)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from tests.packages.menu.stage import a_partner, told
from wenming.accounts import personal
from wenming.base.errors import Impossible, Refused
from wenming.menu.actions import partners
from wenming.menu.models import Partner, Service
from wenming.organisation.actions.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-c")]


def registered(village: world.Village, **said: object) -> dict[str, object]:
    about = {
        "unit": village.unit.pk,
        "name": "海丝义诊社（示例）",
        "kind": "association",
        "since_on": "2022-08-01",
        "contact": "黄联系人",
        "phone": "139 0000 1234",
    }
    return about | said


def test_registered_with_a_number_the_contact_signs_in_and_proposes(client: Client) -> None:
    village = world.a_village()
    client.force_login(world.an_office())
    client.post("/desk/partners/new/", registered(village))
    partner = Partner.objects.get()
    assert partner.contact is not None
    assert partner.signs_in
    assert partner.contact.phone == "13900001234"
    assert "13900001234" not in client.get(partner.get_absolute_url()).content.decode()

    client.force_login(partner.contact)
    client.post("/services/new/", told(partner, propose="1"))

    assert (Service.objects.get().partner, Service.objects.get().stage) == (partner, "proposed")


def test_an_office_proposes_for_a_group_whose_contact_has_no_number(client: Client) -> None:
    client.force_login(world.an_office())
    client.post("/desk/partners/new/", registered(world.a_village(), phone=""))
    partner = Partner.objects.get()
    assert not partner.signs_in

    client.post("/services/new/", told(partner, propose="1"))

    assert Service.objects.get().stage == "proposed"


def test_the_contacts_number_is_masked_and_seen_whole_for_a_reason_that_they_can_read(
    client: Client,
) -> None:
    village = world.a_village()
    partner = a_partner(village, world.a_resident("黄联系人", "13900001234"))
    client.force_login(world.an_office())
    page, looking = (f"/desk/partners/{partner.pk}/contact/{part}" for part in ("", "looking/"))

    for where in (partner.get_absolute_url(), page):
        shown = client.get(where).content.decode()
        assert ("139****1234" in shown, "13900001234" in shown) == (True, False)
    assert client.post(looking, {"why": " "}).status_code == 422
    whole = client.post(looking, {"why": "商量下周的义诊"}).content.decode()

    assert "tel:13900001234" in whole
    assert "13900001234" not in client.get(page).content.decode()
    assert partner.contact is not None
    assert [one.details["why"] for one in personal.looks(partner.contact)] == ["商量下周的义诊"]
    client.force_login(world.a_village("杆头村").secretary)
    assert client.post(looking, {"why": "想打个电话"}).status_code == 403


def test_a_namesake_in_office_is_not_meant() -> None:
    village = world.a_village()

    partner = a_partner(village, name="另一个团体")
    partners.name_contact(
        partner=partner, contact=Person(village.secretary.name), by=village.secretary
    )

    assert partner.contact != village.secretary


def test_another_village_does_not_name_the_contact() -> None:
    partner, other = a_partner(world.a_village()), world.a_village("杆头村")

    with pytest.raises(Refused):
        partners.name_contact(partner=partner, contact=Person("别人"), by=other.secretary)


def test_one_group_is_registered_once_and_its_agreement_begins_before_it_ends() -> None:
    village = world.a_village()
    a_partner(village)

    with pytest.raises(Impossible):
        a_partner(village)
    with pytest.raises(Impossible):
        a_partner(village, name="另一个", until_on=world.PLAN_DAY.replace(year=2021))


def test_what_is_held_of_a_contact_and_what_goes_with_the_account(client: Client) -> None:
    partner = a_partner(world.a_village())
    contact = partner.contact
    assert contact is not None

    assert personal.copy(contact)["partners"] == [
        {
            "name": "海丝义诊社（示例）",
            "kind": "association",
            "since_on": world.PLAN_DAY,
            "until_on": None,
        }
    ]
    client.force_login(contact)
    assert "志愿服务团体的联系人" in client.get("/my/data/").content.decode()

    personal.forget(contact)

    partner.refresh_from_db()
    assert partner.contact is None
