"""What is made in the data folder at the first start is nobody else's to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming.project.environment import env_secret


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENMING_SALT_KEY", raising=False)
    monkeypatch.delenv("WENMING_SALT_KEY_FILE", raising=False)


def test_the_folder_and_the_secret_in_it_are_for_one_account(tmp_path: Path) -> None:
    data = tmp_path / "data"

    env_secret("WENMING_SALT_KEY", data)

    secret = data / "wenming_salt_key"
    assert [f"{path.stat().st_mode & 0o777:o}" for path in (data, secret)] == ["700", "600"]


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    made = env_secret("WENMING_SALT_KEY", tmp_path)

    assert made == env_secret("WENMING_SALT_KEY", tmp_path)
    assert len(made) >= 60
