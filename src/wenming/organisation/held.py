"""What this package holds about a person: the posts they hold or held."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.accounts.models import User
from wenming.accounts.personal import Holding, said_as
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.organisation.models import Post

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

HOLDINGS = (
    Holding(
        gettext_lazy("职务：单位、任期"),
        gettext_lazy("公开谁负责什么；决定能办哪些事"),
        gettext_lazy("长期（公务记录）"),
    ),
)


LABELS = {
    "posts": gettext_lazy("任职"),
    "unit__name": gettext_lazy("单位"),
    "role": gettext_lazy("职务"),
    **said_as("role", Post.Role),
    "from_on": gettext_lazy("开始日期"),
    "until_on": gettext_lazy("结束日期"),
}


def held(user: User) -> Mapping[str, object]:
    """One's posts, with their terms."""
    rows = Post.objects.filter(holder=user.pk).order_by("from_on")
    return {"posts": list(rows.values("unit__name", "role", "from_on", "until_on"))}


def objection(user: User) -> Decision:
    """Who held a post stays named in the town's records."""
    if Post.objects.filter(holder=user.pk).exists():
        return denied(_("您有任职记录，是公务档案，不能自行注销。请先与宣传办联系。"))
    return ALLOWED


def forget(_user: User) -> None:
    """Nothing: who held a post is not erased."""
