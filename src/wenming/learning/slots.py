"""What this package shows in pages of packages below: my page, the desk, a lecture's page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.activities.models.shift import SKILLS
from wenming.base import clock
from wenming.base.prepared import Prepared
from wenming.base.slots import Asking, Fill
from wenming.hours.masking import masked_name
from wenming.learning.models import Order, Result, Talk
from wenming.learning.models.course import TRAININGS
from wenming.learning.models.lecture import LECTURE
from wenming.learning.permissions.lectures import may_tell_of
from wenming.learning.permissions.trainings import may_open
from wenming.learning.queries.briefings import number_untrained
from wenming.learning.queries.lectures import ABOUT, orders_for, proposals_for
from wenming.learning.queries.trainings import course_of, next_course
from wenming.organisation.http import Request
from wenming.organisation.models import Unit
from wenming.organisation.permissions import is_office
from wenming.organisation.queries import words
from wenming.signups.hindrances import Hindrance

__all__ = [
    "activity",
    "activity_desk",
    "certificate_check",
    "certificates",
    "desk",
    "hindrance",
    "my",
    "unit",
]

TRAINING = ("course__activity__unit",)
# When there is nothing to be tested in.
NOT_YET = (Activity.Stage.DRAFT, Activity.Stage.PUBLISHED, Activity.Stage.CALLED_OFF)


def my(request: HttpRequest, subject: object) -> Asking:
    """Who asks me to speak, and where I speak next."""
    town = cast("Request", request).town
    if town is None:
        return None
    found = yield Prepared(orders_for, cast("User", subject), town)
    orders = sorted(found["orders"], key=lambda one: (one.stage, one.first_at))
    return Fill("learning/parts/my.html", {"orders": orders}) if orders else None


def desk(request: HttpRequest, subject: object) -> Asking:
    """Lecturers who proposed another time to my unit; for the offices, who was not trained."""
    town, user = cast("Request", request).town, cast("User", subject)
    asked = dict(proposals_for(user, town))
    if is_office(user, town):
        asked["untrained"] = number_untrained(town)
    found = yield asked
    orders = sorted(found["proposals"], key=lambda one: (one.first_at, one.pk), reverse=True)
    missing = sum(one["missing"] for one in found.get("untrained", ()))
    told = {"orders": orders, "missing": missing, "year": clock.today().year}
    return Fill("learning/parts/desk.html", told) if orders or missing else None


def activity(request: HttpRequest, subject: object) -> Fill | None:
    """Who speaks, if it is a lecture that was ordered; what a training has."""
    shown = cast("Activity", subject)
    if shown.kind == LECTURE:
        return _lecture(shown)
    return _training(request, shown) if shown.kind in TRAININGS else None


def activity_desk(request: HttpRequest, subject: object) -> Fill | None:
    """The way to a training's material, test and results; who speaks at a lecture, to whom."""
    shown = cast("Activity", subject)
    told = {"activity": shown}
    if shown.kind == LECTURE:
        telling = may_tell_of(cast("User", request.user), shown)
        known = {**told, "order": _order(shown), "talk": _talk(shown), "telling": telling}
        return Fill("learning/parts/lecture_desk.html", known)
    return Fill("learning/parts/training_desk.html", told) if shown.kind in TRAININGS else None


def hindrance(request: HttpRequest, subject: object) -> Fill | None:
    """Where one can become qualified for what one lacks."""
    skills = cast("Hindrance", subject).skills
    found = next_course(skills, cast("Request", request).town) if skills else None
    return Fill("learning/parts/next_course.html", {"next": found}) if found else None


def certificates(request: HttpRequest, subject: object) -> Fill | None:
    """Of the trainings that this person passed."""
    passed = Result.objects.of(cast("Request", request).town).passed()
    found = list(passed.filter(user=cast("User", subject).pk).select_related(*TRAINING))
    return Fill("learning/parts/certificates.html", {"results": found}) if found else None


def certificate_check(request: HttpRequest, subject: object) -> Fill | None:
    """Is it the number of a training's certificate? No more of its holder than one sign."""
    known = Result.objects.of(cast("Request", request).town).filter(number=subject)
    found = known.select_related("user", *TRAINING).first()
    if found is None:
        return None
    told = {"result": found, "holder": masked_name(found.user.name)}
    return Fill("learning/parts/checked.html", told)


def _lecture(shown: Activity) -> Fill | None:
    said = _order(shown) or _talk(shown)
    if said is None:
        return None
    lecturer = said.lecture.lecturer if isinstance(said, Order) else said.lecturer
    return Fill("learning/parts/lecturer.html", {"lecturer": lecturer, "said": said})


def _order(shown: Activity) -> Order | None:
    return Order.objects.filter(activity=shown).select_related(*ABOUT).first()


def _talk(shown: Activity) -> Talk | None:
    known = Talk.objects.filter(activity=shown)
    return known.select_related("lecturer__user", "lecturer__unit").first()


def _training(request: HttpRequest, shown: Activity) -> Fill | None:
    course, user = course_of(shown), request.user
    if course is None:
        return None
    course.activity = shown
    named = words(shown.town, SKILLS) if course.skills else {}
    mine = user.pk if user.is_authenticated else 0
    seen = [one for one in course.materials.all() if may_open(cast("User", user), one)]
    context = {
        "activity": shown,
        "materials": seen,
        "hidden": len(course.materials.all()) - len(seen),
        "skills": [named.get(code, code) for code in course.skills],
        "has_test": shown.stage not in NOT_YET and bool(course.questions.all()),
        "result": Result.objects.filter(course=course, user=mine).first() if mine else None,
    }
    return Fill("learning/parts/training.html", context)


def unit(_request: HttpRequest, subject: object) -> Fill | None:
    """Where people live, the way to the menu and to what can be read online."""
    is_home = cast("Unit", subject).kind in Unit.SITES
    return Fill("learning/parts/unit.html") if is_home else None
