"""Contact cards are issued, withdrawn when one is lost, and replaced (5.3-a)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.needs.models import ContactCard
from wenming.needs.permissions import may_withdraw_card
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_record

__all__ = ["MOST", "issue", "replace", "withdraw"]

MOST: Final = 300


@transaction.atomic
def issue(*, unit: Unit, places: Iterable[str], by: User | None) -> list[ContactCard]:
    """A card for each place, none twice; one for the whole unit if no place is told."""
    may_record(by, unit).enforce()
    wanted = list(dict.fromkeys(" ".join(place.split()) for place in places)) or [""]
    if len(wanted) > MOST:
        raise Impossible(_("一次最多 %(most)s 张，请分几次。") % {"most": MOST}, field="where")
    if any(len(place) > 100 for place in wanted):
        raise Impossible(_("地点太长，一行一处，最多 100 个字。"), field="where")
    known = {card.place: card for card in ContactCard.objects.valid().filter(unit=unit)}
    new = [_new(unit, place, by) for place in wanted if place not in known]
    ContactCard.objects.bulk_create(new)
    if new:
        record(by, "card.issued", unit, town=unit.town_id, number=len(new))
    known |= {card.place: card for card in new}
    return [known[place] for place in wanted]


@transaction.atomic
def withdraw(*, card: ContactCard, why: str, by: User | None) -> None:
    """It was lost, or somebody moved: its code opens the place no more."""
    may_withdraw_card(by, card).enforce()
    if not why.strip():
        raise Impossible(_("请写停用的原因，例如“丢了”“搬走了”。"), field="why")
    told = {"withdrawn_at": clock.now(), "withdrawn_why": why.strip()}
    if not ContactCard.objects.valid().filter(pk=card.pk).update(**told):
        raise Overtaken(_("这张卡刚刚已经停用。"))
    card.refresh_from_db()
    record(by, "card.withdrawn", card, town=card.town_id)


@transaction.atomic
def replace(*, card: ContactCard, why: str, by: User | None) -> ContactCard:
    """The lost one is withdrawn, and there is another for the same place."""
    withdraw(card=card, why=why, by=by)
    made = _new(card.unit, card.place, by)
    made.instead_of = card
    made.save(force_insert=True)
    record(by, "card.replaced", made, town=card.town_id)
    return made


def _new(unit: Unit, place: str, by: User | None) -> ContactCard:
    return ContactCard(town=unit.town, unit=unit, place=place, issued_at=clock.now(), issued_by=by)
