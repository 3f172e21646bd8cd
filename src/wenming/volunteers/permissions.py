"""Who may change a team."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import Decision, denied
from wenming.organisation.permissions import may_change
from wenming.volunteers.models import Team

__all__ = ["may_hand_over"]


def may_hand_over(user: User | None, team: Team) -> Decision:
    """Whoever may correct the team may name its head, as long as it is there."""
    if team.closed_on is not None and team.closed_on < clock.today():
        return denied(_("这支队伍已经解散，不能再更换队长。"))
    return may_change(user, team)
