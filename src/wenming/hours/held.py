"""What this package holds about a person: where they served, how long, what they thought of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding
from wenming.base.decisions import ALLOWED, Decision
from wenming.hours.models import Certificate, Objection, Presence, Rating, Tap

__all__ = ["HOLDINGS", "forget", "held", "objection"]

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
