"""A dispatch is an offer: the first who accepts has it, a no or silence passes it on (5.3-d)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from tests import the_plan, world
from wenming.accounts.models import Notice
from wenming.base import clock
from wenming.base.errors import DomainError, Impossible, Overtaken, Refused
from wenming.needs.actions import dispatching, following
from wenming.needs.actions import round as rounds
from wenming.needs.models import Dispatch, Need, Service
from wenming.volunteers.models import Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-d")]


def two_asked(village: world.Village) -> list[Dispatch]:
    """One need, two volunteers asked at once."""
    asked = [world.a_volunteer(village, world.a_resident(name)) for name in ("甲", "乙")]
    return dispatching.offer(need=world.a_verified_need(village), to=asked, by=None)


def again(dispatch: Dispatch) -> Dispatch:
    """As somebody else's page read it."""
    related = ("need__unit__town", "team__head", "volunteer__user", "instead_of")
    return Dispatch.objects.select_related(*related).get(pk=dispatch.pk)


def stage(row: Dispatch | Need) -> str:
    row.refresh_from_db()
    return row.stage


def test_the_first_who_accepts_has_it_and_the_other_is_told() -> None:
    first, second = two_asked(world.a_village())
    late = again(second)

    dispatching.accept(dispatch=first, by=first.answerer)

    with pytest.raises(Overtaken):
        dispatching.accept(dispatch=late, by=late.answerer)
    assert (stage(first), stage(second), stage(first.need)) == ("accepted", "retracted", "accepted")
    assert Notice.objects.filter(user=late.answerer, key__endswith="retracted").count() == 1


def test_nobody_answers_for_another() -> None:
    village = world.a_village()
    (first, second) = two_asked(village)

    with pytest.raises(Refused):
        dispatching.accept(dispatch=first, by=second.answerer)
    with pytest.raises(Refused):
        dispatching.accept(dispatch=first, by=village.secretary)


def test_a_no_needs_a_word_and_the_last_no_lets_the_need_wait_again() -> None:
    first, second = two_asked(world.a_village())

    with pytest.raises(Impossible):
        dispatching.decline(dispatch=first, why=" ", by=first.answerer)
    dispatching.decline(dispatch=first, why="周末要上班", by=first.answerer)
    assert stage(first.need) == "offered"
    dispatching.decline(dispatch=again(second), why="不会修灯", by=second.answerer)

    assert stage(first.need) == "verified"


def test_silence_ends_the_offer_and_a_yes_after_that_comes_too_late() -> None:
    dispatch = world.a_dispatch(world.a_village())
    with clock.at(dispatch.answer_by + timedelta(minutes=1)):
        with pytest.raises(Overtaken):
            dispatching.accept(dispatch=again(dispatch), by=dispatch.answerer)
        rounds.go_round()
        rounds.go_round()

    assert (stage(dispatch), stage(dispatch.need)) == ("lapsed", "verified")


def test_a_team_is_asked_through_its_head_and_without_one_not_at_all() -> None:
    village = world.a_village()
    brigade, headless = world.a_brigade(village), world.a_team(village)
    need = world.a_verified_need(village)

    with pytest.raises(Impossible):
        dispatching.offer(need=need, to=[headless], by=village.secretary)
    need.refresh_from_db()
    (dispatch,) = dispatching.offer(need=need, to=[brigade], by=village.secretary)
    dispatching.accept(dispatch=dispatch, by=village.secretary)

    assert stage(need) == "accepted"


def test_a_need_withdrawn_calls_everybody_off() -> None:
    first, second = two_asked(world.a_village())
    page_of_the_second = again(second)

    following.withdraw(need=first.need)

    with pytest.raises(Overtaken):
        dispatching.accept(dispatch=page_of_the_second, by=second.answerer)
    assert (stage(first), stage(second)) == ("retracted", "retracted")
    assert Notice.objects.filter(key__endswith="retracted").count() == 2


