"""A made-up year: the same each time, through actions, nothing of tomorrow, nobody real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests import world
from wenming.accounts import demo
from wenming.accounts.models import DemoSignIn, User
from wenming.activities.models import Activity, MonthPlan, Photo
from wenming.base import clock
from wenming.base.models import Entry, reference
from wenming.engines.obligations import Verdict
from wenming.funds.models import BudgetLine
from wenming.hours.queries import strange_records
from wenming.hours.signs import Kind
from wenming.liaison.models import Pair, QuarterlyReport, Visit
from wenming.menu.models import Partner
from wenming.needs.models import Need
from wenming.obligations.queries import Board, board
from wenming.organisation.models import Agenda, Honour, Post, Town, UnitRecord
from wenming.plans.answers import checked_file
from wenming.plans.checking import check
from wenming.plans.document import Document
from wenming.plans.sources import fact_kinds, plan_sections, roster_kinds
from wenming.project import seeding
from wenming.project.seeding.county import invented_plan
from wenming.project.seeding.ideas import IDEAS
from wenming.projects.models import Project, Round
from wenming.sites.models import CircleSurvey, Room
from wenming.volunteers.models import Household, Intake, Membership, Team, Volunteer

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
SMALL = 0.13
RECORDS: tuple[type[UnitRecord], ...] = (
    Activity,
    Agenda,
    BudgetLine,
    CircleSurvey,
    Honour,
    Household,
    MonthPlan,
    Project,
    QuarterlyReport,
    Room,
    Team,
    Visit,
)

Told = tuple[Any, ...]


def lived() -> list[Told]:
    """What people would say happened, without the numbers of the rows."""
    return sorted(
        [
            *Activity.objects.values_list(
                "unit__code", "held_on", "title", "people", "recorded_at", "withdrawn_why"
            ),
            *MonthPlan.objects.values_list("unit__code", "month", "body", "stage", "theme"),
            *Visit.objects.values_list("unit__code", "visited_on", "findings", "leader__code"),
            *QuarterlyReport.objects.values_list("unit__code", "year", "quarter", "stage", "body"),
            *Team.objects.values_list("unit__code", "name", "founded_on", "head__name"),
            *Post.objects.values_list("unit__code", "role", "holder__name", "from_on"),
        ],
        key=str,
    )


def seed() -> list[str]:
    """A small year as of TODAY; what was said meanwhile."""
    said: list[str] = []
    with clock.at(world.moment(TODAY)):
        seeding.town(said.append, scale=SMALL)
    return said


@pytest.fixture(scope="module")
def twice(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[list[Told]]]:
    """The town lived twice over; the second year stays for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            seed()
            first = lived()
            transaction.set_rollback(True)
        seed()
        second = lived()
        with django_db_blocker.block():
            yield [first, second]
        transaction.set_rollback(True)


@pytest.fixture
def town(twice: list[list[Told]]) -> Town:
    return Town.objects.get(code="baogai")


@pytest.fixture(scope="module")
def real() -> Document:
    found = checked_file(seeding._folder()).document
    assert found is not None
    return found


def the_board(town: Town) -> Board:
    with clock.at(world.moment(TODAY)):
        found = board(town)
    assert found is not None
    return found


def player(role: str) -> User:
    return DemoSignIn.objects.select_related("user").get(role=role).user


def test_the_same_day_gives_the_same_year(twice: list[list[Told]]) -> None:
    first, second = twice

    assert len(first) > 300
    assert first == second


def test_a_second_time_adds_nothing_and_says_so(town: Town) -> None:
    before = Entry.objects.count()

    said = seed()

    assert Entry.objects.count() == before
    assert "已经有活动，不再生成" in said[0]


def test_a_town_where_people_work_is_left_alone(town: Town) -> None:
    at_work = world.a_village("杆头村", world.a_town("renjian", "人间镇")).town
    said: list[str] = []

    assert not seeding.live(at_work, said.append)
    assert not at_work.is_demo
    assert "不生成" in said[0]


