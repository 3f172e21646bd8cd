"""Who lets platforms in, and what a platform may do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.exchange.models import Access
from wenming.organisation.models import Town
from wenming.organisation.permissions import is_office

__all__ = ["may_let_in", "may_revoke", "may_use"]


def may_let_in(user: User | None, town: Town) -> Decision:
    """The town's offices issue and revoke tokens. None: the operator."""
    if user is None or is_office(user, town):
        return ALLOWED
    return denied(_("接口令牌只能由镇里的办公室发放和停用。"))


def may_revoke(user: User | None, access: Access) -> Decision:
    """Once."""
    if access.revoked_at is not None:
        return denied(_("这个令牌已经停用。"))
    return may_let_in(user, access.town)


def may_use(access: Access, scope: str) -> Decision:
    """A token does what it was issued for."""
    if scope in access.scopes:
        return ALLOWED
    wanted = Access.Scope(scope).label
    return denied(_("这个令牌不能用来%(what)s，请镇里的办公室另发。") % {"what": wanted})