def test_a_stand_in_takes_over_only_with_a_yes() -> None:
    village = world.a_village()
    dispatch = world.a_dispatch(village)
    dispatching.accept(dispatch=dispatch, by=dispatch.answerer)
    other = world.a_volunteer(village, world.a_resident("替班"))

    stand_in = dispatching.hand_over(dispatch=dispatch, to=other, by=dispatch.answerer)
    assert stage(dispatch) == "accepted"
    dispatching.accept(dispatch=again(stand_in), by=other.user)

    assert (stage(dispatch), stage(stand_in)) == ("given_back", "accepted")
    assert stage(dispatch.need) == "accepted"


def test_the_page_names_who_was_asked_to_stand_in_and_whose_telephone_it_is(client: Client) -> None:
    village = world.a_village()
    dispatch = world.a_dispatch(village, is_for_other=True, other_agreed=True, other="李伯")
    dispatching.accept(dispatch=dispatch, by=dispatch.answerer)
    other = world.a_volunteer(village, world.a_resident("替班"))
    dispatching.hand_over(dispatch=dispatch, to=other, by=dispatch.answerer)
    assert dispatch.answerer is not None
    client.force_login(dispatch.answerer)

    page = client.get(dispatch.get_absolute_url()).content.decode()

    assert "已经请替班接手" in page
    assert "李伯" in page
    assert "求助的人的电话" in page
    assert "王阿婆" in page


def test_what_a_head_is_asked_stands_on_the_desk_until_it_is_answered(client: Client) -> None:
    the_plan.loaded()
    village = world.a_village("试验村")
    team = world.a_team(village, head=village.liaison_officer)
    dispatch = world.a_dispatch(village, to=team)
    client.force_login(village.liaison_officer)

    asked = client.get("/desk/").content.decode()
    mine = client.get("/my/").content.decode()
    dispatching.decline(dispatch=dispatch, why="没空", by=village.liaison_officer)
    after = client.get("/desk/").content.decode()

    assert "能不能去：家电水电维修，试验村" in asked
    assert "家电水电维修 · 试验村" in mine
    assert "能不能去" not in after


def test_done_is_recorded_rated_and_closed(client: Client) -> None:
    dispatch = world.a_dispatch(world.a_village())
    dispatching.accept(dispatch=dispatch, by=dispatch.answerer)
    assert dispatch.volunteer is not None
    client.force_login(dispatch.volunteer.user)
    told = {
        **{"served_on": clock.today(), "began": "00:00", "minutes": "45"},
        "volunteers": [dispatch.volunteer_id],
    }

    assert client.post(f"{dispatch.get_absolute_url()}finishing/", told).status_code == 302
    client.post(f"{dispatch.need.link}rating/", {"stars": "5", "words": "修得好"})

    service, need = Service.objects.get(), Need.objects.get()
    assert (service.minutes, list(service.volunteers.all())) == (45, [dispatch.volunteer])
    assert (need.stage, need.stars) == ("closed", 5)


@pytest.mark.parametrize("deed", ["rating", "reopening"])
def test_badly_done_or_not_done_it_is_open_again_and_more_pressing(
    client: Client, deed: str
) -> None:
    village = world.a_village()
    dispatch = world.a_dispatch(village)
    dispatching.accept(dispatch=dispatch, by=None)
    dispatching.finish(
        dispatch=dispatch, served_on=clock.today(), began=time(), minutes=30, by=None
    )

    client.post(f"{dispatch.need.link}{deed}/", {"stars": "1"})

    need = Need.objects.get()
    assert (need.stage, need.opened_again, need.priority) == ("verified", 1, Need.Priority.SOON)
    assert Notice.objects.filter(user=village.secretary, key__contains="again").exists()


def test_what_has_not_been_done_yet_is_not_recorded(client: Client) -> None:
    with clock.at(world.moment(date(2026, 11, 20), 9, 15)):
        dispatch = world.a_dispatch(world.a_village())
        dispatching.accept(dispatch=dispatch, by=None)
        assert dispatch.answerer is not None
        client.force_login(dispatch.answerer)
        told = {"served_on": "2026-11-20", "began": "10:30", "minutes": "45"}

        answer = client.post(f"{dispatch.get_absolute_url()}finishing/", told)

    assert "做完以后再登记" in answer.content.decode()
    assert stage(dispatch) == "accepted"


