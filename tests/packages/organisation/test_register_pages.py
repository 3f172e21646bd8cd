"""The five doors of a register, walked through with agendas; every other register has the same."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.base.models import Entry
from wenming.organisation.actions import records
from wenming.organisation.models import Agenda, Term

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-a")]


def filled(village: world.Village, **said: Any) -> dict[str, Any]:
    return {
        "unit": village.unit.pk,
        "held_on": "2022-08-10",
        "meeting": "八月党支部会议",
        "topic": "party_building",
        "decision": "每月研究一次文明实践。",
        "ticket": str(uuid4()),
    } | said


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def inside(village: world.Village, client: Client) -> Client:
    client.force_login(village.secretary)
    return client


def test_what_was_entered_is_on_its_page_and_in_the_list(
    village: world.Village, inside: Client
) -> None:
    answer = inside.post("/desk/agendas/new/", filled(village), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == Agenda.objects.get().get_absolute_url()
    assert "八月党支部会议" in page
    assert "词:party_building" in page
    assert "塘边村书记" in page
    assert "八月党支部会议" in inside.get("/desk/agendas/").content.decode()


def test_a_page_in_english_has_the_english_words(village: world.Village, inside: Client) -> None:
    row = world.an_agenda(village)

    page = inside.get(row.get_absolute_url(), headers={"Accept-Language": "en"})

    assert "word:party_building" in page.content.decode()


def test_the_form_sent_twice_leads_to_the_same_page(village: world.Village, inside: Client) -> None:
    sent = filled(village)

    first = inside.post("/desk/agendas/new/", sent)
    second = inside.post("/desk/agendas/new/", sent)

    assert (first["Location"], Agenda.objects.count()) == (second["Location"], 1)


def test_the_form_sent_again_with_other_words_asks_and_then_enters_both(
    village: world.Village, inside: Client
) -> None:
    sent = filled(village)
    inside.post("/desk/agendas/new/", sent)

    asked = inside.post("/desk/agendas/new/", sent | {"meeting": "九月党支部会议"})

    form = asked.context["form"]
    assert asked.status_code == 422
    assert "九月党支部会议" in asked.content.decode()
    inside.post("/desk/agendas/new/", form.data.dict())
    assert Agenda.objects.count() == 2


def test_a_fault_is_named_and_nothing_typed_is_lost(village: world.Village, inside: Client) -> None:
    answer = inside.post("/desk/agendas/new/", filled(village, meeting=world.LONG, held_on=""))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"meeting", "held_on"}
    assert 'href="#id_meeting"' in page
    assert world.LONG in page
    assert "每月研究一次文明实践。" in page
    assert '<option value="party_building" selected>' in page


def test_an_unknown_word_is_refused(village: world.Village, inside: Client) -> None:
    answer = inside.post("/desk/agendas/new/", filled(village, topic="nonsense"))

    assert set(answer.context["form"].errors) == {"topic"}


def test_a_unit_that_is_not_ones_own_cannot_be_chosen(
    village: world.Village, inside: Client
) -> None:
    neighbour = world.a_village("杆头村")

    answer = inside.post("/desk/agendas/new/", filled(neighbour))

    assert set(answer.context["form"].errors) == {"unit"}
    assert "杆头村" not in answer.content.decode()


def test_the_address_fills_the_form_and_ones_only_unit_is_chosen(
    village: world.Village, inside: Client
) -> None:
    page = inside.get("/desk/agendas/new/?held_on=2022-09-05&topic=governance").content.decode()

    assert f'<option value="{village.unit.pk}" selected>' in page
    assert 'value="2022-09-05"' in page
    assert '<option value="governance" selected>' in page


def test_an_office_has_the_unit_from_the_address(village: world.Village, client: Client) -> None:
    world.a_village("杆头村")
    client.force_login(world.an_office())

    page = client.get("/desk/agendas/new/?unit=tangbian").content.decode()

    assert f'<option value="{village.unit.pk}" selected>' in page


def test_a_leader_hears_why_he_cannot_enter(village: world.Village, client: Client) -> None:
    client.force_login(world.a_leader())

    assert "您的职务只能查看" in client.get("/desk/agendas/").content.decode()
    answer = client.get("/desk/agendas/new/")
    assert answer.status_code == 403
    assert "您的职务只能查看" in answer.content.decode()


def test_a_neighbour_reads_but_hears_why_he_cannot_correct(
    village: world.Village, client: Client
) -> None:
    row = world.an_agenda(village)
    client.force_login(world.a_village("杆头村").secretary)

    assert "只有“塘边村”的工作人员" in client.get(row.get_absolute_url()).content.decode()
    answer = client.post(f"{row.get_absolute_url()}correction/", filled(village, meeting="改"))
    assert answer.status_code == 403
    assert Agenda.objects.get().meeting == "八月党支部会议"


def test_another_town_cannot_tell_that_it_exists(village: world.Village, client: Client) -> None:
    row, stranger = world.an_agenda(village), world.a_stranger()
    elsewhere = stranger.posts.get().unit.town
    client.force_login(stranger)

    for town in (village.town, elsewhere):
        for name in ("agenda", "agenda-correction", "agenda-withdrawal"):
            address = world.address(town, f"organisation:{name}", row.pk)
            assert client.get(address).status_code == 404
    here = client.get(world.address(elsewhere, "organisation:agenda-list"))
    assert "八月党支部会议" not in here.content.decode()


def test_the_links_of_a_town_stay_in_the_town(village: world.Village, client: Client) -> None:
    world.a_stranger()
    row = world.an_agenda(village)
    client.force_login(village.secretary)

    page = client.get(world.address(village.town, "organisation:agenda-list")).content.decode()

    assert f'href="/t/baogai/desk/agendas/{row.pk}/"' in page


def test_the_list_is_chosen_by_unit_and_year(village: world.Village, inside: Client) -> None:
    world.an_agenda(village, meeting="今年的会", held_on=date(2022, 3, 1))
    world.an_agenda(village, meeting="去年的会", held_on=date(2021, 3, 1))
    world.an_agenda(world.a_village("杆头村"), meeting="邻村的会", held_on=date(2022, 4, 1))

    page = inside.get("/desk/agendas/?unit=tangbian&year=2022").content.decode()

    assert [name in page for name in ("今年的会", "去年的会", "邻村的会")] == [True, False, False]


@pytest.mark.parametrize("year", ["abc", "99999", "２０２２", "9" * 5000, "0001"])
def test_a_year_that_is_none_is_not_found(year: str, village: object, inside: Client) -> None:
    assert inside.get("/desk/agendas/", {"year": year}).status_code == 404


def test_an_unknown_unit_has_no_records(village: world.Village, inside: Client) -> None:
    world.an_agenda(village)

    page = inside.get("/desk/agendas/", {"unit": "\x00nowhere"})

    assert (page.status_code, page.context["lines"]) == (200, [])


def test_a_correction_is_shown_with_what_it_was(village: world.Village, inside: Client) -> None:
    row = world.an_agenda(village)
    seen = inside.get(f"{row.get_absolute_url()}correction/").context["form"].initial["seen"]

    answer = inside.post(
        f"{row.get_absolute_url()}correction/",
        filled(village, topic="governance", held_on="2022-08-11", seen=seen),
        follow=True,
    )

    page = answer.content.decode()
    assert "词:party_building → 词:governance" in page
    assert "2022年8月10日 → 2022年8月11日" in page


def test_a_correction_from_an_old_page_is_asked_about_and_keeps_what_was_typed(
    village: world.Village, inside: Client
) -> None:
    row = world.an_agenda(village)
    place = f"{row.get_absolute_url()}correction/"
    seen = inside.get(place).context["form"].initial["seen"]
    records.correct(row=row, by=village.liaison_officer, decision="每季度研究一次。")

    answer = inside.post(place, filled(village, meeting="八月支委会", seen=seen))

    assert answer.status_code == 422
    assert "别人更正过" in answer.content.decode()
    assert "八月支委会" in answer.content.decode()
    inside.post(place, answer.context["form"].data.dict())
    assert Agenda.objects.get().meeting == "八月支委会"


def test_a_word_that_the_plan_dropped_stays_on_the_records_that_have_it(
    village: world.Village, inside: Client
) -> None:
    row = world.an_agenda(village)
    Term.objects.filter(code="party_building").update(is_retired=True)

    assert "party_building" not in inside.get("/desk/agendas/new/").content.decode()
    inside.post(f"{row.get_absolute_url()}correction/", filled(village, meeting="八月支委会"))
    row.refresh_from_db()
    assert (row.meeting, row.topic) == ("八月支委会", "party_building")


def test_a_withdrawn_record_leaves_the_list_and_says_why_on_its_page(
    village: world.Village, inside: Client
) -> None:
    row = world.an_agenda(village)

    inside.post(f"{row.get_absolute_url()}withdrawal/", {"why": "记错了村"})

    assert inside.get("/desk/agendas/").context["lines"] == []
    page = inside.get(row.get_absolute_url()).content.decode()
    assert "记错了村" in page
    assert "这条记录已经撤回，不能再更改。" in page


def test_a_withdrawal_without_a_reason_asks_for_it(village: world.Village, inside: Client) -> None:
    row = world.an_agenda(village)

    answer = inside.post(f"{row.get_absolute_url()}withdrawal/", {"why": " "})

    assert answer.status_code == 422
    assert Agenda.objects.standing().exists()


def test_what_is_typed_is_shown_as_text(village: world.Village, inside: Client) -> None:
    row = world.an_agenda(village, meeting="<script>alert(1)</script>")

    for place in (row.get_absolute_url(), "/desk/agendas/"):
        page = inside.get(place).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_list_costs_the_same_with_sixty_records_as_with_three(
    village: world.Village, inside: Client
) -> None:
    costs = []
    for number in (3, 57):
        for _ in range(number):
            world.an_agenda(village)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            inside.get("/desk/agendas/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12


def test_a_page_costs_the_same_whatever_was_done_to_it(
    village: world.Village, inside: Client
) -> None:
    row = world.an_agenda(village)
    costs = []
    for number in range(2):
        for turn in range(1 + 20 * number):
            records.correct(row=row, by=village.secretary, meeting=f"会议{number}-{turn}")
        with CaptureQueriesContext(connection) as asked:
            inside.get(row.get_absolute_url())
        costs.append(len(asked))

    assert Entry.objects.of(row).count() > 20
    assert costs[0] == costs[1] <= 12
