"""A plan becomes the one that holds; every record stays.

A file with a fault changes nothing. The same plan again changes nothing. A changed plan says in
words what changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Refused
from wenming.base.models import record
from wenming.organisation.actions import units
from wenming.organisation.models import Town
from wenming.organisation.permissions import may_govern
from wenming.plans.differences import Difference, differences
from wenming.plans.document import Document
from wenming.plans.models import Plan
from wenming.plans.queries import document_of
from wenming.plans.sources import plan_sections

__all__ = ["Loaded", "Loader", "load"]

Loader = Callable[[Town, Document, User | None], None]


@dataclass(frozen=True)
class Loaded:
    """The plan that now holds, and what is different from the one before; nothing if the same."""

    plan: Plan
    is_new: bool
    changes: tuple[Difference, ...]


@transaction.atomic
def load(*, document: Document, into: Town | None = None, by: User | None) -> Loaded:
    """Let `document`, which has been checked, hold for its town.

    `into` is the town for which somebody loads it: `Refused` if it is another town's.
    """
    if into is not None and into.code != document.town.code:
        raise Refused(_("这份方案是另一个镇的，不能在这里载入。"))
    known = Town.objects.filter(code=document.town.code).first()
    if known is not None:
        may_govern(by, known).enforce()
    before = Plan.objects.current(known).first() if known else None
    digest = _digest(document)
    if before is not None and before.digest == digest:
        return Loaded(before, is_new=False, changes=())
    changes = _changes(before, document)
    town = _establish(document, is_first=before is None, by=by)
    plan = _keep(town, document, digest=digest, before=before, changes=changes, by=by)
    return Loaded(plan, is_new=True, changes=changes)


def _changes(before: Plan | None, document: Document) -> tuple[Difference, ...]:
    if before is None:
        return ()
    return tuple(differences(document_of(before), document, plan_sections()))


def _establish(document: Document, *, is_first: bool, by: User | None) -> Town:
    town = units.establish_town(wanted=document.town, by=by)
    on = document.document.issued_on if is_first else clock.today()
    units.establish_units(town=town, wanted=document.units, on=on, by=by)
    units.establish_words(town=town, wanted=document.vocabularies)
    for loader in _loaders():
        loader(town, document, by)
    return town


def _loaders() -> Iterable[Loader]:
    return (cast("Loader", import_string(name)) for name in settings.PLAN_LOADERS)


def _keep(
    town: Town,
    document: Document,
    *,
    digest: str,
    before: Plan | None,
    changes: tuple[Difference, ...],
    by: User | None,
) -> Plan:
    if before is not None:
        Plan.objects.filter(pk=before.pk).update(is_current=False)
    plan = Plan.objects.create(
        town=town,
        version=before.version + 1 if before else 1,
        code=document.document.code,
        number=document.document.number,
        digest=digest,
        document=_plain(document),
        changes=[{"zh": change.words("zh"), "en": change.words("en")} for change in changes],
        loaded_at=clock.now(),
        loaded_by=by,
    )
    record(by, "plan.loaded", plan, town=town.pk, version=plan.version, number=plan.number)
    return plan


def _plain(document: Document) -> dict[str, object]:
    return document.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _digest(document: Document) -> str:
    said = json.dumps(_plain(document), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
