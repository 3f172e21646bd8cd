"""Contact cards: made for a household or a street, printed, withdrawn when lost, replaced (5.3-a)."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client

from tests import world
from wenming.base.errors import Impossible, Refused
from wenming.base.models import Entry
from wenming.needs.actions import cards
from wenming.needs.models import ContactCard

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-a")]

PLACE = "/desk/needs/cards/"


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def desk(client: Client, village: world.Village) -> Client:
    client.force_login(village.liaison_officer)
    return client


def a_card(village: world.Village, place: str = "中山街 12 号") -> ContactCard:
    (made,) = cards.issue(unit=village.unit, places=[place], by=village.liaison_officer)
    return made


def test_one_line_a_card_and_no_place_twice(desk: Client, village: world.Village) -> None:
    told = {"unit": village.unit.pk, "where": "中山街 12 号\n\n中山街  12 号\n后厝自然村\n"}

    for _turn in range(2):
        assert desk.post(f"{PLACE}new/", told).status_code == 302

    places = ContactCard.objects.values_list("place", flat=True)
    assert sorted(places) == sorted(["中山街 12 号", "后厝自然村"])
    assert len({card.code for card in ContactCard.objects.all()}) == 2


def test_without_a_place_there_is_one_card_for_the_whole_village(
    desk: Client, village: world.Village
) -> None:
    desk.post(f"{PLACE}new/", {"unit": village.unit.pk, "where": ""})

    assert ContactCard.objects.get().place == ""


def test_its_code_opens_the_form_with_the_place_filled_in(
    client: Client, village: world.Village
) -> None:
    card = a_card(village)

    page = client.get(f"/card/{card.code.lower()}/", follow=True)

    assert f'<option value="{village.unit.pk}" selected>' in page.text
    assert 'value="中山街 12 号"' in page.text
    assert 'name="channel" value="card"' in page.text


def test_a_withdrawn_card_tells_no_place_and_still_lets_one_ask(
    client: Client, village: world.Village
) -> None:
    card = a_card(village)
    cards.withdraw(card=card, why="丢了", by=village.liaison_officer)

    answer = client.get(f"/card/{card.code}/")

    assert "中山街" not in unquote(answer["Location"])
    page = client.get(answer["Location"])
    assert "已经停用" in page.text
    assert "中山街" not in page.text


def test_a_lost_card_is_replaced_by_another_for_the_same_place(
    desk: Client, village: world.Village
) -> None:
    lost = a_card(village)

    desk.post(f"{PLACE}{lost.pk}/", {"why": "丢了", "another": "on"})

    made = ContactCard.objects.valid().get()
    assert (made.place, made.instead_of, made.code != lost.code) == (lost.place, lost, True)
    assert made.code in desk.get(f"{PLACE}{lost.pk}/").text
    lost.refresh_from_db()
    with pytest.raises(Refused):
        cards.withdraw(card=lost, why="丢了", by=village.liaison_officer)


def test_a_reason_is_asked_and_another_village_cannot_withdraw_it(village: world.Village) -> None:
    card = a_card(village)

    with pytest.raises(Impossible):
        cards.withdraw(card=card, why=" ", by=village.liaison_officer)
    with pytest.raises(Refused):
        cards.withdraw(card=card, why="丢了", by=world.a_village("杆头村").secretary)


def test_the_sheet_is_a_pdf_of_those_named_or_of_the_whole_unit(
    desk: Client, village: world.Village
) -> None:
    card = a_card(village)
    a_card(village, "后厝自然村")

    for query in (f"card={card.pk}&copies=12", f"unit={village.unit.code}"):
        answer = desk.get(f"{PLACE}sheet/?{query}")
        assert answer.content.startswith(b"%PDF")


def test_what_the_sheet_may_hold_is_bounded(desk: Client, village: world.Village) -> None:
    with pytest.raises(Impossible):
        cards.issue(unit=village.unit, places=[f"{n} 号" for n in range(301)], by=None)
    with pytest.raises(Impossible):
        cards.issue(unit=village.unit, places=["长" * 101], by=None)

    assert desk.get(f"{PLACE}sheet/?unit={village.unit.code}").status_code == 422


def test_the_journal_names_no_place(village: world.Village) -> None:
    card = a_card(village)
    cards.replace(card=card, why="丢了", by=village.liaison_officer)

    said = " ".join(str(entry.details) for entry in Entry.objects.all())

    assert "中山街" not in said


def test_the_list_costs_the_same_with_three_cards_and_with_forty(
    desk: Client, village: world.Village, django_assert_max_num_queries: object
) -> None:
    cards.issue(unit=village.unit, places=[f"{n} 号" for n in range(40)], by=None)

    with django_assert_max_num_queries(20):  # type: ignore[operator]  # pytest-django's
        desk.get(PLACE)
