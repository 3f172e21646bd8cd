"""Trainings: arranged at the desk; material and the test for those who take part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenming.activities.models import Activity
from wenming.base.decisions import Decision
from wenming.base.errors import Impossible
from wenming.learning.actions import results, trainings
from wenming.learning.forms.trainings import (
    CourseForm,
    MaterialForm,
    PassedForm,
    QuestionForm,
    TakingBackForm,
    TestForm,
)
from wenming.learning.models import Course, Material, Question, Result
from wenming.learning.models.course import TRAININGS
from wenming.learning.permissions.trainings import (
    may_arrange,
    may_ask,
    may_note,
    may_open,
    may_take_back,
    may_take_test,
)
from wenming.learning.queries.trainings import course_of, participants, results_of
from wenming.organisation.access import in_a_town, insiders_only, public
from wenming.organisation.http import Request, sent

__all__ = [
    "material",
    "material_add",
    "material_removal",
    "question_add",
    "question_removal",
    "result_noting",
    "result_removal",
    "setting",
    "test",
    "training",
]


# At the desk -------------------------------------------------------------------------------------


@require_GET
@insiders_only
def training(request: Request, pk: int) -> HttpResponse:
    """What a training has: skills, material, test, results."""
    return _page(request, _training(request, pk))


@require_POST
@insiders_only
def setting(request: Request, pk: int) -> HttpResponse:
    """To which skills it leads; the pass mark."""
    found = _training(request, pk)
    form = CourseForm(request.POST, town=request.town)
    may_arrange(request.user, found).enforce()
    if form.is_valid():
        told = {"skills": [], **form.cleaned_data}
        trainings.set_up(activity=found, by=request.user, **told)
        messages.success(request, _("已经保存。"))
        return redirect("learning:training", found.pk)
    return _page(request, found, setting=form)


@require_POST
@insiders_only
def material_add(request: Request, pk: int) -> HttpResponse:
    """One more file."""
    found, form = _training(request, pk), MaterialForm(request.POST, request.FILES)
    may_arrange(request.user, found).enforce()
    if form.is_valid():
        try:
            trainings.add_material(activity=found, by=request.user, **form.cleaned_data)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("材料已经放上来。"))
            return redirect("learning:training", found.pk)
    return _page(request, found, material=form)


@require_POST
@insiders_only
def material_removal(request: Request, pk: int) -> HttpResponse:
    """One file less."""
    seen = Material.objects.filter(course__activity__town=request.town)
    found = get_object_or_404(seen.select_related("course__activity__unit__town"), pk=pk)
    trainings.remove_material(material=found, by=request.user)
    messages.success(request, _("材料已经删除。"))
    return redirect("learning:training", found.course.activity_id)


@require_POST
@insiders_only
def question_add(request: Request, pk: int) -> HttpResponse:
    """One more question."""
    found, form = _training(request, pk), QuestionForm(request.POST)
    may_arrange(request.user, found).enforce()
    if form.is_valid():
        told = {**form.cleaned_data, "options": form.cleaned_data["options"].splitlines()}
        try:
            trainings.ask(activity=found, by=request.user, **told)
        except Impossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("加了一题。"))
            return redirect("learning:training", found.pk)
    return _page(request, found, question=form)


@require_POST
@insiders_only
def question_removal(request: Request, pk: int) -> HttpResponse:
    """One question less."""
    seen = Question.objects.filter(course__activity__town=request.town)
    found = get_object_or_404(seen.select_related("course__activity__unit__town"), pk=pk)
    trainings.drop(question=found, by=request.user)
    messages.success(request, _("去掉了一题。"))
    return redirect("learning:training", found.course.activity_id)


@require_POST
@insiders_only
def result_noting(request: Request, pk: int) -> HttpResponse:
    """Who passed."""
    found = _training(request, pk)
    may_note(request.user, found).enforce()
    form = _passed(found, request.POST)
    if form.is_valid():
        number = results.note(
            activity=found, passed=list(form.cleaned_data["passed"]), by=request.user
        )
        messages.success(request, _("记下了 %(number)d 人合格。") % {"number": number})
        return redirect("learning:training", found.pk)
    return _page(request, found, passed=form)


@require_http_methods(["GET", "POST"])
@never_cache
@insiders_only
def result_removal(request: Request, pk: int) -> HttpResponse:
    """A certificate holds no more, and why."""
    seen = Result.objects.of(request.town).filter(number__isnull=False)
    found = get_object_or_404(seen.select_related("user", "course__activity__unit__town"), pk=pk)
    may_take_back(request.user, found).enforce()
    form = TakingBackForm(sent(request))
    if request.method == "POST" and form.is_valid():
        results.take_back(result=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("证书已经撤销，本人会收到通知。"))
        return redirect("learning:training", found.course.activity_id)
    context = {"result": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "learning/result_removal.html", context, status=status)


# For those who take part -------------------------------------------------------------------------


@public
def material(request: Request, pk: int) -> HttpResponse:
    """A file, to be kept and not to be run: never shown inside a page of this site."""
    seen = Material.objects.filter(course__activity__town=request.town)
    found = get_object_or_404(seen.select_related("course__activity__unit__town"), pk=pk)
    if not may_open(request.user, found):
        raise Http404
    ending = str(found.file.name).rpartition(".")[2]
    name = f"{get_valid_filename(found.title)}.{ending}"
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"{'public' if found.is_public else 'private'}, max-age=3600"
    return response


@require_http_methods(["GET", "POST"])
@never_cache
@in_a_town
def test(request: Request, pk: int) -> HttpResponse:
    """The test, on one page; then the result."""
    activity = get_object_or_404(Activity.objects.public().of(request.town), pk=pk)
    course = course_of(activity)
    if course is None or not course.questions.all():
        raise Http404
    course.activity = activity
    result = Result.objects.filter(course=course, user=request.user.pk).first()
    may = may_take_test(request.user, course, result)
    form = TestForm(sent(request), questions=course.questions.all())
    if request.method == "POST":
        may.enforce()
        if form.is_valid():
            result = results.take(course=course, answers=form.answers(), by=request.user)
            _say(request, result)
            return redirect("learning_own:test", pk)
    context = {"activity": activity, "course": course, "result": result, "may": may, "form": form}
    status = 422 if form.errors else 200
    return render(request, "learning/test.html", context, status=status)


def _say(request: Request, result: Result) -> None:
    if result.has_passed:
        messages.success(request, _("通过了，得分 %(score)s。") % {"score": result.score})
    else:
        messages.warning(request, _("这次没有通过，可以再看看材料。"))


def _training(request: Request, pk: int) -> Activity:
    seen = Activity.objects.standing().of(request.town).filter(kind__in=TRAININGS)
    return get_object_or_404(seen.select_related("unit__town"), pk=pk)


def _passed(activity: Activity, data: Any = None) -> PassedForm:
    return PassedForm(data, people=participants(activity), results=results_of(activity))


def _page(
    request: Request,
    found: Activity,
    *,
    setting: CourseForm | None = None,
    material: MaterialForm | None = None,
    question: QuestionForm | None = None,
    passed: PassedForm | None = None,
) -> HttpResponse:
    course = course_of(found)
    if course is not None:
        course.activity = found
    forms = (setting, material, question, passed)
    context = {
        "activity": found,
        "course": course,
        "arranging": may_arrange(request.user, found),
        "asking": _asking(request, found, course),
        "noting": may_note(request.user, found),
        "results": list(results_of(found).values()),
        "people": len(participants(found)),
        "setting": setting or CourseForm(town=request.town, course=course),
        "material": material or MaterialForm(),
        "question": question or QuestionForm(auto_id="id_question_%s"),
        "passed": passed or _passed(found),
    }
    faulty = any(form and form.errors for form in forms)
    return render(request, "learning/training.html", context, status=422 if faulty else 200)


def _asking(request: Request, found: Activity, course: Course | None) -> Decision:
    return may_ask(request.user, course) if course else may_arrange(request.user, found)
