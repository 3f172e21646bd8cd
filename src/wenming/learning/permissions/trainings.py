"""Who arranges a training, takes its test, opens its material."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.hours.models import Presence
from wenming.learning.models import Course, Material, Result
from wenming.learning.models.course import BRIEFING, TRAININGS
from wenming.learning.models.result import MOST_TRIES
from wenming.organisation.models import Post, Unit
from wenming.organisation.permissions import may_change, may_record
from wenming.signups.models import SignUp

__all__ = [
    "TRAINED",
    "may_arrange",
    "may_ask",
    "may_note",
    "may_open",
    "may_propose",
    "may_take_back",
    "may_take_test",
    "taking_part",
]

# For whom a briefing is (3.3-a): heads of sites, and liaison officers.
TRAINED = (Post.Role.SECRETARY, Post.Role.SITE_HEAD, Post.Role.LIAISON_OFFICER)


def taking_part(activity: Activity) -> set[int]:
    """Who has a place, was there, has a result; of a briefing also those for whom it is."""
    placed = SignUp.objects.admitted().filter(shift__activity=activity)
    came = Presence.objects.live().filter(shift__activity=activity)
    noted = Result.objects.filter(course__activity=activity)
    meant = set[int]()
    if activity.kind == BRIEFING:
        posts = Post.objects.on(activity.held_on).filter(unit__town=activity.town_id)
        sites = posts.filter(role__in=TRAINED, unit__kind__in=Unit.SITES)
        meant = set(sites.values_list("holder", flat=True))
    return meant.union(*(rows.values_list("user", flat=True) for rows in (placed, came, noted)))


def may_arrange(user: User | None, activity: Activity) -> Decision:
    """Whoever may change the activity sets material and test, until it is called off."""
    if activity.kind not in TRAININGS:
        return denied(_("只有培训才有材料、测试和结果。"))
    if activity.stage == Activity.Stage.CALLED_OFF:
        return denied(_("这次培训已经取消。"))
    return may_change(user, activity)


def may_ask(user: User | None, course: Course) -> Decision:
    """Questions are fixed once somebody has answered them."""
    if course.results.filter(tries__gt=0).exists():
        return denied(_("已经有人答过题，不能再改；这样对大家才公平。"))
    return may_arrange(user, course.activity)


def may_note(user: User | None, activity: Activity) -> Decision:
    """Results are noted once it has been held."""
    if activity.stage not in Activity.HAPPENED:
        return denied(_("培训举行以后才能记结果。"))
    return may_arrange(user, activity)


def may_take_back(user: User | None, result: Result) -> Decision:
    """Whoever notes results takes a certificate back, be it of a test."""
    if not result.has_passed:
        return denied(_("没有可以撤销的证书。"))
    return may_note(user, result.course.activity)


def may_open(user: User | AnonymousUser, material: Material) -> Decision:
    """What is public, all; the rest, who takes part and who arranges."""
    activity = material.course.activity
    if activity.withdrawn_at is not None:
        return denied(_("这次培训已经撤回。"))
    if material.is_public:
        return ALLOWED
    inside = isinstance(user, User) and (
        user.pk in taking_part(activity) or bool(may_record(user, activity.unit))
    )
    return ALLOWED if inside else denied(_("这份材料只给参加培训的人。"))


def may_take_test(user: User, course: Course, result: Result | None) -> Decision:
    """Who takes part, until they passed or have tried often enough."""
    if result is not None and result.has_passed:
        return denied(_("您已经通过。"))
    if result is not None and result.tries >= MOST_TRIES:
        return denied(_("已经考了三次。请和主办单位联系。"))
    if course.activity.stage not in (Activity.Stage.RUNNING, *Activity.HAPPENED):
        return denied(_("培训开始以后才能测试。"))
    if user.pk not in taking_part(course.activity):
        return denied(_("只有参加这次培训的人可以测试。"))
    return ALLOWED


def may_propose(user: User, result: Result) -> Decision:
    """Who passed a course that qualifies for something, for themselves."""
    if user.pk != result.user_id or not result.has_passed:
        return denied(_("通过了培训的本人才能登记。"))
    return ALLOWED if result.course.skills else denied(_("这次培训不对应资格。"))
