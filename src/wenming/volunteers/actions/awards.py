"""An award is noted by a worker who saw the deed, put right by striking it and noting it anew."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.volunteers.models import Award, Volunteer
from wenming.volunteers.permissions import may_note_award

__all__ = ["note", "strike"]


@transaction.atomic
def note(
    *, volunteer: Volunteer, name: str, granted_on: date, granted_by: str, by: User | None
) -> Award:
    """The volunteer was given an award; `Impossible` with the field at fault."""
    may_note_award(by, volunteer).enforce()
    if granted_on > clock.today():
        raise Impossible(_("这一天还没有到。"), field="granted_on")
    try:
        with transaction.atomic():
            made = Award.objects.create(
                volunteer=volunteer,
                name=name.strip(),
                granted_on=granted_on,
                granted_by=granted_by.strip(),
                noted_at=clock.now(),
                noted_by=by,
            )
    except IntegrityError as error:
        raise Impossible(_("这项表彰已经登记过。"), field="name") from error
    record(by, "award.noted", made, town=volunteer.town_id, name=made.name)
    return made


@transaction.atomic
def strike(*, award: Award, by: User | None) -> None:
    """It was noted by mistake, or taken back; whoever was told of it will be told that."""
    may_note_award(by, award.volunteer).enforce()
    if not Award.objects.standing().filter(pk=award.pk).update(struck_at=clock.now()):
        raise Overtaken(_("这项表彰已经删去，请刷新。"))
    record(by, "award.struck", award, town=award.volunteer.town_id, name=award.name)
