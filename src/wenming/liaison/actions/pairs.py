"""Leaders are tied to units and released again; a plan's table becomes the register (2.2-a, A.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wenming.accounts.actions import users
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.liaison import plan
from wenming.liaison.models import Leader, Pair
from wenming.organisation.actions import posts
from wenming.organisation.actions.people import Person, identify
from wenming.organisation.models import Post, Town, Unit
from wenming.organisation.permissions import may_govern
from wenming.plans.document import Document

__all__ = ["begin", "end", "know", "load", "load_pairs", "succeed"]


# One pair ------------------------------------------------------------------------------------


@transaction.atomic
def begin(*, unit: Unit, leader: Leader | Person, from_on: date, by: User | None) -> Pair:
    """Tie `leader` to `unit` from this day on. Raises `Impossible` if they are tied already.

    A person who was no leader becomes one, with the post.
    """
    may_govern(by, unit.town).enforce()
    if isinstance(leader, Person):
        leader = _called(leader, unit.town, from_on, by)
    if leader.town_id != unit.town_id:
        raise Impossible(_("这位领导不是本镇的。"), field="leader")
    turn = _next_turn(unit, leader, from_on)
    try:
        with transaction.atomic():
            pair = Pair.objects.create(
                town=unit.town, unit=unit, leader=leader, turn=turn, from_on=from_on
            )
    except IntegrityError as error:
        raise Impossible(_("这位领导已经挂钩这个单位。"), field="leader") from error
    record(by, "pair.begun", pair, town=unit.town_id, leader=leader.user.name, unit=unit.code)
    return pair


@transaction.atomic
def end(*, pair: Pair, until_on: date, by: User | None) -> None:
    """Let the tie end with this day."""
    may_govern(by, pair.town).enforce()
    if until_on < pair.from_on:
        raise Impossible(_("结束日期不能早于挂钩日期。"), field="until_on")
    open_still = Pair.objects.filter(pk=pair.pk, until_on__isnull=True)
    if not open_still.update(until_on=until_on):
        raise Overtaken(_("这一挂钩关系刚刚已经结束，请刷新。"))
    pair.until_on = until_on
    record(by, "pair.ended", pair, town=pair.town_id, leader=pair.leader.user.name)


@transaction.atomic
def succeed(*, pair: Pair, leader: Leader | Person, from_on: date, by: User | None) -> Pair:
    """`leader` follows on this day; the former tie ends the day before. No gap."""
    may_govern(by, pair.town).enforce()
    if from_on <= pair.from_on:
        raise Impossible(_("接任日期要晚于前任的挂钩日期。"), field="from_on")
    end(pair=pair, until_on=from_on - timedelta(days=1), by=by)
    return begin(unit=pair.unit, leader=leader, from_on=from_on, by=by)


@transaction.atomic
def know(*, town: Town, user: User, code: str = "", place: int = 0, by: User | None) -> Leader:
    """Let `user` be a leader that pairs can name; the same person is the same leader."""
    may_govern(by, town).enforce()
    known = Leader.objects.filter(town=town, user=user).first()
    if known is not None:
        return known
    place = place or Leader.objects.filter(town=town).count() + 1
    code = code or f"l{user.number.lower()}"
    leader = Leader.objects.create(town=town, code=code, user=user, place=place)
    record(by, "leader.known", leader, town=town.pk, name=user.name)
    return leader


def _called(person: Person, town: Town, from_on: date, by: User | None) -> Leader:
    user = identify(person=person, unit=_root(town), by=by)
    leader = know(town=town, user=user, by=by)
    _give_post(leader, from_on, by)
    return leader


def _root(town: Town) -> Unit:
    return Unit.objects.select_related("town").get(town=town, kind=Unit.Kind.TOWN)


def _next_turn(unit: Unit, leader: Leader, from_on: date) -> int:
    earlier = Pair.objects.filter(unit=unit, leader=leader)
    if earlier.filter(until_on__gte=from_on).exists():
        raise Impossible(_("这一天，这位领导还挂钩着这个单位。"), field="from_on")
    last: int | None = earlier.aggregate(last=Max("turn"))["last"]
    return (last or 0) + 1


# The plan's table ----------------------------------------------------------------------------


def load(town: Town, document: Document, by: User | None) -> None:
    """The plan's leaders and pairs; the first plan's hold from its day, a later one's from today."""
    is_first = not Pair.objects.filter(town=town).exists()
    from_on = document.document.issued_on if is_first else clock.today()
    load_pairs(
        town=town,
        leaders=plan.leaders(document),
        pairs=plan.pairs(document),
        from_on=from_on,
        by=by,
    )


