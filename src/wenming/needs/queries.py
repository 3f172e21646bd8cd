"""Reading needs: the inbox, who attends to them, what a caller asked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.needs import contacts, numbers
from wenming.needs.models import Need
from wenming.needs.permissions import may_see_person
from wenming.needs.plan import CHANNELS, FOCUS, KINDS
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.queries import vocabularies

__all__ = [
    "Line",
    "Search",
    "attendants",
    "earlier_of",
    "found",
    "heads_of",
    "lines",
    "numbered",
    "offices_of",
]

LEADING = (Post.Role.SECRETARY, Post.Role.SITE_HEAD)


@dataclass(frozen=True, slots=True)
class Search:
    """What the desk looks for; nothing means whatever it is."""

    unit: Unit | None = None
    stage: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One need as this reader may see it, with its words of the plan."""

    need: Need
    kind: str
    channel: str
    focus: str
    sees_person: bool

    @property
    def name(self) -> str:
        return (self.need.name or "") if self.sees_person else ""

    @property
    def phone(self) -> str:
        return self.need.masked_phone if self.sees_person else ""

    @property
    def words(self) -> str:
        return self.need.words if self.sees_person else ""

    @property
    def place(self) -> str:
        return self.need.place if self.sees_person else ""


def lines(user: User, town: Town, needs: Iterable[Need]) -> list[Line]:
    """Each need with what this user may see of it."""
    known, is_office_asked = vocabularies(town, KINDS, CHANNELS, FOCUS), {}
    made = []
    for need in needs:
        asked = (need.unit_id, need.is_protected, need.entered_by_id == user.pk)
        if asked not in is_office_asked:
            is_office_asked[asked] = bool(may_see_person(user, need))
        made.append(_line(need, known, is_office_asked[asked]))
    return made


def _line(need: Need, known: Mapping[str, Mapping[str, str]], sees_person: bool) -> Line:
    return Line(
        need,
        known.get(KINDS, {}).get(need.kind, need.kind),
        known.get(CHANNELS, {}).get(need.channel, need.channel),
        known.get(FOCUS, {}).get(need.focus, need.focus) if sees_person else "",
        sees_person,
    )


def found(user: User, town: Town, search: Search) -> QuerySet[Need]:
    """Those this user may see, what is owed soonest first."""
    rows = Need.objects.visible_to(user, town)
    if search.unit is not None:
        rows = rows.filter(unit=search.unit)
    if search.stage:
        rows = rows.filter(stage=search.stage)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if text := search.text.strip():
        figures = phones.narrow(text).replace(" ", "").replace("-", "")
        told = Q(words__icontains=text, focus="") | Q(number__iexact=text)
        rows = rows.filter(told | Q(phone_index=phones.blind(figures)))
    return rows.select_related("unit__town")


def earlier_of(user: User, town: Town, phone: str) -> list[Need]:
    """What somebody with this number asked before, the last first."""
    index = phones.blind(contacts.normal(phone))
    rows = Need.objects.visible_to(user, town).filter(phone_index=index)
    return list(rows.select_related("unit__town").order_by("-asked_at")[:20])


def numbered(town: Town, number: str) -> Need | None:
    """The need of this town with a number, however it was typed; `Impossible` if it is none."""
    rows = Need.objects.filter(town=town, number=numbers.normal(number))
    return rows.select_related("unit__town", "asker").first()


# Who is told -------------------------------------------------------------------------------------


def attendants(need: Need) -> list[User]:
    """Who answers the unit's needs: its workers, or of a protected need the lead office."""
    if need.is_protected:
        return offices_of(need.town)
    posts = Post.objects.on(clock.today()).filter(unit=need.unit)
    roles = (*LEADING, Post.Role.LIAISON_OFFICER)
    found_here = _holders(posts.filter(role__in=roles))
    return found_here or offices_of(need.town)


def heads_of(unit: Unit) -> list[User]:
    """Who leads the unit today."""
    return _holders(Post.objects.on(clock.today()).filter(unit=unit, role__in=LEADING))


def offices_of(town: Town) -> list[User]:
    """Who leads the town's offices today."""
    posts = Post.objects.on(clock.today()).filter(unit__town=town, unit__kind=Unit.Kind.OFFICE)
    return _holders(posts.filter(role=Post.Role.OFFICE_HEAD))


def _holders(posts: QuerySet[Post]) -> list[User]:
    return list({post.holder_id: post.holder for post in posts.select_related("holder")}.values())


def overdue(town: Town, moment: datetime) -> QuerySet[Need]:
    """What is answered too late, in the whole town."""
    return Need.objects.of(town).overdue(moment).select_related("unit__town")
