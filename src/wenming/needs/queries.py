"""Reading needs: the inbox, who attends to them, what a caller asked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.together import Answers, Questions, counted, question
from wenming.engines import likeness
from wenming.needs import contacts, numbers
from wenming.needs.models import Dispatch, Need, Service
from wenming.needs.permissions import may_see_person
from wenming.needs.plan import CHANNELS, FOCUS, KINDS
from wenming.organisation.holding import remembered
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.permissions import is_office
from wenming.organisation.queries import offices_of, terms, vocabularies
from wenming.volunteers.models import Membership, Volunteer
from wenming.volunteers.queries import times

__all__ = [
    "DISPATCHED",
    "MOST_COMPARED",
    "Line",
    "Search",
    "Tally",
    "about_me",
    "alike",
    "at_the_desk",
    "attendants",
    "earlier_of",
    "found",
    "heads_of",
    "lines",
    "members_of",
    "numbered",
    "offices_of",
    "overdue",
    "services_to_credit",
    "tally",
    "times_of",
    "to_do",
    "to_pass_on",
    "told",
    "unspoken",
]

# So many of a village's open needs are compared with a new one.
MOST_COMPARED = 300
# After so many offers that nobody took, a person looks at it.
MOST_ASKED = 4
# What is told of a dispatch in a list of them.
DISPATCHED = (
    "stage",
    "answer_by",
    "need__kind",
    "need__unit__name",
    "need__unit__name_en",
    "need__service__title",
    "team__name",
    "partner__name",
)
LEADING = (Post.Role.SECRETARY, Post.Role.SITE_HEAD)


@dataclass(frozen=True, slots=True)
class Search:
    """What the desk looks for; nothing means whatever it is."""

    unit: Unit | None = None
    stage: str = ""
    kind: str = ""
    text: str = ""
    since: date | None = None


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
    known = vocabularies(town, KINDS, CHANNELS, FOCUS)
    sees = Sight(user)
    with remembered():
        return [_line(need, known, sees(need)) for need in needs]


@dataclass(slots=True)
class Sight:
    """Whether a user may see whom a need is about, asked once for all that are alike in it."""

    user: User
    known: dict[tuple[int, bool, bool], bool] = field(default_factory=dict)
    offices: dict[int, bool] = field(default_factory=dict)

    def __call__(self, need: Need) -> bool:
        if need.town_id not in self.offices:
            self.offices[need.town_id] = is_office(self.user, need.unit.town)
        if self.offices[need.town_id]:
            return True
        like = (need.unit_id, need.is_protected, need.entered_by_id == self.user.pk)
        if like not in self.known:
            self.known[like] = bool(may_see_person(self.user, need))
        return self.known[like]


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
    if search.stage == Need.Stage.ASKED:
        rows = rows.unanswered()
    elif search.stage:
        rows = rows.filter(stage=search.stage)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.since is not None:
        rows = rows.filter(asked_at__date__gte=search.since)
    if text := search.text.strip():
        figures = phones.narrow(text).replace(" ", "").replace("-", "")
        told = Q(words__icontains=text, focus="") | Q(number__iexact=text)
        called = Q(phone_index=phones.blind(figures)) & _of_whom_one_sees(user, town)
        rows = rows.filter(told | called)
    first = Case(When(stage=Need.Stage.ASKED, then=0), default=1)
    return rows.select_related("unit__town").order_by(first, "-asked_at", "-pk")


def _of_whom_one_sees(user: User, town: Town) -> Q:
    """Whoever knows a number must not learn by it that a protected need is that person's."""
    return Q() if is_office(user, town) else Q(focus="") | Q(entered_by=user.pk)


def earlier_of(user: User, town: Town, phone: str) -> list[Need]:
    """What somebody with this number asked before, as far as `user` sees whom it is about."""
    index = phones.blind(contacts.normal(phone))
    called = Q(phone_index=index) & _of_whom_one_sees(user, town)
    rows = Need.objects.visible_to(user, town).filter(called)
    return list(rows.select_related("unit__town").order_by("-asked_at")[:20])


def numbered(town: Town, number: str) -> Need | None:
    """The need of this town with a number, however it was typed; `Impossible` if it is none."""
    rows = Need.objects.filter(town=town, number=numbers.normal(number))
    return rows.select_related("unit__town", "asker", "service__team", "service__partner").first()


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


def _holders(posts: QuerySet[Post]) -> list[User]:
    """Each once, in the order of the posts."""
    held = posts.order_by("role", "pk").select_related("holder")
    return list({post.holder_id: post.holder for post in held}.values())


def overdue(town: Town, moment: datetime) -> QuerySet[Need]:
    """What is answered too late, in the whole town."""
    return Need.objects.of(town).overdue(moment).select_related("unit__town")


