"""What a database consists of; run by itself, of an empty one after all migrations."""

from __future__ import annotations

import json
import re

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

__all__ = ["tables"]

# Of each table its name, and what it and its indexes are made of; a line a part, in any order.
SQLITE = "select tbl_name, sql from sqlite_master where sql is not null"
POSTGRESQL = """
select c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
union all
select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
where connamespace = 'public'::regnamespace
union all
select tablename, regexp_replace(indexdef, ' INDEX .* ON ', ' ON ') from pg_indexes
where schemaname = 'public'
"""
# An index has a name that whoever makes it makes up.
NAMED = re.compile(r'(CREATE (?:UNIQUE )?INDEX )"\w+"')


def tables() -> dict[str, list[str]]:
    """Of our own; equal for two databases that differ in nothing but the order of making."""
    models = apps.get_models(include_auto_created=True)
    ours = {one._meta.db_table for one in models if one.__module__.startswith("wenming.")}
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
        for table, sql in cursor.fetchall():
            if table in ours:
                found.setdefault(table, []).extend(_parts(NAMED.sub(r"\1", sql)))
    return {table: sorted(parts) for table, parts in sorted(found.items())}


def _parts(sql: str) -> list[str]:
    """The columns and rules of a table's statement, cut at commas outside of brackets."""
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    inside, parts, depth = sql[sql.index("(") + 1 : sql.rindex(")")], [""], 0
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(tables()))
