"""An uploaded workbook of needs looked through: which rows are good, and what is asked already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.language import all_in_both, in_both
from wenming.engines import likeness
from wenming.engines.papers import Sheet
from wenming.needs import contacts, reading
from wenming.needs.models import Intake, Need
from wenming.needs.plan import CHANNELS, FOCUS, KINDS
from wenming.needs.queries import MOST_COMPARED, told
from wenming.needs.reading import Line, Lists
from wenming.organisation.models import Town, Unit
from wenming.organisation.queries import choices
from wenming.organisation.workbooks import Known, Sifted, site_names
from wenming.volunteers.queries import times

__all__ = ["lines", "lists_for", "sifted", "template"]


def lists_for(user: User, town: Town) -> Lists:
    """What this worker's workbook may name."""
    channels = all_in_both(lambda: dict(choices(town, CHANNELS)))
    return Lists(
        units=site_names(user, town),
        kinds=all_in_both(lambda: dict(choices(town, KINDS))),
        channels={code: words for code, words in channels.items() if code != "online"},
        focus=all_in_both(lambda: dict(choices(town, FOCUS))),
        times=all_in_both(times),
        priorities={str(value): in_both(label) for value, label in Need.Priority.choices},
    )


def template(user: User, town: Town) -> Sheet:
    """The workbook that this worker fills in."""
    return reading.template(lists_for(user, town))


def lines(intake: Intake) -> list[Line]:
    """The upload's rows as they are read today."""
    return reading.lines(intake.cells, lists_for(intake.by, intake.town))


def sifted(intake: Intake) -> Sifted:
    """The upload as it stands now, against what is asked for and still open."""
    found = lines(intake)
    return Sifted(found, _duplicates(found, intake.town, intake.by), "words")


def _duplicates(found: Sequence[Line], town: Town, user: User) -> dict[int, Known]:
    """Row → the open need of that village that asks for the very same thing."""
    asked = {line.number: line.asked for line in found if line.asked is not None}
    open_needs = _open(town, user, {one.unit for one in asked.values()})
    seen: dict[int, Known] = {}
    for number, one in asked.items():
        there = open_needs.get(one.unit.pk, {})
        row = likeness.Need(
            id=f"row:{number}",
            text=one.words,
            household=contacts.household(one.phone, one.unit.pk, one.name, one.place),
            village=str(one.unit.pk),
            place=one.place,
        )
        alike = likeness.duplicates(row, [told(need) for need in there.values()])
        if alike:
            seen[number] = Known(_("像是同一件事"), there[alike[0].need])
    return seen


def _open(town: Town, user: User, units: set[Unit]) -> Mapping[int, Mapping[str, Need]]:
    """Unit → number → what is open there, as far as this user sees it and nobody is protected."""
    rows = Need.objects.visible_to(user, town).open().filter(unit__in=units, focus="")
    found: defaultdict[int, dict[str, Need]] = defaultdict(dict)
    for need in rows.select_related("unit__town")[: MOST_COMPARED * max(len(units), 1)]:
        found[need.unit_id][str(need.pk)] = need
    return found
