"""The journal: who did what to which record, when, with the old and the new value.

Written by actions only, in the same transaction as the deed; never changed, but
that erasing a person takes their name out. Entries name their record without a foreign key, so
that they outlive it.
"""

from __future__ import annotations

from typing import Any, Protocol, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import Count, Max, Subquery
from django.db.models.functions import Coalesce

from wenming.base import clock

__all__ = ["Entry", "cited", "entry", "record", "reference"]


class Actor(Protocol):
    """Whoever may stand in the journal."""

    pk: int

    @property
    def name(self) -> str: ...


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, row: models.Model) -> Self:
        """What was done to this record, the last first."""
        return self.filter(subject=reference(row)).order_by("-pk")

    def revision(self, town_id: int) -> tuple[int, int]:
        """A value that differs after every committed deed in the town.

        The highest number alone would miss a transaction that took its number early and committed
        late (PostgreSQL); the count among the last 500 tells it.
        """
        last = self.filter(town_id=town_id).order_by("-pk").values("pk")[:1]
        recent = self.filter(town_id=town_id, pk__gt=Coalesce(Subquery(last), 0) - 500)
        told = recent.aggregate(last=Max("pk"), n=Count("pk"))
        return told["last"] or 0, told["n"]


class Entry(models.Model):
    """One deed."""

    at = models.DateTimeField()
    town_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=100)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["town_id", "id"], name="journal_by_town")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.verb} {self.subject}"


def reference(row: models.Model) -> str:
    """The name by which a record is cited as evidence: `activities.activity:17`."""
    # Not `type(row)`: the user of a request is a lazy stand-in for one.
    return cited(row._meta.model, row.pk)


def cited(model: type[models.Model], pk: int) -> str:
    """The same, where only the number is at hand."""
    return f"{model._meta.label_lower}:{pk}"


def record(
    by: Actor | None, verb: str, row: models.Model, *, town: int | None, **details: object
) -> None:
    """Write one deed into the journal. `by` is None for the clock and the operator's command."""
    made = entry(by, verb, row, town=town, **details)
    with connection.cursor() as cursor:
        cursor.execute(*_insert(made))


def _insert(made: Entry) -> tuple[str, list[Any]]:
    """One row in one statement: the busiest of all tables, and nobody asks for its number."""
    fields = [field for field in Entry._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table, marks = connection.ops.quote_name(Entry._meta.db_table), ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(made, field.attname), connection) for field in fields]
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})", values  # noqa: S608


def entry(
    by: Actor | None, verb: str, row: models.Model, *, town: int | None, **details: object
) -> Entry:
    """One deed, to be written together with others."""
    return Entry(
        at=clock.now(),
        town_id=town,
        by_id=by.pk if by else None,
        by_name=by.name if by else "",
        verb=verb,
        subject=reference(row),
        details=details,
    )
