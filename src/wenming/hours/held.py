"""What this package holds about a person: where they served, how long, what they thought of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding, said_as
from wenming.activities.models import Shift
from wenming.base.decisions import ALLOWED, Decision
from wenming.hours.models import Certificate, Objection, Presence, Rating, Tap

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

HOLDINGS = (
    Holding(
        _("到场记录：哪次活动、签到签退的时间、凭据、计入的时长、更正和异议"),
        _("记录志愿服务和培训，出具证明（民政部令第67号）"),
        _("至少 10 年（GB/T 40143）；注销后只认编号"),
    ),
    Holding(
        _("开过的志愿服务证明"),
        _("证明可以查验，防止伪造（民政部令第67号）"),
        _("和到场记录一样"),
    ),
    Holding(
        _("对活动的评价"),
        _("让主办的人知道哪里要改进；页面上只显示人数"),
        _("和到场记录一样"),
    ),
)

LABELS = {
    "attendance": _("到场记录"),
    "attendance.shift__activity__unit__name": _("单位"),
    "shift__part": _("谁来"),
    **said_as("shift__part", Shift.Part),
    "came_at": _("签到时间"),
    "left_at": _("签退时间"),
    "said_left_at": _("本人说的离开时间"),
    "grade": _("凭据"),
    **said_as("grade", Presence.Grade),
    "attendance.note": _("说明"),
    **said_as("attendance.stage", Presence.Stage),
    "credit": _("计入"),
    **said_as("credit", Presence.Credit),
    "minutes": _("计入分钟"),
    "confirmed_at": _("确认时间"),
    "objections_until": _("异议截止"),
    "struck_why": _("不计的原因"),
    "certificates": _("志愿服务证明"),
    "certificates.number": _("证明编号"),
    "certificates.from_on": _("从哪天"),
    "certificates.until_on": _("到哪天"),
    "certificates.minutes": _("服务分钟"),
    "certificates.unit": _("单位"),
    "issued_at": _("开具时间"),
    **said_as("certificates.stage", Certificate.Stage),
    "lines": _("服务内容"),
    "what": _("服务内容"),
    "place": _("地点"),
    "taps": _("签到签退"),
    "taps.what": _("签到或签退"),
    **said_as("taps.what", Tap.What),
    "taps.how": _("凭据"),
    **said_as("taps.how", Tap.How),
    "objections": _("异议"),
    "raised_at": _("提出时间"),
    "answer": _("答复"),
    "ratings": _("评价"),
    "stars": _("几颗星"),
    "words": _("说了什么"),
    "rated_at": _("评价时间"),
}


def held(user: User) -> Mapping[str, object]:
    """Every record of attendance, with what hangs on it."""
    mine = Presence.objects.filter(user=user.pk)
    if not mine.exists():
        return {}
    return {
        "attendance": list(
            mine.values(
                "shift__activity__title",
                "shift__activity__unit__name",
                "shift__part",
                "came_at",
                "left_at",
                "said_left_at",
                "grade",
                "note",
                "stage",
                "credit",
                "minutes",
                "confirmed_at",
                "objections_until",
                "struck_why",
            )
        ),
        "certificates": list(
            Certificate.objects.filter(user=user.pk).values(
                "number", "from_on", "until_on", "minutes", "issued_at", "stage", "lines"
            )
        ),
        "taps": list(Tap.objects.filter(presence__in=mine).values("what", "how", "at")),
        "objections": list(
            Objection.objects.filter(presence__in=mine).values("text", "raised_at", "answer")
        ),
        "ratings": list(
            Rating.objects.filter(presence__in=mine).values("stars", "words", "rated_at")
        ),
    }


def objection(_user: User) -> Decision:
    """None: the records stay under the number, ten years at least."""
    return ALLOWED


def forget(_user: User) -> None:
    """Nothing goes before its time: the law wants the record kept; the name goes with the account."""
