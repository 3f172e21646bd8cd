"""When whoever offers services on the menu comes, for what, and to whom (5.3-c, 5.3-d).

The engine knows of one who goes what they can do and when they are free, not what at which time.
Whoever comes for one thing at other times than for another stands in the problem once for each set
of times: `team:7`, `team:7/2`. No two of these are at one time, so that nobody is wanted at two
places at once; how many they may be asked for in all is counted for each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from wenming.base import clock
from wenming.menu.models import Service
from wenming.needs.models import Dispatch, Need
from wenming.organisation.models import Town

__all__ = ["Offered", "Part", "name_of", "on_menu", "owner_of", "parts_of"]

# In how many days a group takes as many as its service says, orders and offers together.
SPANS: Final = {Service.Per.WEEK: timedelta(days=7), Service.Per.MONTH: timedelta(days=31)}
COUNTED: Final = (Dispatch.Stage.OFFERED, Dispatch.Stage.ACCEPTED, Dispatch.Stage.DONE)


@dataclass(frozen=True, slots=True)
class Offered:
    """A service on the menu: at these weekly times (none: any), in these units, for these people.

    What a team is for, it does anywhere and for all; what it only offers, and whatever a group does,
    where and for whom it is offered; a group only as often (`room`).
    """

    kind: str
    times: frozenset[str]
    area: frozenset[int] = frozenset()
    focus: frozenset[str] = frozenset()
    room: int = 0

    def comes(self, weekly: str) -> bool:
        """On this half day or evening of the week."""
        return not self.times or weekly in self.times

    def serves(self, need: Need) -> bool:
        """Is it what this need asks for, there and for such people."""
        here = not self.area or need.unit_id in self.area
        return self.kind == need.kind and here and (not self.focus or need.focus in self.focus)


@dataclass(frozen=True, slots=True)
class Part:
    """What one can do at some of the times: `offers` are the services that come then, not to all."""

    kinds: frozenset[str]
    times: frozenset[str]
    offers: tuple[Offered, ...]


def name_of(team: int | None, volunteer: int | None, partner: int | None) -> str:
    """Who goes, as the problem calls them."""
    if team is not None:
        return f"team:{team}"
    return f"volunteer:{volunteer}" if partner is None else f"partner:{partner}"


def owner_of(name: str) -> str:
    """Whose part it is: `team:7` of `team:7/2`."""
    return name.partition("/")[0]


def on_menu(town: Town) -> Mapping[str, Sequence[Offered]]:
    """Name → what they offer today; of a group, only what it has room for."""
    found: defaultdict[str, list[Offered]] = defaultdict(list)
    rows = Service.objects.of(town).on_offer(clock.today()).prefetch_related("area")
    taken = _taken(town)
    for row in rows.order_by("pk"):
        name = name_of(row.team_id, None, row.partner_id)
        room = row.capacity - taken[row.partner_id, row.kind, row.per]
        if row.team_id is not None or room > 0:
            area = frozenset(unit.pk for unit in row.area.all())
            times, focus = frozenset(row.times), frozenset(row.focus)
            found[name].append(Offered(row.kind, times, area, focus, room))
    return found


def _taken(town: Town) -> Counter[tuple[int | None, str, str]]:
    """Group, kind of need, a week's or a month's → for how many it was asked lately."""
    now = clock.now()
    rows = Dispatch.objects.filter(
        partner__isnull=False,
        need__town=town,
        stage__in=COUNTED,
        offered_at__gt=now - max(SPANS.values()),
    )
    found: Counter[tuple[int | None, str, str]] = Counter()
    for partner, kind, at in rows.order_by().values_list("partner", "need__kind", "offered_at"):
        for per, span in SPANS.items():
            found[partner, kind, per.value] += at > now - span
    return found


def parts_of(
    able: Collection[str], offers: Iterable[Offered], times: Mapping[str, str]
) -> list[Part]:
    """One who can do this, at each of the times (its key → the time of the week).

    What stands on the menu they do at its times, the rest at any.
    """
    offers = tuple(offers)
    if not offers:
        return [Part(frozenset(able), frozenset(times), ())] if able else []
    told = {one.kind for one in offers}
    found: defaultdict[tuple[frozenset[str], tuple[Offered, ...]], set[str]] = defaultdict(set)
    for key, weekly in times.items():
        there = [one for one in offers if one.comes(weekly)]
        now = {one.kind for one in there}
        kinds = frozenset(kind for kind in able if kind not in told or kind in now)
        to_all = {one.kind for one in there if not (one.area or one.focus)}
        limited = tuple(one for one in there if one.kind not in to_all)
        if kinds:
            found[kinds, limited].add(key)
    return [Part(kinds, frozenset(keys), there) for (kinds, there), keys in found.items()]
