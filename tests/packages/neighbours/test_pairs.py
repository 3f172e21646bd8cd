"""A pair is agreed by both sides, paused, handed over, ended; nobody is assigned."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from tests import world
from tests.packages.neighbours.stage import BEGUN, ELDER, PHONE, a_pair, a_posting
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.base.errors import DomainError, Impossible, Overtaken, Refused
from wenming.neighbours.actions import look_ins, pairings
from wenming.neighbours.models import LookIn, Pairing, Posting
from wenming.volunteers.actions import volunteers

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-c")]

Stage = Pairing.Stage


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_volunteer_offers_and_sees_for_whom_only_once_it_is_agreed(
    village: world.Village,
) -> None:
    posting, volunteer = a_posting(village), world.a_volunteer(village)
    mine, officer = signed_in(volunteer.user), signed_in(village.liaison_officer)

    mine.post(f"/neighbours/wanted/{posting.pk}/offers/")
    pair = Pairing.objects.get()
    before = mine.get(f"/neighbours/pairs/{pair.pk}/").text
    officer.post(f"/neighbours/pairs/{pair.pk}/acceptance/")
    after = mine.get(f"/neighbours/pairs/{pair.pk}/").text

    assert ELDER not in before
    assert ELDER in after
    assert PHONE in after


def test_an_invitation_is_the_volunteers_own_to_answer(village: world.Village) -> None:
    posting, volunteer = a_posting(village), world.a_volunteer(village)
    number = {"number": volunteer.user.number}
    signed_in(village.secretary).post(f"/desk/neighbours/{posting.pk}/invitations/", number)
    invited = Pairing.objects.get()

    with pytest.raises(Refused, match="本人决定"):
        pairings.accept(pairing=invited, by=village.secretary)
    signed_in(volunteer.user).post(f"/neighbours/pairs/{invited.pk}/acceptance/")

    invited.refresh_from_db()
    assert (invited.stage, invited.from_on) == (Stage.ACTIVE, clock.today())


def test_a_refusal_of_either_side_leaves_the_request_open(village: world.Village) -> None:
    posting, volunteer = a_posting(village), world.a_volunteer(village)
    invited = pairings.invite(posting=posting, volunteer=volunteer, by=village.secretary)
    pairings.decline(pairing=invited, by=volunteer.user)
    offered = pairings.offer(posting=posting, volunteer=volunteer, by=volunteer.user)
    pairings.decline(pairing=offered, by=village.secretary)

    assert list(Posting.objects.unpaired()) == [posting]


def test_a_stranger_to_the_pair_finds_nothing(village: world.Village) -> None:
    pair = a_pair(village)
    stranger = signed_in(world.a_volunteer(village, world.a_resident("另一位")).user)

    assert stranger.get(f"/neighbours/pairs/{pair.pk}/").status_code == 404
    assert stranger.post(f"/neighbours/pairs/{pair.pk}/look-ins/").status_code == 404


@pytest.mark.parametrize(
    ("who", "words"),
    [("minor", "未满18周岁"), ("self", "不能和自己结对"), ("nobody", "先登记为志愿者")],
)
def test_who_may_not_pair_is_told_why(village: world.Village, who: str, words: str) -> None:
    resident = world.a_resident()
    posting = a_posting(village)
    if who == "minor":
        told = {"born_on": date(clock.today().year - 15, 1, 1)}
        told["identity"] = world.an_identity(told["born_on"])  # type: ignore[assignment]
        profile = volunteers.Profile(
            unit=village.unit,
            sex="female",
            identity_kind="card",
            **told,  # type: ignore[arg-type]
        )
        agreement = volunteers.Agreement(guardian_name="母亲", guardian_phone=PHONE)
        volunteers.register(person=resident, profile=profile, agreement=agreement, by=resident)
    elif who == "self":
        world.a_volunteer(village, resident)
        Posting.objects.update(person=resident)

    answer = signed_in(resident).post(f"/neighbours/wanted/{posting.pk}/offers/")

    assert answer.status_code == 403
    assert words in answer.text


def test_the_same_two_are_asked_once(village: world.Village) -> None:
    posting, volunteer = a_posting(village), world.a_volunteer(village)
    pairings.offer(posting=posting, volunteer=volunteer, by=volunteer.user)

    with pytest.raises(Impossible):
        pairings.invite(posting=posting, volunteer=volunteer, by=village.secretary)


def test_who_takes_over_begins_as_the_other_ends(village: world.Village) -> None:
    first = a_pair(village)
    second = world.a_volunteer(village, world.a_resident("接手人"))
    passed = pairings.hand_over(pairing=first, volunteer=second, by=first.volunteer.user)
    look_ins.note(pairing=first, by=first.volunteer.user)

    pairings.accept(pairing=passed, by=second.user)

    assert [row.stage for row in Pairing.objects.order_by("pk")] == [Stage.ENDED, Stage.ACTIVE]
    assert (
        signed_in(first.volunteer.user).get(f"/neighbours/pairs/{first.pk}/").text.count(ELDER) == 0
    )


def test_two_offers_cannot_both_be_accepted(village: world.Village) -> None:
    posting = a_posting(village)
    volunteers_ = [world.a_volunteer(village, world.a_resident(name)) for name in "甲乙"]
    offers = [pairings.offer(posting=posting, volunteer=v, by=v.user) for v in volunteers_]
    pairings.accept(pairing=offers[0], by=village.secretary)

    with pytest.raises(Overtaken, match="已经有人结对"):
        pairings.accept(pairing=offers[1], by=village.secretary)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_accepted_at_once_one_pair_begins(village: world.Village) -> None:
    posting = a_posting(village)
    people = [world.a_volunteer(village, world.a_resident(name)) for name in "甲乙"]
    offers = [pairings.offer(posting=posting, volunteer=v, by=v.user) for v in people]
    together, answers = Barrier(2), list[str]()

    def accept(pk: int) -> None:
        offer = Pairing.objects.select_related("posting__unit__town", "volunteer").get(pk=pk)
        together.wait()
        try:
            pairings.accept(pairing=offer, by=village.secretary)
            answers.append("begun")
        except DomainError as error:
            answers.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=accept, args=(offer.pk,)) for offer in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["begun", "overtaken"]
    assert Pairing.objects.active().count() == 1


def test_a_pause_moves_the_day_that_is_due(village: world.Village) -> None:
    pair = a_pair(village)
    with clock.at(world.moment(date(2026, 6, 5))):
        pairings.pause(pairing=pair, until=date(2026, 6, 20), by=pair.volunteer.user)
        assert pair.is_paused
        assert pair.due_on(None) == date(2026, 6, 21)
        pairings.pause(pairing=pair, until=None, by=pair.volunteer.user)
        assert pair.due_on(None) == date(2026, 6, 8)
        with pytest.raises(Impossible):
            pairings.pause(pairing=pair, until=date(2027, 6, 5), by=pair.volunteer.user)


def test_a_volunteer_who_leaves_looks_in_on_nobody_and_the_unit_is_told(
    village: world.Village,
) -> None:
    pair = a_pair(village)

    volunteers.withdraw(volunteer=pair.volunteer, by=pair.volunteer.user)

    pair.refresh_from_db()
    assert pair.stage == Stage.ENDED
    assert list(Posting.objects.unpaired()) == [pair.posting]
    told = Notice.objects.of(village.secretary).first()
    assert told is not None
    assert "志愿者退出了" in str(told)


def test_who_ends_a_pair_leaves_its_visits_and_a_request_that_looks_on(
    village: world.Village,
) -> None:
    pair = a_pair(village, begun=BEGUN)
    look_ins.note(pairing=pair, by=pair.volunteer.user)

    signed_in(pair.volunteer.user).post(f"/neighbours/pairs/{pair.pk}/ending/")

    assert LookIn.objects.count() == 1
    assert list(Posting.objects.unpaired()) == [pair.posting]
