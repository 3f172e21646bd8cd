"""Engines run where Django is not installed."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.architecture import PACKAGE

ALONE = """
import importlib, pkgutil, sys
for absent in ("django", "django_q", "allauth", "pydantic", "yaml"):
    sys.modules[absent] = None
import wenming.engines
for found in pkgutil.walk_packages(wenming.engines.__path__, "wenming.engines."):
    importlib.import_module(found.name)
"""


def test_every_engine_is_loaded_without_django() -> None:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-W", "error", "-c", ALONE]

    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert said.stderr == ""
