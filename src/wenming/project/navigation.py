"""The bar of sections on every page: what this visitor can open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation.models import Town
from wenming.organisation.permissions import is_insider

__all__ = ["Link", "navigation"]

PUBLIC = (
    (_("首页"), "portal:home"),
    (pgettext_lazy("plural", "活动"), "activities_public:activity-list"),
    (pgettext_lazy("nav", "找地方"), "portal:unit-list"),
    (_("方案"), "portal:plan"),
)
INSIDE = (
    (_("工作台"), "desk:home"),
    (_("全镇"), "desk:matrix"),
)


@dataclass(frozen=True)
class Link:
    """One section."""

    label: str | Promise
    url: str


def navigation(request: HttpRequest) -> dict[str, object]:
    """For whoever holds a post here, the desk too. Before a town is known there is no bar."""
    town: Town | None = getattr(request, "town", None)
    if town is None:
        return {"navigation": ()}
    links = [Link(label, reverse(name)) for label, name in PUBLIC]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_insider(user, town):
        links += [Link(label, reverse(name)) for label, name in INSIDE]
    return {"navigation": links}
