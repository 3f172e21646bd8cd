"""Reading the unit tree, posts and words."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import get_language

from wenming.accounts.models import User
from wenming.base import clock
from wenming.organisation.models import Post, Term, Town, Unit
from wenming.organisation.permissions import RECORDERS, is_office

__all__ = ["choices", "recordable_units", "words"]


def words(town: Town, vocabulary: str) -> Mapping[str, str]:
    """Code → word of one vocabulary, in the page's language and the plan's order."""
    column = "en" if get_language() == "en" else "zh"
    found = Term.objects.filter(town=town, vocabulary=vocabulary)
    return dict(found.values_list("code", column))


def choices(town: Town, vocabulary: str) -> list[tuple[str, str]]:
    """The words that may be chosen today."""
    column = "en" if get_language() == "en" else "zh"
    found = Term.objects.filter(town=town, vocabulary=vocabulary, is_retired=False)
    return list(found.values_list("code", column))


def recordable_units(user: User, town: Town) -> QuerySet[Unit]:
    """Units for which this user may enter work, own ones first in the tree's order."""
    units = Unit.objects.filter(town=town).on(clock.today())
    if is_office(user, town):
        return units
    posts = Post.objects.on(clock.today()).filter(holder=user.pk, role__in=RECORDERS)
    return units.filter(pk__in=posts.values("unit"))
