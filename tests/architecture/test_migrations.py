"""Migrations are complete and stand in one line, package by package."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = sorted(c.label for c in apps.get_app_configs() if c.name.startswith("wenming."))


@pytest.fixture(autouse=True)
def _migrations_count(settings: Any) -> None:
    """The other tests make their tables without them."""
    settings.MIGRATION_MODULES = {}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", *OURS, check=True, dry_run=True, verbosity=1)


@pytest.mark.parametrize("package", OURS)
def test_the_migrations_of_a_package_stand_in_one_line(package: str) -> None:
    steps = MigrationLoader(None).disk_migrations
    line = [
        [name for label, name in step.dependencies if label == package]
        for (label, _), step in sorted(steps.items())
        if label == package
    ]
    names = sorted(name for label, name in steps if label == package)

    assert bool(names) == bool([*apps.get_app_config(package).get_models()])
    assert line == [[], *([name] for name in names[:-1])][: len(names)]
