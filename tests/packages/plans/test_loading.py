"""A plan is loaded: once, again, changed, for another town (0.2)."""

from __future__ import annotations

import pytest

from tests import the_plan, world
from wenming.base.errors import Refused
from wenming.base.models import Entry
from wenming.liaison.models import Pair
from wenming.organisation.models import Agenda, Term, Town, Unit
from wenming.plans.actions import loading
from wenming.plans.document import Document
from wenming.plans.models import Plan
from wenming.plans.queries import document_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("0.2")]


def without_unit(code: str) -> Document:
    """The plan without one of its units, as next year's might be."""
    plan = the_plan.document()
    left = tuple(unit for unit in plan.units if unit.code != code)
    pairs = tuple(pair for pair in plan.sections["pairs"] if pair.unit != code)  # type: ignore[attr-defined]
    return plan.model_copy(update={"units": left, "sections": {**plan.sections, "pairs": pairs}})


@pytest.mark.clause("A.1")
def test_the_town_of_the_plan_stands_with_its_units_leaders_and_pairs() -> None:
    the_plan.loaded()

    sites = Unit.objects.sites()
    assert [sites.filter(kind=kind).count() for kind in Unit.SITES] == [1, 20, 3]
    assert Pair.objects.count() == 28
    assert Pair.objects.values("leader").distinct().count() == 23


def test_the_same_plan_again_changes_nothing() -> None:
    first = the_plan.loaded()
    deeds = Entry.objects.count()

    again = loading.load(document=the_plan.document(), by=None)

    assert (again.plan, again.is_new, again.changes) == (first, False, ())
    assert Entry.objects.count() == deeds


def test_what_was_kept_is_read_as_what_was_checked() -> None:
    kept = document_of(the_plan.loaded())

    assert kept == the_plan.document()


def test_a_changed_plan_keeps_every_record_and_says_what_changed() -> None:
    the_plan.loaded()
    village = world.Village(
        unit := Unit.objects.get(code="tangbian"),
        secretary=world.holding(unit, "secretary", "塘边村书记"),
        liaison_officer=world.holding(unit, "liaison_officer", "塘边村联络员"),
    )
    meeting = world.an_agenda(village)

    changed = loading.load(document=without_unit("tangbian"), by=None)

    assert Agenda.objects.get() == meeting
    assert any("塘边村" in change.zh for change in changed.changes)
    assert any("Tangbian" in change.en for change in changed.changes)
    assert changed.plan.version == 2


def test_a_unit_that_a_plan_drops_ends_and_stays() -> None:
    the_plan.loaded()

    loading.load(document=without_unit("tangbian"), by=None)

    assert Unit.objects.get(code="tangbian").ends_on is not None
    assert not Pair.objects.on(world.PLAN_DAY.replace(year=2100)).filter(unit__code="tangbian")


def test_a_word_that_a_plan_drops_is_retired_not_deleted() -> None:
    the_plan.loaded()
    plan = the_plan.document()
    words = {**plan.vocabularies, "media": plan.vocabularies["media"][1:]}

    loading.load(document=plan.model_copy(update={"vocabularies": words}), by=None)

    dropped = Term.objects.get(vocabulary="media", code=plan.vocabularies["media"][0].code)
    assert dropped.is_retired


def test_only_one_version_holds() -> None:
    the_plan.loaded()
    loading.load(document=without_unit("yupu"), by=None)

    assert list(Plan.objects.filter(is_current=True).values_list("version", flat=True)) == [2]


def test_the_plan_of_another_town_is_refused_with_the_reason() -> None:
    other = Town.objects.create(code="linzhen", name="邻镇", name_en="Linzhen")

    with pytest.raises(Refused, match="另一个镇"):
        loading.load(document=the_plan.document(), into=other, by=None)


def test_a_village_may_not_load_a_plan_and_is_told_why() -> None:
    the_plan.loaded()
    secretary = world.holding(Unit.objects.get(code="tangbian"), "secretary", "塘边村书记")

    with pytest.raises(Refused, match="只有镇里的办公室"):
        loading.load(document=without_unit("yupu"), by=secretary)
