"""A person says where needs belong and what a group is called; it can be undone (5.3-b).

What the page showed is checked against what holds now: whoever looks at an old page is told what
has happened since, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.engines.likeness import ALONE
from wenming.groups.drawing import Drawn, drawn
from wenming.groups.models import SortedNeed, Sorting
from wenming.groups.permissions import may_sort, may_undo
from wenming.organisation.models import Town

__all__ = ["NEW", "merge", "move", "name", "undo"]

# Into a group that is not there yet.
NEW: Final = "new"
Deed = Sorting.Deed


@transaction.atomic
def move(
    *,
    town: Town,
    needs: Collection[int],
    group: str,
    into: str,
    ticket: UUID | None = None,
    by: User | None,
) -> Sorting:
    """Put needs that were seen in `group` into another one, into a new one (`NEW`), or alone.

    Several that leave for a new group are split off, and the others are meant to stay. Raises
    `Overtaken` if one of them is elsewhere by now, or the other group is no more.
    """
    may_sort(by, town).enforce()
    ticket = ticket or uuid4()
    if (known := _known(ticket)) is not None:
        return known
    now, chosen = drawn(town), [str(need) for need in needs]
    if not chosen:
        raise Impossible(_("请选要移动的需求。"), field="needs")
    if into == group:
        raise Impossible(_("这些需求已经在那里。"), field="into")
    _be_where_they_were(now, chosen, group)
    if into not in (NEW, ALONE):
        _be_there(now, into)
    splits = into == NEW and 1 < len(chosen) < len(now.members(group))
    told = {
        "deed": Deed.SPLIT if splits else Deed.MOVED,
        "group": group,
        "into": f"h-{ticket.hex[:16]}" if into == NEW else into,
        "called": _called(now, group),
    }
    return _decide(town, now, told, {group, into}, chosen, ticket=ticket, by=by)


@transaction.atomic
def name(
    *,
    town: Town,
    group: str,
    called: str,
    seen: str = "",
    ticket: UUID | None = None,
    by: User | None,
) -> Sorting:
    """Call a group this; by "" it is called again what the engine proposes.

    `seen` is what it was called on the page. Raises `Overtaken` if somebody called it otherwise.
    """
    may_sort(by, town).enforce()
    ticket, called = ticket or uuid4(), called.strip()
    if (known := _known(ticket)) is not None:
        return known
    now = drawn(town)
    _be_there(now, group)
    here = now.groups[group]
    if seen and here.named_by_hand and here.name != seen:
        words = _("这一组刚刚由别人改名为“%(name)s”。需要的话再改一次。")
        raise Overtaken(words % {"name": here.name})
    if any(one.name == called and one.id != group for one in now.grouping.groups):
        raise Impossible(_("已经有一组叫“%(name)s”，请换一个。") % {"name": called}, field="called")
    told = {"deed": Deed.NAMED, "group": group, "name": called, "called": here.name}
    return _decide(town, now, told, {group}, ticket=ticket, by=by)


@transaction.atomic
def merge(
    *, town: Town, group: str, into: str, ticket: UUID | None = None, by: User | None
) -> Sorting:
    """All needs of a group belong to the other one. Raises `Overtaken` if one of them is no more."""
    may_sort(by, town).enforce()
    ticket = ticket or uuid4()
    if (known := _known(ticket)) is not None:
        return known
    now = drawn(town)
    if group == into:
        raise Impossible(_("请选另外一组。"), field="into")
    _be_there(now, group)
    _be_there(now, into)
    told = {"deed": Deed.MERGED, "group": group, "into": into, "called": _called(now, group)}
    return _decide(town, now, told, {group, into}, ticket=ticket, by=by)


@transaction.atomic
def undo(*, sorting: Sorting, by: User | None) -> None:
    """Let it be as if nobody had said so; what was said besides still holds."""
    may_undo(by, sorting).enforce()
    still = Sorting.objects.filter(pk=sorting.pk, undone_at__isnull=True)
    if not still.update(undone_at=clock.now(), undone_by=by):
        raise Overtaken(_("这一次改动刚刚由别人取消了。"))
    sorting.refresh_from_db()
    record(by, "sorting.undone", sorting, town=sorting.town_id)


def _known(ticket: UUID) -> Sorting | None:
    """What the same form decided a moment before."""
    return Sorting.objects.filter(ticket=ticket).first()


def _be_there(now: Drawn, group: str) -> None:
    if group not in now.groups:
        raise Overtaken(_("这一组刚刚变了，已经没有了。请回到分组页面看看现在的样子。"))


def _be_where_they_were(now: Drawn, needs: Iterable[str], group: str) -> None:
    for need in needs:
        where = now.where.get(need)
        if where is None:
            raise Overtaken(_("有一件需求刚刚撤回或者不再受理，请刷新。"))
        if where != group:
            words = _("有一件需求刚刚到了“%(group)s”，请看看现在的样子再移。")
            raise Overtaken(words % {"group": _called(now, where) or _("单独的需求")})


def _called(now: Drawn, group: str) -> str:
    return now.groups[group].name if group in now.groups else ""


def _decide(
    town: Town,
    now: Drawn,
    told: dict[str, Any],
    groups: Iterable[str],
    chosen: Collection[str] = (),
    *,
    ticket: UUID,
    by: User | None,
) -> Sorting:
    """Write the decision down with the needs that were seen in the groups concerned."""
    made = Sorting(town=town, ticket=ticket, at=clock.now(), by=by, **told)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        # The same form a moment before.
        return Sorting.objects.get(ticket=ticket)
    lay = {
        one.need: group
        for group in groups
        for one in now.members(group)
        # Where a person put it follows from what they said.
        if not one.by_hand
    }
    SortedNeed.objects.bulk_create(
        SortedNeed(
            sorting=made, need_id=int(need), group=lay.get(need, ""), is_chosen=need in chosen
        )
        for need in sorted({*lay, *chosen}, key=int)
    )
    record(by, f"sorting.{made.deed}", made, town=town.pk, needs=len(chosen), called=made.called)
    return made
