"""A person's data is theirs to see, correct, take away and have erased."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts import personal
from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision, denied

__all__ = ["may_care_for", "may_erase"]


def may_care_for(by: User | None, user: User) -> Decision:
    """One's own data only. None: the operator's command, on a written request."""
    if by is None or by.pk == user.pk:
        return ALLOWED
    return denied(_("只能查看和更改自己的资料。"))


def may_erase(by: User | None, user: User) -> Decision:
    """Unless some package must keep the name: a post held is a public record."""
    own = may_care_for(by, user)
    if not own:
        return own
    return next((no for no in personal.objections(user) if not no), ALLOWED)