@pytest.mark.parametrize("model", RECORDS)
def test_every_record_stands_in_the_journal(town: Town, model: type[UnitRecord]) -> None:
    rows = list(model._default_manager.filter(town=town))
    added = Entry.objects.filter(verb=f"{model._meta.model_name}.added")
    entered = {entry.subject: entry for entry in added}

    assert rows
    for row in rows:
        entry = entered[reference(row)]
        assert (entry.at, entry.by_id) == (row.recorded_at, row.recorded_by_id)
        assert entry.by_name


def test_nothing_is_of_today_or_later(town: Town) -> None:
    midnight = world.moment(TODAY, 0)

    assert not Entry.objects.filter(at__gt=world.moment(TODAY)).exists()
    for model in RECORDS:
        assert not model._default_manager.filter(recorded_at__gte=midnight).exists()
    assert not Activity.objects.held().filter(held_on__gte=TODAY).exists()
    assert not Visit.objects.filter(visited_on__gte=TODAY).exists()
    assert not Post.objects.filter(from_on__gte=TODAY).exists()


def test_this_year_and_the_quarter_before_have_records(town: Town) -> None:
    months = {(on.year, on.month) for on in Activity.objects.values_list("held_on", flat=True)}

    assert {(2025, 10), (2025, 11), (2025, 12), *((2026, n) for n in range(1, 12))} <= months


def test_whoever_has_a_number_has_one_of_the_reserved_block(town: Town) -> None:
    phones = [user.phone for user in User.objects.get_queryset() if user.phone]

    # One of each part, and whoever answers for a partner group.
    partners = Partner.objects.exclude(contact=None).exclude(contact__phone=None)
    assert len(phones) == len(demo.ROLES) + partners.count()
    assert [phone for phone in phones if not phone.startswith("199000")] == []


def test_everybody_but_the_plans_leaders_has_a_name_that_says_it_is_made_up(town: Town) -> None:
    leaders = set(Pair.objects.filter(town=town).values_list("leader__user__name", flat=True))
    names = set(User.objects.get_queryset().values_list("name", flat=True)) - leaders

    assert len(leaders) == 23
    assert all("示例" in name for name in names)


def test_the_town_says_that_it_is_made_up(town: Town) -> None:
    assert town.is_demo
    assert len(demo.sign_ins(town.pk)) == len(demo.ROLES)


def test_somewhere_every_verdict_is_given(town: Town) -> None:
    given = {standing.verdict for standing in the_board(town).standings}

    assert given >= {
        Verdict.MET,
        Verdict.ON_COURSE,
        Verdict.BEHIND,
        Verdict.AT_RISK,
        Verdict.MISSED,
    }


def test_the_liaison_officer_has_several_open_duties(town: Town) -> None:
    unit = Post.objects.get(holder=player("liaison_officer")).unit
    own = [each for each in the_board(town).now() if each.subject == unit.key]
    duties = {each.rule for each in own if each.verdict in (Verdict.BEHIND, Verdict.AT_RISK)}

    assert unit.name == "塘边村"
    assert {"month-plan-published", "seven-kinds-in-every-village"} <= duties
    waiting = QuarterlyReport.objects.filter(unit__code="tangbian", stage="draft")
    assert [(report.year, report.quarter) for report in waiting] == [(2026, 3)]


def test_the_leader_has_two_units_and_a_report_to_read(town: Town) -> None:
    leader = Pair.objects.filter(leader__user=player("leader"))

    assert leader.count() == 2
    assert leader[0].leader.receipts.filter(read_at__isnull=True).exists()


def test_some_records_are_put_right_and_some_taken_back_with_a_reason(town: Town) -> None:
    verbs = set(Entry.objects.values_list("verb", flat=True))

    assert {"post.ended", "quarterlyreport.read", "monthplan.published"} <= verbs
    assert {"activity.corrected", "activity.withdrawn"} & verbs


def test_volunteers_registered_themselves_or_through_a_worker_and_serve_in_teams(
    town: Town,
) -> None:
    how = set(Volunteer.objects.filter(town=town).values_list("consents__how", flat=True))
    player = DemoSignIn.objects.get(town_id=town.pk, role="volunteer").user

    assert how == {"self", "paper"}
    assert {"asked", "joined"} <= set(Membership.objects.values_list("stage", flat=True))
    assert Volunteer.objects.registered().filter(user=player).exists()


