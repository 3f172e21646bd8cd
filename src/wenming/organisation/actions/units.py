"""A plan establishes the town, its units and its words; what it drops ends, nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from django.db import transaction

from wenming.accounts.models import User
from wenming.base.models import record
from wenming.organisation import plan
from wenming.organisation.models import Term, Town, Unit
from wenming.organisation.permissions import may_govern

__all__ = ["Word", "declare_demo", "establish_town", "establish_units", "establish_words", "place"]


class Word(Protocol):
    """A term of a vocabulary."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


@transaction.atomic
def establish_town(*, wanted: plan.Town, by: User | None) -> Town:
    """The town with this code, made if it is not there, and its root unit."""
    above = " ".join(place.zh for place in wanted.above)
    told = {"name": wanted.zh, "name_en": wanted.en, "above": above}
    town, is_new = Town.objects.update_or_create(code=wanted.code, defaults=told)
    names = {
        "name": wanted.zh,
        "name_en": wanted.en,
        "kind": Unit.Kind.TOWN,
        "numbers": dict(wanted.numbers),
    }
    Unit.objects.update_or_create(town=town, code=town.code, defaults=names)
    if is_new:
        record(by, "town.established", town, town=town.pk)
    return town


@transaction.atomic
def declare_demo(*, town: Town, by: User | None) -> None:
    """From here on everything in the town is made up, and says so."""
    town.is_demo = True
    town.save(update_fields=["is_demo"])
    record(by, "town.declared-demo", town, town=town.pk)


@transaction.atomic
def establish_units(*, town: Town, wanted: Iterable[plan.Unit], on: date, by: User | None) -> None:
    """Let the town have exactly these units from `on` (the first time: from the beginning)."""
    root = Unit.objects.get(town=town, kind=Unit.Kind.TOWN)
    known = {unit.code: unit for unit in Unit.objects.filter(town=town).exclude(pk=root.pk)}
    is_first = not known
    for place, told in enumerate(wanted, start=1):
        unit = known.pop(told.code, None) or Unit(
            town=town, code=told.code, begins_on=None if is_first else on
        )
        _take_over(unit, told, place, root, by)
    for unit in known.values():
        _end(unit, on - timedelta(days=1), by)
    _hang_up(town, wanted, root)


def _take_over(unit: Unit, told: plan.Unit, place: int, root: Unit, by: User | None) -> None:
    now = {
        "kind": told.kind,
        "host": told.host or "",
        "name": told.zh,
        "name_en": told.en,
        "place": place,
        "latitude": told.at[0] if told.at else None,
        "longitude": told.at[1] if told.at else None,
        "numbers": dict(told.numbers),
        "ends_on": None,
    }
    changed = {name: value for name, value in now.items() if getattr(unit, name) != value}
    if unit.pk and not changed:
        return
    for name, value in changed.items():
        setattr(unit, name, value)
    verb = "unit.changed" if unit.pk else "unit.established"
    unit.parent = unit.parent or root
    unit.save()
    record(by, verb, unit, town=unit.town_id, changes=sorted(changed))


def _end(unit: Unit, last: date, by: User | None) -> None:
    if unit.ends_on is None:
        unit.ends_on = max(last, unit.begins_on or last)
        unit.save(update_fields=["ends_on"])
        record(by, "unit.ended", unit, town=unit.town_id)


def _hang_up(town: Town, wanted: Iterable[plan.Unit], root: Unit) -> None:
    by_code = {unit.code: unit for unit in Unit.objects.filter(town=town)}
    for told in wanted:
        unit, parent = by_code[told.code], by_code.get(told.parent or "", root)
        if unit.parent_id != parent.pk:
            unit.parent = parent
            unit.save(update_fields=["parent"])


@transaction.atomic
def place(*, unit: Unit, latitude: float, longitude: float, by: User | None) -> None:
    """Say where a unit stands, until a plan says otherwise."""
    may_govern(by, unit.town).enforce()
    unit.latitude, unit.longitude = latitude, longitude
    unit.save(update_fields=["latitude", "longitude"])
    record(by, "unit.placed", unit, town=unit.town_id)


@transaction.atomic
def establish_words(*, town: Town, wanted: Mapping[str, Iterable[Word]]) -> None:
    """Let the vocabularies be these; a word no longer listed is retired, for records keep it."""
    known = {(term.vocabulary, term.code): term for term in Term.objects.filter(town=town)}
    for vocabulary, words in wanted.items():
        for place, word in enumerate(words):
            term = known.pop((vocabulary, word.code), None)
            told = {"zh": word.zh, "en": word.en or word.zh, "place": place, "is_retired": False}
            if term is None:
                Term.objects.create(town=town, vocabulary=vocabulary, code=word.code, **told)
            elif any(getattr(term, name) != value for name, value in told.items()):
                Term.objects.filter(pk=term.pk).update(**told)
    Term.objects.filter(pk__in=[term.pk for term in known.values()]).update(is_retired=True)