@transaction.atomic
def load_pairs(
    *,
    town: Town,
    leaders: Iterable[plan.Leader],
    pairs: Iterable[plan.Pair],
    from_on: date,
    by: User | None,
) -> list[str]:
    """Let the town have exactly these pairs from this day; what changed, in words.

    Persons are found again by their code. Whoever the plan no longer names keeps their post, for
    that is the offices' to end; only the pairs end. The same table again changes nothing.
    """
    may_govern(by, town).enforce()
    said: list[str] = []
    for place, told in enumerate(leaders, start=1):
        said.extend(_lead(town, told, place, from_on, by))
    wanted = [(told.unit, told.leader) for told in pairs]
    said.extend(_release(town, set(wanted), from_on, by))
    said.extend(_tie(town, wanted, from_on, by))
    return said


def _lead(
    town: Town, told: plan.Leader, place: int, from_on: date, by: User | None
) -> Iterator[str]:
    leader = Leader.objects.filter(town=town, code=told.code).select_related("user").first()
    if leader is None:
        user = users.enter(name=told.zh, by=by)
        leader = know(town=town, user=user, code=told.code, place=place, by=by)
        yield _("新的领导：%(name)s") % {"name": told.zh}
    elif leader.user.name != told.zh:
        yield _("领导改名：%(old)s → %(new)s") % {"old": leader.user.name, "new": told.zh}
        users.rename(user=leader.user, name=told.zh, by=by)
    if leader.place != place:
        Leader.objects.filter(pk=leader.pk).update(place=place)
    _give_post(leader, from_on, by)


def _give_post(leader: Leader, from_on: date, by: User | None) -> None:
    root = _root(leader.town)
    held = Post.objects.filter(unit=root, role=Post.Role.LEADER, holder=leader.user)
    if not held.filter(until_on__isnull=True).exists():
        posts.appoint(unit=root, role=Post.Role.LEADER, holder=leader.user, from_on=from_on, by=by)


def _release(
    town: Town, wanted: set[tuple[str, str]], from_on: date, by: User | None
) -> Iterator[str]:
    open_now = Pair.objects.filter(town=town, until_on__isnull=True)
    for pair in open_now.select_related("unit__town", "leader__user", "town"):
        if (pair.unit.code, pair.leader.code) not in wanted:
            end(pair=pair, until_on=max(pair.from_on, from_on - timedelta(days=1)), by=by)
            yield _("不再挂钩：%(pair)s") % {"pair": pair}


def _tie(
    town: Town, wanted: Iterable[tuple[str, str]], from_on: date, by: User | None
) -> Iterator[str]:
    open_now = Pair.objects.filter(town=town, until_on__isnull=True)
    tied = set(open_now.values_list("unit__code", "leader__code"))
    units = {unit.code: unit for unit in Unit.objects.filter(town=town).select_related("town")}
    leaders = {each.code: each for each in Leader.objects.filter(town=town).select_related("user")}
    for unit, leader in wanted:
        if (unit, leader) not in tied:
            pair = begin(unit=units[unit], leader=leaders[leader], from_on=from_on, by=by)
            yield _("新的挂钩：%(pair)s") % {"pair": pair}