# Beside a need -----------------------------------------------------------------------------------


def times_of(need: Need) -> list[str]:
    """When it suits, in words."""
    known = times()
    return [known[code] for code in need.times if code in known]


def alike(user: User, need: Need) -> list[Need]:
    """Open needs that probably ask for the very same thing, the most like first."""
    if need.stage not in Need.OPEN:
        return []
    others = Need.objects.visible_to(user, need.town).open().filter(unit=need.unit, focus="")
    rows = {str(row.pk): row for row in others.select_related("unit__town")[:MOST_COMPARED]}
    found_alike = likeness.duplicates(told(need), [told(row) for row in rows.values()])
    return [rows[one.need] for one in found_alike[:3]]


def told(need: Need) -> likeness.Need:
    """As the engine takes it."""
    known = need.latitude is not None and need.longitude is not None
    at = (need.latitude or 0.0, need.longitude or 0.0) if known else None
    village = str(need.unit_id)
    return likeness.Need(str(need.pk), need.words, need.household, village, need.place, at)


# On other pages ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How much waits at the desk."""

    unanswered: int
    overdue: int
    waiting: int
    uncredited: int

    @property
    def any(self) -> bool:
        return bool(self.unanswered or self.waiting or self.uncredited)


def at_the_desk(user: User, town: Town) -> Questions:
    """What waits for this user and their units; for offices, where they stand in for others."""
    owed = Q(stage__in=Need.UNANSWERED, answered_at__isnull=True)
    seen = Need.objects.visible_to(user, town)
    asked = {
        **to_do(user, town),
        "needs": counted(
            seen,
            unanswered=Count("pk", filter=owed),
            overdue=Count("pk", filter=owed & Q(answer_by__lt=clock.now())),
            waiting=Count("pk", filter=Q(stage=Need.Stage.VERIFIED)),
        ),
        "services": counted(_to_credit(user, seen), uncredited=Count("pk", distinct=True)),
    }
    if is_office(user, town):
        asked["spoken_for"] = question(unspoken(town), *DISPATCHED)
    return asked


def tally(found: Answers) -> Tally:
    """The numbers of what was found."""
    [needs], [services] = found["needs"] or [{}], found["services"] or [{}]
    numbers = needs | services
    return Tally(*(numbers.get(name, 0) for name in Tally.__slots__))


def services_to_credit(user: User, town: Town) -> QuerySet[Service]:
    """Where somebody went and the hours wait for this user, who was not there, the oldest first."""
    rows = _to_credit(user, Need.objects.visible_to(user, town))
    told = rows.select_related("need__unit__town", "dispatch__team")
    return told.prefetch_related("volunteers__user").order_by("served_on", "pk")


def _to_credit(user: User, seen: QuerySet[Need]) -> QuerySet[Service]:
    return Service.objects.uncredited().filter(need__in=seen).exclude(volunteers__user=user)


def to_pass_on(town: Town) -> QuerySet[Need]:
    """Waiting again because whoever was asked last said no or nothing, and not too often yet."""
    last = Dispatch.objects.filter(need=OuterRef("pk")).order_by("-moved_at", "-pk")
    waiting = Need.objects.of(town).waiting()
    told = waiting.annotate(last=Subquery(last.values("stage")[:1]), offers=Count("dispatches"))
    return told.filter(last__in=Dispatch.PASSES_ON, offers__lt=MOST_ASKED).select_related(
        "unit__town", "asker"
    )


def about_me(user: User, town: Town) -> Questions:
    """What this user is asked to do or is to do, and what they asked for last."""
    asked_by = Need.objects.of(town).filter(asker=user.pk)[:10]
    return {**to_do(user, town), "asked_by": question(asked_by, "number", "stage", "asked_at")}


def to_do(user: User, town: Town) -> Questions:
    """What this user is asked to do or has said they will do, and what kinds of need there are."""
    asked_of = Dispatch.objects.to(user).live().filter(need__town=town)
    return {
        "asked_of": question(asked_of, *DISPATCHED, "planned_at", "volunteer__user__name"),
        "kinds": terms(town, KINDS),
    }


def unspoken(town: Town) -> QuerySet[Dispatch]:
    """Asked of partner groups whose contact cannot sign in: an office asks them and answers."""
    return Dispatch.objects.spoken_for().live().filter(need__town=town)


def members_of(dispatch: Dispatch) -> list[Volunteer]:
    """Who may have gone: the volunteer, or the team's members."""
    if dispatch.volunteer is not None:
        return [dispatch.volunteer]
    joined = Membership.objects.joined().filter(team=dispatch.team_id)
    return [one.volunteer for one in joined.select_related("volunteer__user")]
