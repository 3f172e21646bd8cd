"""Where the journeys take place: a small town, served by the product itself, and Debian's Chromium."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsing import Visitor
from tests.journeys.town import Served, grow

NO_BROWSER = (
    "The journeys need a browser. On Debian: apt-get install chromium fonts-noto-cjk "
    "(or name one: CHROMIUM=/path/to/chromium)"
)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys. Where there is none they fail; they are not passed over."""
    place = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if place is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        # The browser's driver runs a loop of its own, and Django would refuse its database beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # A container has neither the user namespaces nor the shared memory that Chromium expects.
        chromium = driver.chromium.launch(
            executable_path=place, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def grown(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A made-up year, which nobody changes; processes that run side by side share it."""
    place = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        place = place.parent
    folder = place / "grown" / "data"
    with (place / "growing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / "grown").exists():
            grow(folder)
            (folder / "grown").touch()
    return folder


@pytest.fixture(scope="package")
def town(grown: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The town that most journeys share; each works in a corner of its own."""
    served = Served.copied(grown, tmp_path_factory.mktemp("town") / "data")
    yield served
    served.stop()


@pytest.fixture
def visitors() -> list[Visitor]:
    """Everybody who came during this journey."""
    return []


@pytest.fixture
def own_town(grown: Path, tmp_path: Path, visitors: list[Visitor]) -> Iterator[Served]:
    """A town for one journey alone: one that changes what everybody sees, or breaks something."""
    served = Served.copied(grown, tmp_path / "data")
    yield served
    # Nobody is still there, asking for pages, when it closes.
    for visitor in visitors:
        visitor.leave()
    if served.process.poll() is None:
        served.stop()


@pytest.fixture
def visit(browser: Browser, visitors: list[Visitor]) -> Iterator[Callable[..., Visitor]]:
    """Somebody with a browser; at the end, none of their pages may have complained."""

    def arrive(town: Served, **about: object) -> Visitor:
        visitors.append(Visitor(browser, town, **about))  # type: ignore[arg-type]
        return visitors[-1]

    yield arrive
    complaints = [complaint for visitor in visitors for complaint in visitor.leave()]
    assert complaints == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: else one process would be left alone with it at the end."""
    items.sort(key=lambda item: "test_pages" not in item.nodeid)
