"""A test is taken; or the organiser notes who passed. Who passed has a certificate (3.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import hold
from wenming.hours.models.certificate import new_number
from wenming.learning.models import Course, Question, Result
from wenming.learning.permissions.trainings import (
    may_note,
    may_propose,
    may_take_back,
    may_take_test,
)
from wenming.learning.queries.trainings import participants, results_of
from wenming.volunteers.actions import qualifications
from wenming.volunteers.actions.qualifications import Certificate
from wenming.volunteers.queries import volunteer_of

__all__ = ["note", "propose", "take", "take_back"]


@transaction.atomic
def take(*, course: Course, answers: Mapping[int, int], by: User) -> Result:
    """Take the test: question → number of the answer. Every question has to be answered."""
    questions = list(course.questions.all())
    result = Result.objects.filter(course=course, user=by.pk).first()
    may_take_test(by, course, result).enforce()
    if not questions:
        raise Impossible(_("这次培训没有测试。"))
    if missing := [one for one in questions if one.pk not in answers]:
        raise Impossible(_("请回答每一题。"), field=f"question_{missing[0].pk}")
    score = _score(questions, answers)
    result = _try(course, by, result, score)
    record(by, "result.tested", result, town=course.activity.town_id, score=score)
    return result


@transaction.atomic
def note(*, activity: Activity, passed: Sequence[User], by: User | None) -> int:
    """These passed, says the organiser; how many are new. What was noted stays."""
    may_note(by, activity).enforce()
    course = Course.objects.get_or_create(activity=activity)[0]
    # Of two who note the same, the second finds the certificates of the first.
    hold(course)
    known, among = results_of(activity), set(participants(activity))
    if strangers := [user for user in passed if user not in among]:
        words = _("“%(name)s”没有参加这次培训。") % {"name": strangers[0].name}
        raise Impossible(words, field="passed")
    fresh = [user for user in passed if user.pk not in known or not known[user.pk].has_passed]
    for user in fresh:
        told = {"noted_on": clock.today(), "noted_by": by, **_number()}
        made, _is_new = Result.objects.update_or_create(course=course, user=user, defaults=told)
        record(by, "result.noted", made, town=activity.town_id)
        notices.tell(
            user=user,
            key=f"learning.passed:{made.number}",
            text=gettext_noop("“%(training)s”您合格了，结业证书可以下载。"),
            url=reverse("activities_public:activity", args=[activity.pk]),
            by_phone=False,
            training=activity,
        )
    return len(fresh)


@transaction.atomic
def take_back(*, result: Result, why: str, by: User | None) -> None:
    """It was noted by mistake, or the test was not their own: the certificate holds no more."""
    may_take_back(by, result).enforce()
    if not why.strip():
        raise Impossible(_("请写明原因，本人会看到。"), field="why")
    still = Result.objects.passed().filter(pk=result.pk, number=result.number)
    if not still.update(taken_back_why=why.strip()):
        raise Overtaken(_("刚刚被别人处理过，请刷新。"))
    result.taken_back_why = why.strip()
    activity = result.course.activity
    record(by, "result.taken-back", result, town=activity.town_id, why=why.strip())
    notices.tell(
        user=result.user,
        key=f"learning.taken-back:{result.number}",
        text=gettext_noop("“%(training)s”的结业证书撤销了：%(why)s"),
        url=reverse("activities_public:activity", args=[activity.pk]),
        training=activity,
        why=why.strip(),
    )


@transaction.atomic
def propose(*, result: Result, by: User) -> int:
    """The holder registers what the course qualifies for, in place of what has run out; how many.

    It counts once a worker checked it.
    """
    course = result.course
    may_propose(by, result).enforce()
    volunteer = volunteer_of(by, course.activity.town)
    if volunteer is None:
        raise Impossible(_("先登记为志愿者，才能登记资格。"))
    known = {one.skill: one for one in volunteer.qualifications.select_related("volunteer__user")}
    fresh = [skill for skill in course.skills if skill not in known or known[skill].has_run_out]
    for skill in fresh:
        told = Certificate(skill, course.activity.title, number=result.number or "")
        if skill in known:
            qualifications.correct(qualification=known[skill], told=told, by=by)
        else:
            qualifications.tell(volunteer=volunteer, told=told, by=by)
    return len(fresh)


def _score(questions: Sequence[Question], answers: Mapping[int, int]) -> int:
    """Of a hundred, rounded down."""
    return 100 * sum(answers[one.pk] == one.right for one in questions) // len(questions)


def _try(course: Course, by: User, result: Result | None, score: int) -> Result:
    """One try more, if nobody else counted one in this moment; the best score stays."""
    if result is None:
        result, _is_new = Result.objects.get_or_create(
            course=course, user=by, defaults={"noted_on": clock.today()}
        )
    passed = score >= course.pass_mark
    changes = {
        "tries": result.tries + 1,
        "score": max(score, result.score or 0),
        "noted_on": clock.today(),
        **(_number() if passed else {}),
    }
    tried = Result.objects.filter(pk=result.pk, tries=result.tries)
    still = tried.filter(Q(number__isnull=True) | ~Q(taken_back_why=""))
    if not still.update(**changes):
        raise Overtaken(_("刚刚已经交过一次，请刷新。"))
    for name, value in changes.items():
        setattr(result, name, value)
    return result


def _number() -> dict[str, str]:
    """Of a certificate that holds."""
    return {"number": new_number(), "taken_back_why": ""}
