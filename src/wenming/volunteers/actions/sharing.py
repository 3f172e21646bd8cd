"""A volunteer agrees, apart from all else, that data may be given to another handler (PIPL 23)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.volunteers.models import Consent, Sharing, Volunteer
from wenming.volunteers.models.volunteer import CHILD, age_on
from wenming.volunteers.permissions import may_attend_to

__all__ = ["agree", "end", "end_any"]


@transaction.atomic
def agree(*, volunteer: Volunteer, how: str = Consent.How.SELF, by: User | None) -> Sharing:
    """Said by oneself, or noted by a worker; under 14 it is the guardian who says it, in person."""
    may_attend_to(by, volunteer).enforce()
    is_self = by is not None and by.pk == volunteer.user_id
    if how not in Consent.How or is_self != (how == Consent.How.SELF):
        raise Impossible(_("请写明本人是怎样同意的。"), field="how")
    if volunteer.ended_on is not None or volunteer.born_on is None:
        raise Overtaken(_("“%(name)s”已经退出志愿者登记。") % {"name": volunteer})
    if is_self and age_on(clock.today(), volunteer.born_on) < CHILD:
        raise Impossible(_("未满 14 周岁，要由监护人到村（社区）同意。"))
    told = {"how": how, "given_on": clock.today(), "noted_by": by}
    try:
        with transaction.atomic():
            made = Sharing.objects.create(volunteer=volunteer, **told)
    except IntegrityError as error:
        raise Overtaken(_("已经同意过了，请刷新。")) from error
    record(by, "volunteer.sharing-agreed", volunteer, town=volunteer.town_id, how=how)
    return made


@transaction.atomic
def end(*, volunteer: Volunteer, by: User | None) -> None:
    """From now on nothing more is given out; what was given stays in the log."""
    may_attend_to(by, volunteer).enforce()
    if not volunteer.sharings.filter(withdrawn_on__isnull=True).update(withdrawn_on=clock.today()):
        raise Overtaken(_("没有同意过，或者已经撤回，请刷新。"))
    record(by, "volunteer.sharing-withdrawn", volunteer, town=volunteer.town_id)


@transaction.atomic
def end_any(*, volunteer: Volunteer, by: User | None) -> None:
    """Of whoever stops being a volunteer nothing more is given out."""
    if volunteer.sharings.filter(withdrawn_on__isnull=True).exists():
        end(volunteer=volunteer, by=by)