def test_whoever_asked_reads_who_came_and_once_it_is_open_again_nobody_is_named(
    client: Client,
) -> None:
    dispatch = world.a_dispatch(world.a_village())
    dispatching.accept(dispatch=dispatch, by=None)
    dispatching.finish(
        dispatch=dispatch, served_on=clock.today(), began=time(), minutes=30, by=None
    )
    need = dispatch.need
    served = client.get(need.link).content.decode()

    again = client.post(f"{need.link}rating/", {"stars": "2"}, follow=True).content.decode()

    assert f"{dispatch}登记：" in served
    assert str(dispatch) not in again
    assert "会重新安排" in again


def test_what_nobody_rates_is_closed_after_a_week() -> None:
    dispatch = world.a_dispatch(world.a_village())
    dispatching.accept(dispatch=dispatch, by=None)
    dispatching.finish(
        dispatch=dispatch, served_on=clock.today(), began=time(), minutes=30, by=None
    )

    with clock.at(clock.now() + timedelta(days=8)):
        rounds.tidy()

    assert stage(dispatch.need) == "closed"


def test_another_time_is_told_to_whoever_asked(client: Client) -> None:
    dispatch = world.a_dispatch(world.a_village())
    dispatching.accept(dispatch=dispatch, by=None)
    tomorrow = clock.now() + timedelta(days=1)

    dispatching.reschedule(dispatch=dispatch, planned_at=tomorrow, by=None)

    assert "约定时间" in client.get(dispatch.need.link).content.decode()
    with pytest.raises(Impossible):
        dispatching.reschedule(
            dispatch=dispatch, planned_at=clock.now() - timedelta(hours=1), by=None
        )


