"""`wenming` says no in one line, and answers at once where it needs no database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from wenming.project.command import main

RUN = "import sys; from wenming.project.command import main; sys.exit(main())"
WHAT_IS_LOADED = f"""
import atexit, sys
atexit.register(lambda: print("loaded", "django.contrib.auth" in sys.modules))
{RUN}
"""


def wenming(*words: str, code: str = RUN, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "WENMING_HASHED_STATIC": "true", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_is_shown_without_setting_up_the_project() -> None:
    said = wenming("--help", code=WHAT_IS_LOADED)

    assert said.returncode == 0
    assert {"init", "serve", "seed"} <= set(said.stdout.split())
    assert said.stdout.endswith("loaded False\n")


def test_without_a_command_the_help_is_shown_and_the_exit_code_says_that_nothing_was_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert "serve" in capsys.readouterr().out


def test_a_setting_with_a_wrong_value_is_one_line_with_its_name(tmp_path: Path) -> None:
    said = wenming("init", WENMING_DATA=str(tmp_path), WENMING_WORKERS="many")

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "wenming: WENMING_WORKERS=many: write a whole number\n"


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    said = wenming("init", WENMING_DATA=str(tmp_path / "file" / "data"))

    assert said.returncode == 1
    assert said.stderr.startswith("wenming: ")
    assert len(said.stderr.splitlines()) == 1


def test_init_twice_is_the_same_as_once(tmp_path: Path) -> None:
    environment = {
        "WENMING_DATA": str(tmp_path / "new"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db",
    }

    first = wenming("init", **environment)
    secrets = {p.name: p.read_text() for p in (tmp_path / "new").glob("wenming_*_key")}
    second = wenming("init", **environment)

    assert (first.returncode, second.returncode) == (0, 0)
    assert {p.name: p.read_text() for p in (tmp_path / "new").glob("wenming_*_key")} == secrets


def test_serving_before_init_says_what_to_do_first(tmp_path: Path) -> None:
    environment = {"WENMING_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db"}

    said = wenming("serve", "--port", "0", **environment)

    assert said.returncode == 1
    assert "wenming init" in said.stderr


@pytest.mark.parametrize(
    "words", [("plan", "standing"), ("plan", "show"), ("seed", "town"), ("sign-ins",)]
)
def test_whatever_is_asked_before_init_says_what_to_do_first(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = wenming(*words, WENMING_DATA=str(tmp_path))

    assert said.returncode == 1
    assert said.stderr.strip().endswith("wenming init")
    assert len(said.stderr.strip().splitlines()) == 1


def test_serving_on_a_port_that_is_taken_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = wenming("serve", "--port", str(port))

    assert said.returncode == 1
    assert f"port {port}" in said.stderr
    assert len(said.stderr.splitlines()) == 1
