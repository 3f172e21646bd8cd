"""Teams of every shape, their heads, and what they prove."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import world
from wenming.accounts.actions import mine
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry, reference
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.organisation.actions import posts, records
from wenming.organisation.actions.people import Person
from wenming.organisation.models import Post, Town
from wenming.volunteers.actions import teams
from wenming.volunteers.facts import facts, subjects
from wenming.volunteers.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.1-a")]

YEAR = Span(date(2022, 1, 1), date(2022, 12, 31))


def standing(town: Town, span: Span = YEAR) -> list[Fact]:
    return list(facts(town, span))


def headed(town: Town, span: Span = YEAR) -> set[str]:
    (fact,) = standing(town, span)
    return set(fact.tags["headed"])


def listed(town: Town) -> list[Subject]:
    return [subject for subject in subjects(town) if subject.roster == "team"]


def of_town(town: Town, **said: Any) -> Team:
    """A corps, or with its shape another team of the town itself."""
    about: dict[str, Any] = {
        "shape": "corps",
        "kind": "lecture",
        "name": "服务队",
        "founded_on": world.PLAN_DAY,
    }
    return teams.add(unit=world.the_town_unit(town), by=world.an_office(town), **about | said)


def a_branch(town: Town, **said: Any) -> Team:
    return of_town(town, shape="branch", kind="", name="支队", **said)


# The tree's shape ----------------------------------------------------------------------------


def test_a_town_has_one_branch() -> None:
    town = world.a_town()
    a_branch(town)

    with pytest.raises(Impossible, match="全镇只设一个支队"):
        a_branch(town)


def test_a_village_has_one_brigade_and_each_village_its_own() -> None:
    village = world.a_village()
    world.a_brigade(village)
    world.a_brigade(world.a_village("杆头村"))

    with pytest.raises(Impossible, match="一个单位只设一个大队"):
        world.a_brigade(village, name="第二大队")


def test_a_town_has_one_corps_of_each_kind() -> None:
    town = world.a_town()
    of_town(town, kind="lecture")
    of_town(town, kind="arts")

    with pytest.raises(Impossible, match="这一类服务队全镇只设一支"):
        of_town(town, kind="lecture")


@pytest.mark.parametrize(("shape", "kind"), [("branch", ""), ("corps", "lecture")])
def test_a_village_does_not_set_up_the_towns_own(shape: str, kind: str) -> None:
    with pytest.raises(Impossible) as caught:
        world.a_team(world.a_village(), shape=shape, kind=kind)

    assert caught.value.field == "unit"


def test_two_towns_have_a_branch_each() -> None:
    a_branch(world.a_town())
    a_branch(world.a_town("linzhen", "邻镇"))

    assert Team.objects.count() == 2


def test_a_new_brigade_may_follow_one_that_closed_or_was_withdrawn() -> None:
    village = world.a_village()
    closed = world.a_brigade(village)
    records.correct(row=closed, closed_on=date(2022, 12, 31), by=village.secretary)
    mistaken = world.a_brigade(village, name="记错的大队")
    records.withdraw(row=mistaken, why="记错了", by=village.secretary)

    world.a_brigade(village, name="新大队")

    assert Team.objects.count() == 3


def test_a_closed_brigade_does_not_reopen_beside_the_new_one() -> None:
    village = world.a_village()
    closed = world.a_brigade(village, closed_on=date(2022, 12, 31))
    world.a_brigade(village, name="新大队")

    with pytest.raises(Impossible, match="一个单位只设一个大队"):
        records.correct(row=closed, closed_on=None, by=village.secretary)


@pytest.mark.parametrize("shape", ["standing", "emergency"])
@pytest.mark.clause("3.1-b")
@pytest.mark.clause("3.2-d")
def test_these_shapes_must_say_their_kind(shape: str) -> None:
    with pytest.raises(Impossible) as caught:
        world.a_team(world.a_village(), shape=shape, kind="")

    assert caught.value.field == "kind"


@pytest.mark.parametrize(
    ("shape", "kind"), [("branch", "arts"), ("brigade", "arts"), ("corps", "")]
)
def test_the_towns_corps_have_a_kind_branch_and_brigade_none(shape: str, kind: str) -> None:
    with pytest.raises(Impossible) as caught:
        of_town(world.a_town(), shape=shape, kind=kind)

    assert caught.value.field == "kind"


@pytest.mark.parametrize("shape", ["local", "resident"])
@pytest.mark.clause("3.2-b")
def test_a_local_team_may_leave_its_kind_open(shape: str) -> None:
    assert world.a_team(world.a_village(), shape=shape, kind="").pk


def test_a_team_does_not_close_before_it_was_founded() -> None:
    with pytest.raises(Impossible) as caught:
        world.a_team(world.a_village(), closed_on=date(2020, 1, 1))

    assert caught.value.field == "closed_on"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"shape": "brigade"},
        {"closed_on": date(2020, 1, 1)},
        {"withdrawn_why": "没有日期"},
    ],
)
def test_the_database_itself_holds_these_sentences(wrong: dict[str, object]) -> None:
    team = world.a_team(world.a_village())

    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(pk=team.pk).update(**wrong)


def test_the_database_itself_refuses_a_second_brigade() -> None:
    village = world.a_village()
    world.a_brigade(village)
    second = world.a_team(village)

    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(pk=second.pk).update(shape="brigade", kind="")


# The head ------------------------------------------------------------------------------------


def test_a_head_is_found_by_name_among_the_units_people() -> None:
    village = world.a_village()

    assert world.a_team(village, head=Person("塘边村联络员")).head == village.liaison_officer


def test_a_head_who_leads_another_team_of_the_unit_is_the_same_person() -> None:
    village = world.a_village()

    first = world.a_team(village, head=Person("李四"))
    second = world.a_team(village, kind="arts", head=Person("李四"))

    assert first.head == second.head


def test_a_head_from_another_village_is_somebody_of_the_same_name() -> None:
    first = world.a_team(world.a_village(), head=Person("李四"))
    second = world.a_team(world.a_village("杆头村"), head=Person("李四"))

    assert first.head != second.head


def test_the_form_sent_twice_makes_one_team_and_one_person() -> None:
    village, ticket = world.a_village(), uuid4()

    first = world.a_team(village, ticket=ticket, head=Person("李四"))
    second = world.a_team(village, ticket=ticket, head=Person("李四"))

    assert first == second
    assert User.objects.get_queryset().filter(name="李四").count() == 1


def test_a_team_passes_to_another_head_and_the_journal_keeps_the_former() -> None:
    village = world.a_village()
    team = world.a_team(village, head=Person("李四"))

    teams.hand_over(team=team, head=Person("王五"), by=village.liaison_officer)

    team.refresh_from_db()
    assert str(team.head) == "王五"
    entry = Entry.objects.of(team)[0]
    assert entry.verb == "team.headed"
    assert (entry.details["before"], entry.details["after"]) == ("李四", "王五")


def test_who_closes_the_account_heads_no_team_and_is_named_nowhere() -> None:
    village = world.a_village()
    team = world.a_team(village, head=Person("李四"))
    head = team.head
    assert head is not None
    Entry.objects.of(team).filter(verb="team.headed").get()

    other = world.a_team(village, head=head)
    teams.hand_over(team=other, head=Person("王五"), by=village.secretary)

    mine.erase(user=head, by=head)

    team.refresh_from_db()
    assert team.head is None
    told = [f"{one.by_name} {one.details}" for one in Entry.objects.all()]
    assert [one for one in told if "李四" in one] == []


def test_of_two_who_change_the_head_at_once_one_is_told() -> None:
    village = world.a_village()
    team, same = world.a_team(village, head=Person("李四")), Team.objects.get()
    teams.hand_over(team=team, head=Person("王五"), by=village.secretary)

    with pytest.raises(Overtaken):
        teams.hand_over(team=same, head=Person("赵六"), by=village.secretary)

    assert str(Team.objects.get().head) == "王五"


def test_the_same_head_again_is_no_deed() -> None:
    village = world.a_village()
    team = world.a_team(village, head=Person("李四"))
    before = Entry.objects.count()

    teams.hand_over(team=team, head=Person("李四"), by=village.secretary)

    assert Entry.objects.count() == before


def test_a_neighbour_does_not_change_the_head() -> None:
    team, neighbour = world.a_team(world.a_village()), world.a_village("杆头村")

    with pytest.raises(Refused, match="塘边村"):
        teams.hand_over(team=team, head=Person("王五"), by=neighbour.secretary)


def test_a_team_that_closed_gets_no_new_head() -> None:
    village = world.a_village()
    team = world.a_team(village, closed_on=date(2022, 12, 31))

    with pytest.raises(Refused, match="已经解散"):
        teams.hand_over(team=team, head=Person("王五"), by=village.secretary)


def test_a_village_cannot_sign_in_as_somebody_by_giving_him_its_number() -> None:
    village, secretary = world.a_village(), world.a_party_secretary()

    with pytest.raises(Impossible, match="要由镇里的办公室登记") as caught:
        world.a_team(village, head=Person(secretary.name, "13800000009"))

    secretary.refresh_from_db()
    assert (caught.value.field, secretary.phone) == ("phone", None)


# What it proves ------------------------------------------------------------------------------


@pytest.mark.clause("3.1-b")
def test_a_team_stands_for_itself_its_unit_and_town() -> None:
    village = world.a_village()
    team = world.a_team(village, closed_on=date(2022, 12, 1))

    (fact,) = standing(village.town)

    assert fact == Fact(
        "team.standing",
        (team.key, "unit:tangbian", "town:baogai"),
        world.PLAN_DAY,
        reference(team),
        lasting=True,
        until=date(2022, 12, 1),
        tags={
            "shape": frozenset({"standing"}),
            "kind": frozenset({"lecture"}),
            "headed": frozenset({"no"}),
        },
    )


def test_a_withdrawn_team_proves_nothing_and_owes_nothing() -> None:
    village = world.a_village()
    team = world.a_team(village)

    records.withdraw(row=team, why="没有这支队伍", by=village.secretary)

    assert (standing(village.town), listed(village.town)) == ([], [])


def test_only_teams_that_were_there_in_the_span_prove_anything() -> None:
    village = world.a_village()
    world.a_team(village, founded_on=date(2020, 1, 1), closed_on=date(2021, 12, 31))
    world.a_team(village, founded_on=date(2023, 1, 1))
    edges = [
        world.a_team(village, founded_on=date(2020, 1, 1), closed_on=date(2022, 1, 1)),
        world.a_team(village, founded_on=date(2022, 12, 31)),
    ]

    assert [fact.evidence for fact in standing(village.town)] == [reference(t) for t in edges]


def test_a_brigade_is_headed_while_its_head_is_the_villages_secretary() -> None:
    village = world.a_village()
    world.a_brigade(village)
    assert headed(village.town) == {"yes"}

    posts.succeed(
        post=Post.objects.get(holder=village.secretary),
        holder=Person("新书记"),
        from_on=date(2022, 12, 31),
        by=world.an_office(),
    )

    assert headed(village.town) == {"no"}
    assert headed(village.town, Span(date(2022, 1, 1), date(2022, 12, 30))) == {"yes"}


def test_a_brigade_under_a_neighbours_secretary_is_not_headed() -> None:
    village = world.a_village()
    world.a_brigade(village, head=world.a_village("杆头村").secretary)

    assert headed(village.town) == {"no"}


def test_a_branch_is_headed_by_the_towns_party_secretary_only() -> None:
    town = world.a_town()
    branch = a_branch(town, head=world.a_village().secretary)
    assert headed(town) == {"no"}

    teams.hand_over(team=branch, head=world.a_party_secretary(), by=world.an_office())

    assert headed(town) == {"yes"}


def test_the_towns_own_teams_have_the_town_as_host() -> None:
    a_branch(world.a_town())

    (subject,) = listed(world.a_town())

    assert (subject.unit, subject.tags["host"]) == ("baogai", frozenset({"town"}))


def test_another_team_is_headed_by_anybody() -> None:
    village = world.a_village()
    world.a_team(village, head=Person("李四"))

    assert headed(village.town) == {"yes"}


@pytest.mark.clause("3.1-c")
def test_a_team_owes_from_its_founding_to_its_end() -> None:
    village = world.a_village()
    team = world.a_team(village, closed_on=date(2022, 12, 1))

    (subject,) = listed(village.town)

    assert subject == Subject(
        f"team:{team.pk}",
        "team",
        "塘边村宣讲队",
        "tangbian",
        tags={
            "shape": frozenset({"standing"}),
            "kind": frozenset({"lecture"}),
            "host": frozenset({"village"}),
        },
        begins=world.PLAN_DAY,
        ends=date(2022, 12, 1),
    )


def test_a_team_is_closed_from_the_towns_midnight_on() -> None:
    village = world.a_village()
    team = world.a_team(village, closed_on=date(2022, 12, 31))

    with clock.at(world.moment(date(2022, 12, 31), 23, 59)):
        teams.hand_over(team=team, head=village.liaison_officer, by=village.secretary)
    with (
        clock.at(world.moment(date(2023, 1, 1), 0, 1)),
        pytest.raises(Refused, match="已经解散"),
    ):
        teams.hand_over(team=team, head=village.secretary, by=village.secretary)


def test_no_town_proves_anything_for_another() -> None:
    world.a_team(world.a_village())
    elsewhere = world.a_stranger().posts.get().unit.town

    assert (standing(elsewhere), listed(elsewhere)) == ([], [])


def test_facts_cost_the_same_with_sixty_teams_as_with_three(
    django_assert_num_queries: object,
) -> None:
    village = world.a_village()
    for _ in range(60):
        world.a_team(village, head=village.secretary)

    # Teams, volunteers, what they offer.
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(standing(village.town)) == 60
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(listed(village.town)) == 60