# At the same time --------------------------------------------------------------------------------


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Each in a thread of its own, all let go together: "done", or the name of the refusal."""
    outcomes, gate = [""] * len(deeds), Barrier(len(deeds))

    def run(place: int, deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            deed()
            outcomes[place] = "done"
        except DomainError as error:
            outcomes[place] = type(error).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=told) for told in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_accept_in_one_moment_and_one_has_it() -> None:
    first, second = (again(one) for one in two_asked(world.a_village()))

    outcomes = at_once(
        lambda: dispatching.accept(dispatch=first, by=first.answerer),
        lambda: dispatching.accept(dispatch=second, by=second.answerer),
    )

    assert sorted(outcomes) == ["Overtaken", "done"]
    assert sorted(Dispatch.objects.values_list("stage", flat=True)) == ["accepted", "retracted"]


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_accepted_in_one_moment_has_one_outcome() -> None:
    dispatch = again(world.a_dispatch(world.a_village()))
    need = Need.objects.select_related("unit__town").get()

    outcomes = at_once(
        lambda: following.withdraw(need=need),
        lambda: dispatching.accept(dispatch=dispatch, by=dispatch.answerer),
    )

    ended = (Need.objects.get().stage, Dispatch.objects.get().stage)
    assert sorted(outcomes) == ["Overtaken", "done"]
    assert ended in {("withdrawn", "retracted"), ("accepted", "accepted")}


@pytest.mark.django_db(transaction=True)
def test_two_offices_offer_the_same_need_to_the_same_volunteer_and_she_is_asked_once() -> None:
    village = world.a_village()
    volunteer: Volunteer = world.a_volunteer(village)
    pk = world.a_verified_need(village).pk
    seen = [Need.objects.select_related("unit__town").get(pk=pk) for _office in range(2)]

    outcomes = at_once(
        *(lambda need=one: dispatching.offer(need=need, to=[volunteer], by=None) for one in seen)
    )

    assert sorted(outcomes) == ["Overtaken", "done"]
    assert (Dispatch.objects.count(), Notice.objects.filter(user=volunteer.user).count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_say_no_in_one_moment_and_the_need_waits_again() -> None:
    asked = [again(one) for one in two_asked(world.a_village())]

    outcomes = at_once(
        *(lambda d=one: dispatching.decline(dispatch=d, why="没空", by=d.answerer) for one in asked)
    )

    assert outcomes == ["done", "done"]
    assert Need.objects.get().stage == "verified"


@pytest.mark.django_db(transaction=True)
def test_accepted_while_the_offer_runs_out_has_one_outcome() -> None:
    dispatch = again(world.a_dispatch(world.a_village()))
    running_out = again(dispatch)

    outcomes = at_once(
        lambda: dispatching.accept(dispatch=dispatch, by=dispatch.answerer),
        lambda: dispatching.lapse(dispatch=running_out),
    )

    ended = (Need.objects.get().stage, Dispatch.objects.get().stage)
    assert outcomes.count("done") == 1
    assert ended in {("accepted", "accepted"), ("verified", "lapsed")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["withdrawn", "accepted"])
def test_whoever_is_asked_while_it_ends_for_others_is_not_left_waiting(ends: str) -> None:
    village = world.a_village()
    first = again(world.a_dispatch(village))
    late = world.a_volunteer(village, world.a_resident("后来的"))
    seen = [Need.objects.select_related("unit__town").get() for _office in range(2)]

    def end() -> None:
        if ends == "withdrawn":
            following.withdraw(need=seen[0])
        else:
            dispatching.accept(dispatch=first, by=first.answerer)

    outcomes = at_once(end, lambda: dispatching.offer(need=seen[1], to=[late], by=None))

    assert outcomes[0] == "done"
    assert Need.objects.get().stage == ends
    assert not Dispatch.objects.offered().exists()
    asked = Dispatch.objects.filter(volunteer=late)
    assert asked.count() == (outcomes[1] == "done")
    # Asked and then not needed: told both.
    assert Notice.objects.filter(user=late.user).count() == 2 * asked.count()


@pytest.mark.django_db(transaction=True)
def test_served_and_withdrawn_in_one_moment_has_one_outcome() -> None:
    dispatch = again(world.a_dispatch(world.a_village()))
    dispatching.accept(dispatch=dispatch, by=dispatch.answerer)
    dispatch, need = again(dispatch), Need.objects.select_related("unit__town").get()
    told = {"served_on": clock.today(), "began": time(), "minutes": 30}

    outcomes = at_once(
        lambda: following.withdraw(need=need),
        lambda: dispatching.finish(dispatch=dispatch, **told, by=dispatch.answerer),
    )

    ended = (Need.objects.get().stage, Dispatch.objects.get().stage)
    assert outcomes.count("done") == 1
    assert ended in {("withdrawn", "retracted"), ("served", "done")}


def test_silence_and_a_no_pass_it_on_to_the_next_until_a_person_has_to_look() -> None:
    village = world.a_village()
    for name in ("甲", "乙", "丙", "丁", "戊"):
        world.a_volunteer(village, world.a_resident(name))
    need = world.a_verified_need(village, kind="company")
    first = Volunteer.objects.order_by("pk")[0]
    dispatching.offer(need=need, to=[first], by=None)

    asked = []
    for turn in range(1, 7):
        with clock.at(clock.now() + timedelta(days=2 * turn)):
            rounds.go_round()
        asked.append(need.dispatches.count())

    assert asked == [2, 3, 4, 4, 4, 4]
    assert need.dispatches.values("volunteer").distinct().count() == 4
    assert stage(need) == "verified"


def test_what_an_office_took_back_is_not_passed_on_by_itself() -> None:
    village = world.a_village()
    world.a_volunteer(village, world.a_resident("乙"))
    dispatch = world.a_dispatch(village)
    dispatching.retract(dispatch=dispatch, by=village.secretary)

    rounds.go_round()

    assert dispatch.need.dispatches.count() == 1
