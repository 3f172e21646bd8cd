"""Of a lecture that nobody ordered it is told who spoke, and to whom (5.1-a)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.learning.models import Lecturer, Talk
from wenming.learning.permissions.lectures import may_tell_of

__all__ = ["tell_of"]


@transaction.atomic
def tell_of(
    *, activity: Activity, audience: str, lecturer: Lecturer | None = None, by: User | None
) -> Talk:
    """Before or after it was given; told anew, it is corrected."""
    may_tell_of(by, activity).enforce()
    if lecturer is not None and lecturer.town_id != activity.town_id:
        raise Impossible(_("请选本镇的宣讲师。"), field="lecturer")
    told = {"audience": audience, "lecturer": lecturer}
    talk, _is_new = Talk.objects.update_or_create(activity=activity, defaults=told)
    about = {"audience": audience, "lecturer": lecturer.pk if lecturer else None}
    record(by, "talk.told", talk, town=activity.town_id, **about)
    return talk
