"""A training has material, a test, results and certificates (3.3-b; Decree 67, article 8)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tests import world
from tests.packages.learning.stage import a_file, a_training, held, with_a_test
from tests.together import while_open
from wenming.accounts.models import Notice, User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken, Refused
from wenming.base.models import Entry
from wenming.hours.actions import back_entries
from wenming.learning.actions import results, trainings
from wenming.learning.models import Material, Question, Result
from wenming.learning.models.result import MOST_TRIES
from wenming.learning.queries.trainings import field_reach, next_course
from wenming.volunteers.models import Qualification

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def learner(village: world.Village) -> User:
    return world.a_volunteer(village).user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answers(right: int) -> dict[int, int]:
    """The first `right` questions rightly, the others wrongly."""
    questions = Question.objects.order_by("pk")
    return {one.pk: 1 if place < right else 2 for place, one in enumerate(questions)}


# Material ----------------------------------------------------------------------------------------


def test_material_is_for_who_takes_part_unless_it_is_public(
    village: world.Village, learner: User
) -> None:
    activity = a_training(village, learner)
    unit = signed_in(village.secretary)
    for title, public in (("讲义", {}), ("海报", {"is_public": "on"})):
        form = {"title": title, "file": a_file(), **public}
        unit.post(f"/desk/trainings/{activity.pk}/materials/", form)
    own, open_ = Material.objects.order_by("pk")

    def answer(client: Client, material: Material) -> int:
        return client.get(f"/trainings/materials/{material.pk}/").status_code

    assert [answer(Client(), one) for one in (own, open_)] == [404, 200]
    assert [answer(signed_in(world.a_resident()), one) for one in (own, open_)] == [404, 200]
    assert [answer(signed_in(learner), one) for one in (own, open_)] == [200, 200]
    assert "讲义" in signed_in(learner).get(f"/activities/{activity.pk}/").text
    assert "讲义" not in Client().get(f"/activities/{activity.pk}/").text


def test_a_file_is_kept_and_never_run(village: world.Village) -> None:
    activity = a_training(village)
    made = trainings.add_material(
        activity=activity, title='讲义"; x.html', file=a_file(), is_public=True, by=None
    )

    answer = Client().get(f"/trainings/materials/{made.pk}/")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "讲义" not in made.file.name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("病毒.exe", b"MZ"),
        ("页面.pdf", b"<html>"),
        ("页面.html", b"<html>"),
        ("无后缀", b"%PDF-"),
        ("空.pdf", b" "),
    ],
)
def test_what_is_no_handout_is_refused_at_its_field(
    village: world.Village, name: str, data: bytes
) -> None:
    activity = a_training(village)
    form = {"title": "讲义", "file": a_file(name, data)}
    answer = signed_in(village.secretary).post(f"/desk/trainings/{activity.pk}/materials/", form)

    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.text
    assert not Material.objects.exists()


def test_what_is_too_large_is_refused(
    village: world.Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainings, "LARGEST", 4)
    with pytest.raises(Impossible, match="20 MB"):
        trainings.add_material(activity=a_training(village), title="讲义", file=a_file(), by=None)


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_away_is_gone(village: world.Village) -> None:
    made = trainings.add_material(
        activity=a_training(village), title="讲义", file=a_file(), by=None
    )
    storage, name = made.file.storage, made.file.name

    trainings.remove_material(material=made, by=village.secretary)

    assert not storage.exists(name)


def test_what_is_no_training_has_no_material(village: world.Village) -> None:
    with pytest.raises(Refused, match="只有培训"):
        trainings.set_up(
            activity=world.an_announcement(village), skills=[], pass_mark=60, by=village.secretary
        )


# The test ----------------------------------------------------------------------------------------


def test_a_test_on_one_page_is_passed_and_gives_a_certificate(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))
    with_a_test(activity)
    client = signed_in(learner)
    form = {f"question_{pk}": right for pk, right in answers(2).items()}

    page = client.get(f"/trainings/{activity.pk}/test/").text
    client.post(f"/trainings/{activity.pk}/test/", form)
    paper = client.get(f"/trainings/{activity.pk}/certificate/")

    result = Result.objects.get()
    assert "心肺复苏按压多深？" in page
    assert (result.score, result.tries, result.has_passed) == (100, 1, True)
    text = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    assert result.number is not None
    assert result.written in text
    assert "急救员培训" in client.get("/my/certificates/").text
    assert "急救员培训" in text


def test_who_fails_may_try_three_times_and_keeps_the_best(
    village: world.Village, learner: User
) -> None:
    course = with_a_test(held(a_training(village, learner)))
    for right in (0, 1, 0):
        results.take(course=course, answers=answers(right), by=learner)

    result = Result.objects.get()
    assert (result.score, result.tries, result.has_passed) == (50, MOST_TRIES, False)
    with pytest.raises(Refused, match="三次"):
        results.take(course=course, answers=answers(2), by=learner)
    assert (
        signed_in(learner).get(f"/trainings/{course.activity_id}/certificate/").status_code == 404
    )


def test_an_unanswered_question_is_asked_again_and_counts_no_try(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))
    with_a_test(activity)

    answer = signed_in(learner).post(f"/trainings/{activity.pk}/test/", {})

    assert answer.status_code == 422
    assert "请回答这一题。" in answer.text
    assert not Result.objects.exists()


def test_who_does_not_take_part_is_told_so(village: world.Village) -> None:
    course = with_a_test(held(a_training(village)))
    with pytest.raises(Refused, match="只有参加"):
        results.take(course=course, answers=answers(2), by=world.a_resident())


def test_nobody_is_tested_before_the_training_began(village: world.Village, learner: User) -> None:
    course = with_a_test(a_training(village, learner))
    with pytest.raises(Refused, match="开始以后"):
        results.take(course=course, answers=answers(2), by=learner)


def test_two_tabs_count_one_try(village: world.Village, learner: User) -> None:
    course = with_a_test(held(a_training(village, learner)))
    results.take(course=course, answers=answers(0), by=learner)
    stale = Result.objects.get()
    results.take(course=course, answers=answers(0), by=learner)

    with pytest.raises(Overtaken):
        results._try(course, learner, stale, 100)


def test_questions_are_fixed_once_somebody_answered(village: world.Village, learner: User) -> None:
    course = with_a_test(held(a_training(village, learner)))
    results.take(course=course, answers=answers(1), by=learner)
    told = {"text": "又一题", "options": ["甲", "乙"], "right": 1}

    with pytest.raises(Refused, match="公平"):
        trainings.ask(activity=course.activity, by=village.secretary, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="公平"):
        trainings.drop(question=Question.objects.first(), by=village.secretary)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "right", "field"),
    [("甲", 1, "options"), ("甲\n甲", 1, "options"), ("甲\n乙", 3, "right")],
)
def test_a_question_without_sense_is_refused_at_its_field(
    village: world.Village, options: str, right: int, field: str
) -> None:
    activity = a_training(village)
    form = {"text": "题", "options": options, "right": right}
    answer = signed_in(village.secretary).post(f"/desk/trainings/{activity.pk}/questions/", form)

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.text or f"id_question_{field}" in answer.text


# Results -----------------------------------------------------------------------------------------


def test_without_a_test_the_organiser_says_who_passed(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))
    client = signed_in(village.secretary)

    client.post(f"/desk/trainings/{activity.pk}/results/", {"passed": [learner.pk]})
    client.post(f"/desk/trainings/{activity.pk}/results/", {"passed": []})

    result = Result.objects.get()
    assert (result.has_passed, result.score, result.noted_by) == (True, None, village.secretary)


def test_nothing_is_noted_before_it_was_held_nor_of_strangers(
    village: world.Village, learner: User
) -> None:
    activity = a_training(village, learner)
    with pytest.raises(Refused, match="举行以后"):
        results.note(activity=activity, passed=[learner], by=village.secretary)
    held(activity)
    with pytest.raises(Impossible, match="没有参加"):
        results.note(activity=activity, passed=[world.a_resident()], by=village.secretary)


def test_a_certificate_can_be_checked_and_says_little(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))
    results.note(activity=activity, passed=[learner], by=None)
    result = Result.objects.get()

    page = Client().get("/check/", {"number": result.written}, follow=True)
    older = Client().get(f"/trainings/certificates/{result.number}/", follow=True)
    none = Client().get("/check/2026AAAAAAAAAA/")

    assert "有效" in page.text
    assert page.text.count("急救员培训") == older.text.count("急救员培训") == 1
    assert learner.name not in page.text
    assert "林**" in page.text
    assert none.status_code == 404
    assert "没有编号为" in none.text


def test_what_was_noted_by_mistake_is_taken_back_with_the_reason(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))
    results.note(activity=activity, passed=[learner], by=village.secretary)
    result, client = Result.objects.get(), signed_in(village.secretary)
    address = f"/desk/trainings/results/{result.pk}/removal/"

    silent = client.post(address, {"why": " "})
    client.post(address, {"why": "记错了人"})

    checked = Client().get(f"/check/{result.number}/")
    assert silent.status_code == 422
    assert "已经撤销" in checked.text
    assert "有效" not in checked.text
    assert client.post(address, {"why": "又记错了"}).status_code == 403
    assert signed_in(learner).get(f"/trainings/{activity.pk}/certificate/").status_code == 404
    assert "记错了人" in " ".join(str(one) for one in Notice.objects.of(learner))
    assert "记错了人" in signed_in(learner).get(f"/activities/{activity.pk}/").text

    results.note(activity=activity, passed=[learner], by=village.secretary)

    again = Result.objects.get()
    assert again.has_passed
    assert again.number != result.number


def test_a_certificate_taken_back_can_be_earned_by_the_test(
    village: world.Village, learner: User
) -> None:
    course = with_a_test(held(a_training(village, learner)))
    results.note(activity=course.activity, passed=[learner], by=village.secretary)
    results.take_back(result=Result.objects.get(), why="没有考", by=village.secretary)
    assert not Result.objects.passed().exists()

    results.take(course=course, answers=answers(2), by=learner)

    assert Result.objects.passed().count() == 1


def test_two_who_take_it_back_at_once_do_so_once(village: world.Village, learner: User) -> None:
    activity = held(a_training(village, learner))
    results.note(activity=activity, passed=[learner], by=village.secretary)
    one, other = Result.objects.get(), Result.objects.get()
    results.take_back(result=one, why="记错了人", by=village.secretary)

    with pytest.raises(Overtaken):
        results.take_back(result=other, why="记错了人", by=village.secretary)


def test_a_certificate_says_how_long_one_was_there(village: world.Village, learner: User) -> None:
    activity = held(a_training(village, learner))
    on = activity.held_on
    with clock.at(world.moment(on, 19)):
        back_entries.enter(
            activity=activity,
            people=[learner],
            came_at=world.moment(on, 9),
            left_at=world.moment(on, 10, 30),
            why="当时停电",
            shift=activity.shifts.get(),
            by=village.secretary,
        )
        results.note(activity=activity, passed=[learner], by=village.secretary)

    paper = signed_in(learner).get(f"/trainings/{activity.pk}/certificate/")

    text = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    assert "90 分钟" in text


def test_who_passed_registers_the_skill_and_a_worker_checks_it(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))
    course = with_a_test(activity)
    results.take(course=course, answers=answers(2), by=learner)
    client = signed_in(learner)
    for _ in range(2):
        client.post(f"/trainings/{activity.pk}/skills/")

    told = Qualification.objects.get()
    assert (told.skill, told.certificate) == ("first_aid", "急救员培训")
    assert told.number == Result.objects.get().number
    assert told.checked_on is None


# Fields, and the next course ---------------------------------------------------------------------


def test_each_field_says_how_often_it_was_trained(village: world.Village) -> None:
    activity = held(a_training(village), people=12)

    found = {row.code: row for row in field_reach(village.town, activity.held_on.year)}

    assert ([one.pk for one in found["medical"].trainings], found["medical"].people) == (
        [activity.pk],
        12,
    )
    assert (found["theory"].trainings, found["theory"].people) == ([], 0)


def test_the_next_course_for_a_skill_is_the_first_that_has_not_begun(
    village: world.Village,
) -> None:
    later = a_training(village, title="以后的培训")
    other = a_training(village, title="不相干的培训")
    soon = world.an_announcement(
        village,
        world.a_stretch(3, part="attend"),
        title="三天后的培训",
        kind="training",
        field="medical",
    )
    for activity in (later, soon):
        trainings.set_up(activity=activity, skills=["first_aid"], pass_mark=60, by=None)
    trainings.set_up(activity=other, skills=["driving"], pass_mark=60, by=None)

    found = next_course(["first_aid"], village.town)

    assert found is not None
    assert found.activity == soon
    assert next_course(["cooking"], village.town) is None


def test_who_lacks_a_skill_is_told_of_the_next_course(
    village: world.Village, learner: User
) -> None:
    course = a_training(village)
    trainings.set_up(activity=course, skills=["first_aid"], pass_mark=60, by=None)
    needing = world.an_announcement(village, world.a_stretch(skills=["first_aid"]))

    page = signed_in(learner).get(f"/activities/{needing.pk}/").text

    assert "下一次培训在" in page
    assert "急救员培训" in page


def test_who_is_noted_to_have_passed_hears_of_the_certificate(
    village: world.Village, learner: User
) -> None:
    activity = held(a_training(village, learner))

    results.note(activity=activity, passed=[learner], by=village.secretary)
    results.note(activity=activity, passed=[learner], by=village.secretary)

    (notice,) = Notice.objects.of(learner).filter(key__startswith="learning.passed")
    assert str(notice) == "“急救员培训”您合格了，结业证书可以下载。"
    assert "下载结业证书" in signed_in(learner).get(notice.url).text


def test_a_course_renews_what_has_run_out(village: world.Village, learner: User) -> None:
    course = with_a_test(held(a_training(village, learner)))
    results.take(course=course, answers=answers(2), by=learner)
    result = Result.objects.select_related("course__activity__unit__town").get()
    results.propose(result=result, by=learner)
    assert results.propose(result=result, by=learner) == 0

    Qualification.objects.update(
        certificate="旧的急救员证", valid_until=clock.today() - timedelta(days=1)
    )

    assert results.propose(result=result, by=learner) == 1
    renewed = Qualification.objects.get()
    assert (renewed.certificate, renewed.has_run_out) == ("急救员培训", False)
    assert renewed.checked_on is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_note_the_same_one_certificate_comes() -> None:
    village = world.a_village()
    learner = world.a_volunteer(village).user
    activity = held(a_training(village, learner))

    def note() -> None:
        results.note(activity=activity, passed=[learner], by=village.secretary)

    assert while_open(note, note) == "done"
    assert Entry.objects.filter(verb="result.noted").count() == 1
