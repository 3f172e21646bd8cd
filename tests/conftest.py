"""The ground of all tests: a data folder of their own, jobs done at once, no network.

DATABASE_URL decides between SQLite (nothing set) and PostgreSQL, as for the product. `tests/engines`
also run where there is no Django.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

try:
    import django
    from django.conf import settings
except ModuleNotFoundError:  # then these are the engines' tests alone
    django = None  # type: ignore[assignment]

FOLDER = Path(tempfile.mkdtemp(prefix="wenming-tests-"))

# Before anything reads the settings. Every process of a parallel run has its own folder.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "wenming.project.settings",
    "WENMING_DATA": str(FOLDER),
    "WENMING_SECRET_KEY": "secret of the tests, of nothing else",
    "WENMING_SALT_KEY": "salt of the tests, of nothing else",
    "WENMING_HASHED_STATIC": "false",
    "WENMING_JOBS_AT_ONCE": "true",
    "WENMING_DEBUG": "false",
    "WENMING_HTTPS": "false",
}
(FOLDER / "static").mkdir()
if django:
    django.setup()

# A busy machine is no fault of what is tested.
hypothesis.settings.register_profile(
    "wenming", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("wenming")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_unconfigure() -> None:
    """Leave nothing behind, in the processes of a parallel run neither."""
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A test that reaches for the network fails, and says for which address."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise ConnectionRefusedError(f"tests have no network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True)
def _no_town_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page process remembers its only town for some seconds; here each test has its own."""
    if django:
        monkeypatch.setattr("wenming.organisation.middleware.KNOWN_FOR", 1e-9)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file, as the product has it: threads see each other's work, and its locks."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(FOLDER / "tests.sqlite3")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
