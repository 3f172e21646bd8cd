"""What this package holds about a person: where they signed up, were asked, are interested."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.accounts.personal import Holding, said_as
from wenming.base.decisions import ALLOWED, Decision
from wenming.signups.actions import forgetting
from wenming.signups.models import CalendarKey, Interest, Invitation, SignUp

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

HOLDINGS = (
    Holding(
        _("报名：哪项活动、什么时候报的、带几个孩子、来不来"),
        _("保证名额公平，知道谁来"),
        _("来了的，随服务记录至少 10 年（GB/T 40143），注销后只认编号；没有来的，活动后一年"),
    ),
    Holding(
        _("补位邀请和您的答复；关注的活动；日历订阅的地址"),
        _("有人不能来时轮流请人；有变动时告诉您"),
        _("活动后一年；您取消关注、停用或注销时立即删除"),
    ),
)


LABELS = {
    "sign_ups": _("我的报名"),
    "shift__activity__title": _("活动"),
    "shift__starts_at": _("开始"),
    **said_as("sign_ups.stage", SignUp.Stage),
    "asked_at": _("时间"),
    "companions": _("同行人数"),
    "invitations": _("请我来的活动"),
    "reply": _("答复"),
    **said_as("reply", Invitation.Reply),
    "interests": _("感兴趣的活动"),
    "activity__title": _("活动"),
    "since_at": _("时间"),
    "calendar_feed_since": _("日历订阅，开始于"),
}


def held(user: User) -> Mapping[str, object]:
    """Everything, in plain values."""
    return {
        "sign_ups": list(
            SignUp.objects.filter(user=user.pk).values(
                "shift__activity__title", "shift__starts_at", "stage", "asked_at", "companions"
            )
        ),
        "invitations": list(
            Invitation.objects.filter(user=user.pk).values(
                "shift__activity__title", "shift__starts_at", "asked_at", "reply"
            )
        ),
        "interests": list(
            Interest.objects.filter(user=user.pk).values("activity__title", "since_at")
        ),
        "calendar_feed_since": CalendarKey.objects.filter(user=user.pk)
        .values_list("made_at", flat=True)
        .first(),
    }


def objection(_user: User) -> Decision:
    """None: places to come are freed."""
    return ALLOWED


def forget(user: User) -> None:
    """Free the places to come; drop what is of no use without the person."""
    forgetting.forget(user=user, by=user)