def test_photos_are_few_and_small(town: Town) -> None:
    photos = list(Photo.objects.all())

    assert 0 < len(photos) <= 20
    assert all(photo.image.size < 20_000 for photo in photos)


def test_every_season_and_every_task_has_its_ideas() -> None:
    tasks = {"theory", "policy", "values", "culture", "customs"}

    for month in range(1, 13):
        assert {idea.task for idea in IDEAS if month in idea.months} == tasks


def test_an_invented_town_has_the_plan_but_no_name_of_a_place_or_person(real: Document) -> None:
    files = invented_plan(seeding._folder(), real, 7)

    found = check(files, fact_kinds().values(), roster_kinds().values(), plan_sections())

    assert found.faults == ()
    assert found.document is not None
    assert (found.document.town.code, found.document.town.zh) == ("town07", "示例07镇")
    assert len(found.document.units) == len(real.units)
    assert found.document.active_rules() == real.active_rules()
    told = found.document.model_dump_json()
    names = [unit.zh for unit in real.units if unit.kind == "station"]
    assert not [name for name in (*names, "宝盖", "石狮", "泉州", "Baogai") if name in told]


def test_a_county_goes_on_where_it_was_stopped(town: Town) -> None:
    said: list[str] = []

    with clock.at(world.moment(TODAY)):
        seeding.county(said.append, towns=2, scale=0.01)
        before = Entry.objects.count()
        seeding.county(said.append, towns=2, scale=0.01)

    assert said == ["1/2 宝盖镇", "2/2 示例02镇"] * 2
    assert Entry.objects.count() == before
    assert Activity.objects.filter(town__code="town02").exists()
    assert DemoSignIn.objects.count() == 2 * len(demo.ROLES)


@pytest.mark.clause("5.2-a")
def test_the_weeks_to_come_are_announced_and_what_was_announced_is_settled(town: Town) -> None:
    announced = Activity.objects.of(town).filter(published_at__isnull=False)
    ahead, behind = announced.filter(held_on__gte=TODAY), announced.filter(held_on__lt=TODAY)

    fifth = ahead.filter(held_on=date(2026, 12, 5)).order_by("unit").values_list("unit", flat=True)
    alive = MonthPlan.objects.order_by().values_list("unit", flat=True).distinct()
    assert set(alive) <= set(fifth)
    assert {one.stage for one in ahead} == {"published"}
    settled = behind.filter(held_on__lt=TODAY - timedelta(days=5))
    assert {one.stage for one in settled} <= {"held", "reported"}
    assert 0 < behind.count() < Activity.objects.filter(held_on__lt=TODAY).count() / 2
    assert all(one.shifts.exists() for one in announced)


@pytest.mark.clause("3.2-a")
def test_each_village_has_its_list_of_volunteers_in_its_teams(town: Town) -> None:
    plans = MonthPlan.objects.exclude(unit__kind="suo").select_related("unit")
    villages = {one.unit for one in plans}
    listed = Volunteer.objects.registered().filter(consents__how="paper")

    for village in villages:
        own = listed.filter(unit=village)
        assert own.count() > 20
        joined = Membership.objects.joined().filter(volunteer__in=own)
        assert joined.values("team").distinct().count() > 2
    assert listed.filter(offers__kind="time").exists()
    assert Intake.objects.count() >= len(villages)
    assert not Intake.objects.exclude(rows=None).exists()


@pytest.mark.clause("5.2")
def test_of_each_kind_of_sign_there_is_one_to_look_at(town: Town) -> None:
    with clock.at(world.moment(TODAY)):
        kinds = {one.kind for one in strange_records(town)}

    assert kinds == set(Kind)


def test_needs_say_where_it_is(town: Town) -> None:
    # What was ordered from the menu or sent by a platform says it in words, if at all.
    told = Need.objects.filter(service=None).exclude(words__startswith="示例")
    assert not told.filter(latitude=None).exists()
    assert not told.filter(place="").exists()


def test_most_rounds_of_projects_that_are_over_were_rated_by_those_who_came(town: Town) -> None:
    over = Round.objects.filter(project__town=town, stage=Round.Stage.FINISHED)
    rated = over.filter(activity_links__activity__shifts__presences__rating__isnull=False)

    assert over.exists()
    assert 2 * rated.distinct().count() > over.count()
