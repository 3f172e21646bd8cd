"""The documents that are drawn from the code say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.documents import documents


@pytest.mark.parametrize(
    ("path", "text"), list(documents()), ids=lambda value: getattr(value, "name", "")
)
def test_a_generated_document_is_current(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run: make docs"
