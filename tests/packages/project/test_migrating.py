"""What the migrations build is what the models say, of which the other tests' tables are made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.packages.project.tables import tables

HERE = Path(__file__).parent


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own, of the kind that is tested."""
    name = f"wenming_migrating_{os.getpid()}"
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / name}"
        return
    with connection.cursor() as cursor:
        cursor.execute(f'create database "{name}"')
    told = settings.DATABASES["default"]
    yield f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'drop database "{name}"')


@pytest.mark.django_db(transaction=True)
def test_migrations_build_what_the_models_say(empty: str) -> None:
    run = subprocess.run(
        [sys.executable, str(HERE / "tables.py")],
        env={**os.environ, "DATABASE_URL": empty, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == json.loads(json.dumps(tables()))
