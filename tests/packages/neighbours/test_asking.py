"""A neighbour is asked for with consent; who it is for is known to those who serve and the unit."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import world
from tests.packages.neighbours.stage import ELDER, PHONE, a_pair, a_posting
from wenming.accounts.actions import mine
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused, WrongStage
from wenming.base.models import Entry
from wenming.base.together import together
from wenming.neighbours.actions import look_ins, postings
from wenming.neighbours.models import LookIn, Pairing, Posting
from wenming.neighbours.queries import work_for, work_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-c")]

FORM = {
    "whom": "relative",
    "watch": "elders",
    "wish": "提醒吃药",
    "every_days": "3",
    "focus": "elderly",
    "name": "林老伯",
    "phone": "",
    "address": "前街3号",
    "consent": "on",
}


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_daughter_asks_for_her_father_and_the_unit_confirms(village: world.Village) -> None:
    daughter, officer = signed_in(world.a_resident("林女儿")), signed_in(village.liaison_officer)

    answer = daughter.post("/neighbours/asking/", FORM | {"unit": village.unit.pk})
    posting = Posting.objects.get()
    waiting = work_of(together(work_for(village.liaison_officer, village.town)))
    officer.post(f"/desk/neighbours/{posting.pk}/confirming/")

    posting.refresh_from_db()
    assert answer.status_code == 302
    assert (posting.name, posting.person, posting.stage) == ("林老伯", None, "open")
    assert waiting.asked == [posting]
    assert Notice.objects.filter(user=village.liaison_officer).exists()


def test_the_same_form_twice_is_one_request(village: world.Village) -> None:
    client, form = signed_in(world.a_resident()), FORM | {"unit": village.unit.pk}
    form["ticket"] = "7f7a4f7e-3d22-4b6c-8d28-30b7f0ee2a11"

    for _ in range(2):
        client.post("/neighbours/asking/", form)

    assert Posting.objects.count() == 1


def test_without_consent_nothing_is_kept_and_nothing_typed_is_lost(village: world.Village) -> None:
    client, form = signed_in(world.a_resident()), FORM | {"unit": village.unit.pk}
    del form["consent"]

    answer = client.post("/neighbours/asking/", form)

    assert answer.status_code == 422
    assert "要本人同意才能登记。" in answer.text
    assert "前街3号" in answer.text
    assert not Posting.objects.exists()


def test_a_name_of_300_characters_is_refused_at_its_field(village: world.Village) -> None:
    form = FORM | {"unit": village.unit.pk, "name": world.LONG}

    answer = signed_in(world.a_resident()).post("/neighbours/asking/", form)

    assert answer.status_code == 422
    assert 'href="#id_name"' in answer.text


def test_a_rare_character_is_kept(village: world.Village) -> None:
    assert a_posting(village, name=f"林{world.RARE}").name == f"林{world.RARE}"


def test_consent_is_never_of_tomorrow(village: world.Village) -> None:
    told = postings.Told("elders", "买菜", ELDER, "后街")
    with pytest.raises(Impossible):
        postings.ask(
            unit=village.unit,
            told=told,
            consent="paper",
            consented_on=date(2999, 1, 1),
            by=village.secretary,
        )


def test_nobody_is_named_where_volunteers_choose_nor_in_public(village: world.Village) -> None:
    a_posting(village)
    volunteer = world.a_volunteer(village)

    wanted = signed_in(volunteer.user).get("/neighbours/wanted/").text
    public = Client().get("/neighbours/").text

    assert "陪说说话，买菜。" in wanted
    assert "陪说说话" not in public
    for page in (wanted, public):
        assert ELDER not in page
        assert "后街12号" not in page


def test_the_office_sees_how_it_goes_and_not_for_whom(village: world.Village) -> None:
    posting = a_posting(village)
    office = signed_in(world.an_office())

    listed = office.get("/desk/neighbours/").text

    assert village.unit.name in listed
    assert ELDER not in listed
    assert office.get(f"/desk/neighbours/{posting.pk}/").status_code == 404


def test_the_number_is_masked_and_shown_for_a_reason_that_is_kept(village: world.Village) -> None:
    posting = a_posting(village)
    officer = signed_in(village.liaison_officer)

    page = officer.get(f"/desk/neighbours/{posting.pk}/").text
    full = officer.post(f"/desk/neighbours/{posting.pk}/looking/", {"why": "联系本人核实"}).text

    assert PHONE not in page
    assert PHONE in full
    assert Entry.objects.get(verb="posting.looked-at").details == {"why": "联系本人核实"}


def test_what_is_kept_is_encrypted_and_the_journal_names_nobody(village: world.Village) -> None:
    posting = a_posting(village)
    told = postings.Told("elders", "买菜", "改名老伯", "新街9号", every_days=3)
    postings.correct(posting=posting, told=told, by=village.secretary)

    raw = Posting.objects.extra(select={"raw": "name"}).values_list("raw", flat=True).get()
    entry = Entry.objects.get(verb="posting.corrected")
    assert raw != "改名老伯"
    assert entry.details == {"fields": ["address", "every_days", "focus", "name", "phone", "wish"]}


def test_when_it_is_over_nothing_names_a_person(village: world.Village) -> None:
    pair = a_pair(village)
    look_ins.note(pairing=pair, words="降压药快吃完了", by=pair.volunteer.user)

    postings.close(posting=pair.posting, why=Posting.Why.DIED, by=village.secretary)

    posting, visit = Posting.objects.get(), LookIn.objects.get()
    assert (posting.name, posting.phone, posting.address, posting.wish) == (None, None, None, "")
    assert (visit.words, visit.settled_at is not None) == (None, True)
    assert Pairing.objects.get().stage == Pairing.Stage.ENDED
    told = Notice.objects.filter(user=pair.volunteer.user).order_by("pk").last()
    assert told is not None
    assert "谢谢您一直以来的陪伴" in str(told)


def test_what_is_over_is_over(village: world.Village) -> None:
    posting = a_posting(village)
    other_tab = Posting.objects.get()
    postings.close(posting=posting, why=Posting.Why.MOVED, by=village.secretary)

    with pytest.raises(Overtaken):
        postings.close(posting=other_tab, why=Posting.Why.MOVED, by=village.secretary)
    with pytest.raises(WrongStage):
        postings.confirm(posting=posting, by=village.secretary)
    with pytest.raises(Overtaken):
        postings.correct(
            posting=posting,
            told=postings.Told("elders", "买菜", "名", "街"),
            by=village.secretary,
        )


def test_who_asked_takes_it_back_and_another_cannot(village: world.Village) -> None:
    daughter, stranger = world.a_resident("林女儿"), world.a_resident("路人")
    told = postings.Told("elders", "买菜", ELDER, "后街")
    posting = postings.ask(unit=village.unit, told=told, consent="spoken", by=daughter)

    with pytest.raises(Refused):
        postings.close(posting=posting, why="enough", by=stranger)
    answer = signed_in(daughter).post(
        f"/neighbours/requests/{posting.pk}/ending/", {"why": "withdrawn"}
    )

    assert answer.status_code == 302
    assert Posting.objects.get().closed_why == "withdrawn"


def test_an_erased_account_takes_its_request_with_it(village: world.Village) -> None:
    elder = world.a_resident(ELDER)
    told = postings.Told("elders", "买菜", ELDER, "后街")
    postings.ask(unit=village.unit, told=told, consent="self", person=elder, by=elder)

    copy = mine.take_away(user=elder, by=elder)
    mine.erase(user=elder, by=elder)

    assert copy["neighbour_requests"][0]["address"] == "后街"  # type: ignore[index]
    assert (Posting.objects.get().stage, Posting.objects.get().name) == ("closed", None)


def test_a_worker_who_asks_for_their_own_mother_is_a_relative_like_others(
    village: world.Village,
) -> None:
    with clock.at(world.moment(date(2026, 6, 1))):
        told = postings.Told("elders", "买菜", ELDER, "后街")
        own = postings.ask(
            unit=village.unit,
            told=told,
            consent="self",
            person=village.secretary,
            by=village.secretary,
        )

    assert (own.stage, own.is_units) == ("asked", False)
