"""Service lists that hang out, so that a plan can count them (5.3-b)."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.base.kinds import FactKind, RosterKind
from wenming.base.models import cited
from wenming.engines.obligations.values import Fact, Span, Subject
from wenming.groups.models import ServiceLine, ServiceList
from wenming.organisation.models import Town

__all__ = ["KINDS", "ROSTERS", "facts", "subjects"]

KINDS: tuple[FactKind, ...] = (
    FactKind(
        "service_list.published",
        "公布服务清单",
        "a service list published",
        tags={"length": tuple(ServiceList.Length.values)},
        numbers=("lines",),
        door="groups:service-list-list",
    ),
)
ROSTERS: tuple[RosterKind, ...] = ()


def facts(town: Town, span: Span) -> Iterator[Fact]:
    """Lists hung out in the span; of the institute, of the town, and of each village they serve."""
    rows = ServiceList.objects.published().of(town)
    found = list(rows.filter(published_on__range=(span.start, span.end)).order_by("pk"))
    lines = ServiceLine.objects.filter(list__in=found).order_by()
    number: dict[int, set[int]] = {}
    villages: dict[int, set[str]] = {}
    for row, line, code in lines.values_list("list_id", "pk", "units__code"):
        number.setdefault(row, set()).add(line)
        villages.setdefault(row, set()).update([f"unit:{code}"] if code else [])
    own = dict(rows.values_list("pk", "unit__code"))
    for one in found:
        subjects_here = {f"unit:{own[one.pk]}", town.key, *villages.get(one.pk, set())}
        assert one.published_on is not None
        yield Fact(
            "service_list.published",
            tuple(sorted(subjects_here)),
            one.published_on,
            cited(ServiceList, one.pk),
            numbers={"lines": len(number.get(one.pk, set()))},
            tags={"length": frozenset({one.length})},
        )


def subjects(_town: Town) -> Iterator[Subject]:
    """None: nobody owes anything by being here."""
    yield from ()
