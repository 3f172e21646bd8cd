"""Whom a protected need is about is seen by the offices and by who serves, and by nobody else."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.test import Client

from tests import world
from wenming.accounts.actions import mine
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.needs.actions import answering, dispatching, following
from wenming.needs.actions import round as rounds
from wenming.needs.models import Need

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-d")]

SECRETS = ("王阿婆", "1380000", "138****", "祠堂", "灯坏", "词:elderly")
WORK_PAGES = ("/desk/", "/desk/needs/", "/desk/needs/?stage=asked")


def pages(client: Client, user: User, need: Need) -> str:
    """All that this user can read of the need at the desk."""
    client.force_login(user)
    places = (*WORK_PAGES, need.get_absolute_url(), "/my/", "/")
    return " ".join(client.get(place).content.decode() for place in places)


def test_the_villages_own_workers_see_that_there_is_one_but_not_who(client: Client) -> None:
    village = world.a_village()
    need = world.a_protected_need(village)

    seen = pages(client, village.secretary, need)

    assert need.number in seen
    assert [secret for secret in SECRETS if secret in seen] == []
    # Nor can it be found by what it says.
    assert need.number not in client.get("/desk/needs/?text=灯坏").content.decode()


def test_the_office_sees_it(client: Client) -> None:
    village = world.a_village()
    need, office = world.a_protected_need(village), world.an_office()

    seen = pages(client, office, need)

    assert "王阿婆" in seen
    assert "祠堂后面第二家" in seen


def test_a_worker_of_the_village_can_neither_answer_it_nor_see_the_number(client: Client) -> None:
    village = world.a_village()
    need = world.a_protected_need(village)
    client.force_login(village.secretary)

    for deed in ("looking", "verification", "correction", "rating"):
        assert client.post(f"/desk/needs/{need.pk}/{deed}/").status_code == 403


def test_whoever_is_asked_sees_it_with_a_yes_and_no_longer_once_it_is_done(client: Client) -> None:
    village = world.a_village()
    need, volunteer = world.a_protected_need(village), world.a_volunteer(village)
    answering.verify(need=need, by=None)
    (dispatch,) = dispatching.offer(need=need, to=[volunteer], by=None)
    client.force_login(volunteer.user)

    before = client.get(dispatch.get_absolute_url()).content.decode()
    dispatching.accept(dispatch=dispatch, by=volunteer.user)
    during = client.get(dispatch.get_absolute_url()).content.decode()
    dispatching.finish(
        dispatch=dispatch, served_on=clock.today(), began=time(), minutes=60, by=volunteer.user
    )
    after = client.get(dispatch.get_absolute_url()).content.decode()

    assert [secret for secret in SECRETS if secret in before] == []
    assert "王阿婆" in during
    assert "13800001234" in during
    assert [secret for secret in SECRETS if secret in after] == []


def test_no_notice_names_anybody() -> None:
    village = world.a_village()
    need, volunteer = world.a_protected_need(village), world.a_volunteer(village)
    world.an_office()
    with clock.at(need.answer_by + timedelta(hours=1)):
        rounds.go_round()
    answering.verify(need=need, by=None)
    (dispatch,) = dispatching.offer(need=need, to=[volunteer], by=None)
    dispatching.accept(dispatch=dispatch, by=None)
    following.withdraw(need=need)

    said = " ".join(f"{notice} {notice.about}" for notice in Notice.objects.all())

    assert Notice.objects.filter(user=volunteer.user).count() == 2
    assert [secret for secret in SECRETS if secret in said] == []


def test_so_long_after_its_end_nothing_tells_who_it_was(client: Client) -> None:
    village = world.a_village()
    need = world.a_protected_need(village, is_for_other=True, other_agreed=True, other="李伯")
    answering.remark(need=need, words="李伯耳朵不好", by=None)
    answering.settle(need=need, answer="已经办好。", by=None)
    with clock.at(clock.now() + timedelta(days=91)):
        rounds.tidy()

    kept = Need.objects.values().get()

    written = " ".join(map(str, kept.values()))
    assert [one for one in (*SECRETS, "李伯") if one in written] == []
    assert (kept["kind"], kept["stage"], kept["erased_at"] is not None) == (
        "repair",
        "closed",
        True,
    )
    assert not need.remarks.exists()
    assert client.get(need.link).status_code == 200


@pytest.mark.parametrize("ended", ["closed", "declined"])
def test_once_it_is_forgotten_who_it_was_nobody_takes_it_up_again(
    client: Client, ended: str
) -> None:
    village = world.a_village()
    need = world.a_need(village)
    end = answering.settle if ended == "closed" else answering.decline
    end(need=need, answer="已经答复。", by=None)
    rounds.forget(need=need)
    said = {"words": "又坏了", "kind": "repair", "place": "祠堂", "priority": "0"}

    public = [client.post(f"{need.link}{deed}/", said) for deed in ("reopening", "remarks")]
    client.force_login(village.secretary)
    desk = [
        client.post(f"{need.get_absolute_url()}{deed}/", said)
        for deed in ("verification", "correction")
    ]

    assert [answer.status_code for answer in (*public, *desk)] == [403] * 4
    assert "已经按规定删除" in desk[0].text
    assert Need.objects.get().stage == ended
    assert not need.remarks.exists()


def test_with_the_account_goes_whose_the_needs_were(client: Client) -> None:
    village, asker = world.a_village(), world.a_resident("陈小姐")
    client.force_login(asker)
    client.post(
        "/ask/",
        {"words": "修灯", "unit": village.unit.pk, "name": "陈小姐", "phone": "13800005678",
         "priority": "0"},
    )  # fmt: skip
    assert "N-" in client.get("/my/").content.decode()

    mine.erase(user=asker, by=asker)

    kept = Need.objects.get()
    assert (kept.stage, kept.name, kept.phone, kept.asker) == ("withdrawn", None, None, None)


def test_whoever_knows_a_number_does_not_learn_by_it_that_the_person_is_protected(
    client: Client,
) -> None:
    village = world.a_village()
    need = world.a_protected_need(village)
    number, plain = need.phone, world.a_need(village, words="想借一把梯子")

    def read(user: User) -> str:
        client.force_login(user)
        places = (f"/desk/needs/?text={number}", f"/desk/needs/new/?channel=hotline&phone={number}")
        return " ".join(client.get(place).content.decode() for place in places)

    worker, office = read(village.secretary), read(world.an_office())

    assert (need.number in worker, plain.number in worker) == (False, True)
    assert (need.number in office, plain.number in office) == (True, True)
