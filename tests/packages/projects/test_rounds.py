"""A project goes through its loop; each stage has what the plan asks before the next (5.4-b)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from tests.packages.projects import stage
from tests.together import while_open
from wenming.activities.models import Activity
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.organisation.actions import records
from wenming.projects.actions import rounds
from wenming.projects.loop import lacks
from wenming.projects.models import Measure, Round, RoundActivity
from wenming.projects.queries import rounds_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.4-b")]

Stage = Round.Stage


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def carried_out(village: world.Village) -> Round:
    """Up to the evaluation."""
    row = stage.a_round(village, is_told=True)
    stage.with_volunteers(row.project, village)
    rounds.go_on(row=row, by=village.secretary)
    rounds.go_on(row=row, by=village.secretary)
    stage.a_link(row, village)
    rounds.go_on(row=row, by=village.secretary)
    return row


def finished(village: world.Village) -> Round:
    row = carried_out(village)
    stage.a_measure(row, village, after=Decimal(20))
    told = {"summary": "多了八位", "unrated_why": "老人没有手机", "changes": "雨天改室内"}
    rounds.tell(row=row, by=village.secretary, **told)
    rounds.go_on(row=row, by=village.secretary)
    rounds.go_on(row=row, by=village.secretary)
    return row


def test_the_whole_loop_is_gone_through_and_says_who_and_when(village: world.Village) -> None:
    row = finished(village)

    stages = Entry.objects.of(row).filter(verb="round.moved-on").values_list("details", flat=True)
    assert row.stage == Stage.FINISHED
    assert [said["stage"] for said in reversed(stages)] == Stage.values[1:]


@pytest.mark.parametrize("missing", ["aim", "wanted", "measure"])
def test_a_project_is_not_set_up_before_it_says_what_it_is_to_reach(
    missing: str, village: world.Village
) -> None:
    row = stage.a_round(village, is_told=True)
    if missing == "measure":
        rounds.drop(found=row.measures.get(), by=village.secretary)
    else:
        empty = {"aim": ""} if missing == "aim" else {"wanted": None}
        rounds.tell(row=row, by=village.secretary, **empty)

    with pytest.raises(Refused):
        rounds.go_on(row=row, by=village.secretary)
    assert len(lacks(row)) == 1


def test_recruiting_ends_with_enough_volunteers_and_says_how_many_are_missing(
    village: world.Village,
) -> None:
    row = stage.a_round(village, is_told=True)
    rounds.tell(row=row, wanted=3, by=village.secretary)
    rounds.go_on(row=row, by=village.secretary)
    stage.with_volunteers(row.project, village, number=2)

    with pytest.raises(Refused, match="还差 1 名"):
        rounds.go_on(row=row, by=village.secretary)

    rounds.tell(row=row, wanted=2, by=village.secretary)
    rounds.go_on(row=row, by=village.secretary)
    assert row.stage == Stage.CARRY_OUT


def test_an_activity_that_is_withdrawn_carries_nothing_out(village: world.Village) -> None:
    row = carried_out(village)
    rounds.go_back(row=row, why="早了", by=village.secretary)
    records.withdraw(row=Activity.objects.get(), why="没有办", by=village.secretary)

    with pytest.raises(Refused, match="至少举行一次活动"):
        rounds.go_on(row=row, by=village.secretary)


def test_every_measure_is_taken_again_before_the_evaluation_ends(village: world.Village) -> None:
    row = carried_out(village)
    rounds.tell(row=row, summary="好", unrated_why="没有", by=village.secretary)

    assert [str(one) for one in lacks(row)] == ["记下“用餐的老人”现在是多少。"]
    stage.a_measure(row, village, after=Decimal(0))
    assert lacks(row) == []


def test_the_next_round_starts_from_the_last_evaluation(village: world.Village) -> None:
    row = finished(village)

    second = rounds.begin(project=row.project, by=village.secretary)

    measure = second.measures.get()
    assert (second.number, second.aim) == (2, "雨天改室内")
    assert (measure.before, measure.after) == (Decimal(20), None)


def test_a_project_has_one_round_at_a_time(village: world.Village) -> None:
    row = stage.a_round(village)

    with pytest.raises(Refused, match="还没有结束"):
        rounds.begin(project=row.project, by=village.secretary)


def test_a_finished_round_is_not_changed_any_more(village: world.Village) -> None:
    row = finished(village)

    for deed in (
        lambda: rounds.tell(row=row, aim="别的", by=village.secretary),
        lambda: rounds.go_back(row=row, why="早了", by=village.secretary),
        lambda: rounds.attach(row=row, activity=stage.an_activity(village), by=village.secretary),
    ):
        with pytest.raises(Refused):
            deed()


def test_a_step_in_a_second_tab_is_told_that_somebody_was_faster(village: world.Village) -> None:
    row = stage.a_round(village, is_told=True)
    same = Round.objects.get(pk=row.pk)
    rounds.go_on(row=row, by=village.secretary)

    with pytest.raises(Overtaken):
        rounds.go_on(row=same, by=village.secretary)
    with pytest.raises(Overtaken):
        rounds.tell(row=same, aim="别的", by=village.secretary)


def test_an_activity_belongs_to_one_round_and_of_its_own_unit(village: world.Village) -> None:
    row = stage.a_round(village)
    link = stage.a_link(row, village)
    other = stage.a_round(village, world.a_project(village, title="别的项目"))
    elsewhere = stage.an_activity(world.a_village("杆头村"))

    for activity in (link.activity, elsewhere):
        with pytest.raises(Impossible):
            rounds.attach(row=other, activity=activity, by=village.secretary)

    rounds.detach(link=link, by=village.secretary)
    rounds.attach(row=other, activity=link.activity, by=village.secretary)
    assert RoundActivity.objects.get().round == other


def test_rounds_stand_side_by_side_with_what_they_brought(village: world.Village) -> None:
    row = finished(village)
    rounds.begin(project=row.project, by=village.secretary)

    first, second = rounds_of(row.project)

    assert (first.held, first.people) == (1, 9)
    assert (second.held, second.people) == (0, 0)
    assert first.measures[0].after == second.measures[0].before


def test_another_village_changes_nothing(village: world.Village) -> None:
    row, other = stage.a_round(village, is_told=True), world.a_village("杆头村")

    for deed in (
        lambda: rounds.go_on(row=row, by=other.secretary),
        lambda: rounds.tell(row=row, aim="别的", by=other.secretary),
        lambda: rounds.drop(found=row.measures.get(), by=other.secretary),
    ):
        with pytest.raises(Refused):
            deed()


def test_the_page_says_what_is_missing_and_keeps_what_was_typed(
    village: world.Village, client: Client
) -> None:
    row = stage.a_round(village)
    client.force_login(village.secretary)

    page = client.get(f"/desk/rounds/{row.pk}/").content.decode()
    wrong = client.post(f"/desk/rounds/{row.pk}/measures/", {"name": "老人", "before": "x"})

    assert "写明需要多少名志愿者。" in page
    assert wrong.status_code == 422
    assert 'value="老人"' in wrong.content.decode()


def test_everybody_sees_the_project_with_its_rounds(village: world.Village, client: Client) -> None:
    row = finished(village)

    page = client.get(f"/projects/{row.project_id}/").content.decode()

    for words in ("多了八位", "雨天改室内", "12 → 20", "送餐"):
        assert words in page


def test_the_same_number_of_queries_for_few_rounds_and_many(
    village: world.Village, client: Client
) -> None:
    row = finished(village)
    few = _queries(client, row)
    for _ in range(3):
        finished_again = rounds.begin(project=row.project, by=village.secretary)
        _finish(finished_again, village)

    assert _queries(client, row) == few


def _queries(client: Client, row: Round) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/projects/{row.project_id}/")
    return len(caught)


def _finish(row: Round, village: world.Village) -> None:
    for _ in range(2):
        rounds.go_on(row=row, by=village.secretary)
    stage.a_link(row, village)
    rounds.go_on(row=row, by=village.secretary)
    stage.a_measure(row, village, after=Decimal(20))
    told = {"summary": "好", "unrated_why": "没有", "changes": "再来"}
    rounds.tell(row=row, by=village.secretary, **told)
    for _ in range(2):
        rounds.go_on(row=row, by=village.secretary)


def test_what_an_earlier_stage_had_is_there_when_the_round_ends(village: world.Village) -> None:
    row = carried_out(village)
    measure = stage.a_measure(row, village, after=Decimal(20))
    told = {"summary": "多了八位", "unrated_why": "老人没有手机", "changes": "雨天改室内"}
    rounds.tell(row=row, by=village.secretary, **told)
    rounds.go_on(row=row, by=village.secretary)

    rounds.tell(row=row, summary="", by=village.secretary)
    stage.a_measure(row, village, after=None)
    rounds.detach(link=row.activity_links.get(), by=village.secretary)

    with pytest.raises(Refused):
        rounds.go_on(row=row, by=village.secretary)
    assert len(lacks(row)) == 3
    assert measure.name in str(lacks(row)[1])


def test_nothing_is_put_into_a_round_that_was_finished_meanwhile(village: world.Village) -> None:
    row = finished(village)
    Round.objects.filter(pk=row.pk).update(stage=Stage.IMPROVE, finished_on=None)
    old_page = Round.objects.select_related("project__unit__town").get(pk=row.pk)
    rounds.go_on(row=Round.objects.get(pk=row.pk), by=village.secretary)

    for deed in (
        lambda: stage.a_measure(old_page, village, after=Decimal(30)),
        lambda: rounds.drop(found=_of(old_page), by=village.secretary),
        lambda: rounds.attach(
            row=old_page, activity=stage.an_activity(village), by=village.secretary
        ),
    ):
        with pytest.raises(Overtaken):
            deed()


def _of(row: Round) -> Measure:
    measure = row.measures.get()
    measure.round = row
    return measure


@pytest.mark.django_db(transaction=True)
def test_a_round_does_not_end_without_what_is_taken_out_in_that_moment() -> None:
    village = world.a_village()
    row = carried_out(village)
    stage.a_measure(row, village, after=Decimal(20))
    told = {"summary": "多了八位", "unrated_why": "老人没有手机", "changes": "雨天改室内"}
    rounds.tell(row=row, by=village.secretary, **told)
    rounds.go_on(row=row, by=village.secretary)
    first, second = (Round.objects.select_related("project__unit__town").get() for _tab in "ab")

    outcome = while_open(
        lambda: rounds.tell(row=first, changes="", by=village.secretary),
        lambda: rounds.go_on(row=second, by=village.secretary),
    )

    assert outcome == "Refused"
    assert Round.objects.get().stage == Stage.IMPROVE


def test_who_tells_from_an_old_page_is_told_and_overwrites_nothing(
    village: world.Village, client: Client
) -> None:
    row = stage.a_round(village)
    client.force_login(village.secretary)
    place = f"/desk/rounds/{row.pk}/"
    old_page = {"aim": "每天一餐", "seen": client.get(place).context["tell"].initial["seen"]}
    rounds.tell(row=row, aim="每天两餐", wanted=4, by=village.secretary)

    answer = client.post(place, old_page)

    assert answer.status_code == 422
    assert "别人更正过" in answer.text
    row.refresh_from_db()
    assert (row.aim, row.wanted) == ("每天两餐", 4)
    # Sent again, it is meant.
    again = {"aim": "每天一餐", "seen": answer.context["tell"]["seen"].value()}
    assert client.post(place, again).status_code == 302


def test_a_project_that_was_withdrawn_gives_its_activities_back(village: world.Village) -> None:
    row = stage.a_round(village)
    link = stage.a_link(row, village)
    records.withdraw(row=row.project, why="登记重复", by=village.secretary)

    other = stage.a_round(village, world.a_project(village, title="别的项目"))
    rounds.attach(row=other, activity=link.activity, by=village.secretary)

    assert RoundActivity.objects.get().round == other
    assert "round.activity-detached" in Entry.objects.of(row).values_list("verb", flat=True)
