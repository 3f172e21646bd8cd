"""Reading the unit tree, posts, people and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model, Prefetch, Q, QuerySet

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.language import page_language
from wenming.base.models import Entry
from wenming.base.together import Question, question
from wenming.organisation.models import Post, Term, Town, Unit
from wenming.organisation.permissions import RECORDERS, is_office

__all__ = [
    "UnitPosts",
    "choices",
    "last_deed",
    "offices_of",
    "people_of",
    "posts_by_unit",
    "ranked",
    "recordable_units",
    "terms",
    "vocabularies",
    "words",
]


def words(town: Town, vocabulary: str) -> Mapping[str, str]:
    """Code → word of one vocabulary (or of several, `a|b`), in the page's language."""
    found = Term.objects.filter(town=town, vocabulary__in=vocabulary.split("|"))
    return dict(found.values_list("code", page_language()))


def terms(town: Town, vocabulary: str) -> Question:
    """The words of one vocabulary, to be asked together with others."""
    return question(Term.objects.filter(town=town, vocabulary=vocabulary), "code", "zh", "en")


def choices(town: Town, vocabulary: str) -> list[tuple[str, str]]:
    """The words that may be chosen today."""
    named = vocabulary.split("|")
    found = Term.objects.filter(town=town, vocabulary__in=named, is_retired=False)
    return list(found.values_list("code", page_language()))


def vocabularies(town: Town, *names: str) -> Mapping[str, Mapping[str, str]]:
    """Those named, or all, in one query: name → code → word; one that is not there is empty."""
    terms = Term.objects.filter(town=town, **({"vocabulary__in": names} if names else {}))
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, code, word in terms.values_list("vocabulary", "code", page_language()):
        found[name][code] = word
    return found


def recordable_units(user: User, town: Town) -> QuerySet[Unit]:
    """Units for which this user may enter work, own ones first in the tree's order."""
    units = Unit.objects.filter(town=town).on(clock.today())
    if is_office(user, town):
        return units
    posts = Post.objects.on(clock.today()).filter(holder=user.pk, role__in=RECORDERS)
    return units.filter(pk__in=posts.values("unit"))


def last_deed(row: Model) -> int:
    """The number of the last thing that was done to this record."""
    return Entry.objects.of(row).values_list("pk", flat=True).first() or 0


def offices_of(town: Town) -> list[User]:
    """Who leads the town's offices today."""
    heads = Post.objects.on(clock.today()).filter(role=Post.Role.OFFICE_HEAD)
    posts = heads.filter(unit__town=town, unit__kind=Unit.Kind.OFFICE).select_related("holder")
    return list({post.holder_id: post.holder for post in posts}.values())


def people_of(*units: Unit) -> QuerySet[User]:
    """Who has, or had, a post in these units or in their town itself."""
    inside = Q(posts__unit__in=units)
    at_town = Q(posts__unit__kind=Unit.Kind.TOWN, posts__unit__town__in={u.town_id for u in units})
    return User.objects.get_queryset().filter(inside | at_town, is_active=True).distinct()


@dataclass(frozen=True)
class UnitPosts:
    """A unit with the posts held in it today, and whether nobody leads it (2.1-b)."""

    unit: Unit
    posts: tuple[Post, ...]

    @property
    def has_no_head(self) -> bool:
        return not any(post.role in Post.HEADS for post in self.posts)


def posts_by_unit(town: Town) -> list[UnitPosts]:
    """Every unit that exists today, in the tree's order."""
    held = Post.objects.on(clock.today()).select_related("holder").order_by("from_on", "pk")
    units = Unit.objects.filter(town=town).on(clock.today())
    found = units.prefetch_related(Prefetch("posts", queryset=held))
    return [UnitPosts(unit, tuple(ranked(unit.posts.all()))) for unit in found]


def ranked(posts: Iterable[Post]) -> list[Post]:
    """Who leads first."""
    return sorted(posts, key=lambda post: Post.Role.values.index(post.role))
