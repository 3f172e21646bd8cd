"""Who asks for a neighbour, who looks in, and what was seen."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tests import world
from wenming.base import clock
from wenming.neighbours.actions import pairings, postings
from wenming.neighbours.models import Pairing, Posting
from wenming.volunteers.models import Consent, Volunteer

BEGUN: Final = date(2026, 6, 1)
ELDER: Final = "蔡阿婆"
PHONE: Final = "13800001234"


def a_posting(village: world.Village, **said: Any) -> Posting:
    """An elder wants to be looked in on every week; the liaison officer entered it."""
    about: dict[str, Any] = {
        "watch": "elders",
        "wish": "陪说说话，买菜。",
        "name": ELDER,
        "phone": PHONE,
        "address": "后街12号",
        "focus": "elderly",
    }
    told = postings.Told(**about | said)
    by = village.liaison_officer
    return postings.ask(unit=village.unit, told=told, consent=Consent.How.SPOKEN, by=by)


def a_pair(
    village: world.Village,
    volunteer: Volunteer | None = None,
    *,
    posting: Posting | None = None,
    begun: date = BEGUN,
    **said: Any,
) -> Pairing:
    """A volunteer offered, and the unit agreed."""
    with clock.at(world.moment(begun)):
        posting = posting or a_posting(village, **said)
        volunteer = volunteer or world.a_volunteer(village)
        made = pairings.offer(posting=posting, volunteer=volunteer, by=volunteer.user)
        pairings.accept(pairing=made, by=village.liaison_officer)
    return made
