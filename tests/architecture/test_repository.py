"""What is committed is ours, and names no place to download from."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.architecture import ROOT

# Written in two halves, so that this file does not name them either.
HOSTS = [
    "".join(halves)
    for halves in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("unpkg", ".com"),
        ("jsdelivr", ".net"),
        ("cdnjs.cloudflare", ".com"),
        ("deb.debian", ".org"),
        ("tuna.tsinghua", ".edu"),
        ("mirrors.aliyun", ".com"),
        ("googleapis", ".com"),
    )
]
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".yaml", ".yml", ".json", ".po", ""}
THIRD_PARTY = re.compile(
    r"(^|/)(vendor|third_party|node_modules)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|whl|jar|so|mo)$"
)
LARGEST = 400_000
# Ours, and it grows with every page.
CATALOGUE = "src/wenming/locale/en/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def committed() -> list[str]:
    """What git keeps, or would keep: ignored files are not looked at."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return [p.relative_to(ROOT).as_posix() for p in (ROOT / "src").rglob("*") if p.is_file()]
    listing = [git, "ls-files", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [place for place in said.splitlines() if (ROOT / place).is_file()]


def test_no_file_names_a_host_to_download_from(committed: list[str]) -> None:
    found = [
        f"{place} {host}"
        for place in committed
        if (ROOT / place).suffix in TEXT
        for host in HOSTS
        if host in (ROOT / place).read_text(encoding="utf-8", errors="replace")
    ]

    assert found == []


def test_locks_pin_every_package_by_hash_and_carry_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        pins = re.findall(r"^[\w.\-]+==\S+(?: ;[^\\\n]*)? \\$", text, re.MULTILINE)

        assert pins, lock
        assert len(pins) == len(re.findall(r"^[\w.\-]+\s*[=<>@]", text, re.MULTILINE)), lock
        assert "://" not in text, lock


def test_nobody_elses_file_is_committed(committed: list[str]) -> None:
    assert [place for place in committed if THIRD_PARTY.search(place)] == []
    large = {place for place in committed if (ROOT / place).stat().st_size > LARGEST}
    assert large - {CATALOGUE} == set()
