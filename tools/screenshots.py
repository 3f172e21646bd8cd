"""`python -m tools.screenshots [--small] [WORDS…]`: every page, phone and desk, zh and en, as a picture.

Writes build/screenshots/<size>-<language>/<page>.png of a made-up town; with words, only the pages
whose names contain one of them. `--docs` renews the two pictures of the repository instead.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenming.project.settings")
django.setup()

from tests.journeys.browsing import DESK, PHONE, Visitor  # noqa: E402  (Django first)
from tests.journeys.pages import PAGES, Page  # noqa: E402
from tests.journeys.town import ROOT, SMALL, Served, grow  # noqa: E402

TO = ROOT / "build" / "screenshots"
IMAGES = ROOT / "docs" / "images"
SIZES = {"phone": PHONE, "desk": DESK}
# A page that never ends is cut: below this it looks like above.
TALLEST = 4000


def main() -> None:
    """Grow a town, serve it, look at every page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", action="store_true", help="docs/images/*.png")
    parser.add_argument("--small", action="store_true", help="a town in which few villages live")
    parser.add_argument("--elder", action="store_true", help="in the elder edition")
    parser.add_argument("words", nargs="*", help="only pages whose names contain one of these")
    chosen = parser.parse_args()
    with _town(SMALL if chosen.small else 1.0) as town, sync_playwright() as driver:
        place = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=place, args=["--no-sandbox"])
        if chosen.docs:
            _renew_images(browser, town)
        else:
            pages = [p for p in PAGES if not chosen.words or any(w in p.slug for w in chosen.words)]
            _look_at(browser, town, pages, "elder" if chosen.elder else "standard")
        browser.close()


@contextmanager
def _town(scale: float) -> Iterator[Served]:
    with tempfile.TemporaryDirectory(prefix="wenming-screenshots-") as box:
        folder = Path(box) / "data"
        print("· A made-up year …", flush=True)
        grow(folder, scale)
        town = Served(folder)
        yield town
        town.stop()


def _look_at(browser: Browser, town: Served, pages: Iterable[Page], edition: str) -> None:
    for (size, pixels), language in product(SIZES.items(), ("zh", "en")):
        to = TO / f"{size}-{language}{'-elder' if edition == 'elder' else ''}"
        to.mkdir(parents=True, exist_ok=True)
        print(f"· {to.relative_to(ROOT)} …", flush=True)
        visitors: dict[str, Visitor] = {}
        for page in pages:
            if page.role not in visitors:
                visitors[page.role] = Visitor(browser, town, pixels, language, edition)
                _ = page.role and visitors[page.role].sign_in(page.role)
            _take(
                visitors[page.role], page.path(town), to / f"{page.role or 'all'}-{page.slug}.png"
            )
        for visitor in visitors.values():
            for complaint in visitor.leave():
                print(f"  {complaint}")


def _take(visitor: Visitor, path: str, to: Path) -> None:
    page = visitor.see(path)
    height = min(page.evaluate("() => document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": visitor.size[0], "height": max(height, visitor.size[1])})
    page.screenshot(path=to)
    page.set_viewport_size({"width": visitor.size[0], "height": visitor.size[1]})


def _renew_images(browser: Browser, town: Served) -> None:
    """The matrix, which the README shows, and the first page on a phone; few colours, few bytes."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    office = Visitor(browser, town, (1280, 860))
    office.sign_in("office")
    for visitor, path, name in (
        (office, "/town/", "matrix.png"),
        (Visitor(browser, town, PHONE), "/", "home-phone.png"),
    ):
        visitor.see(path).screenshot(path=IMAGES / name)
        visitor.leave()
        with Image.open(IMAGES / name) as picture:
            few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        few.save(IMAGES / name, optimize=True)
        print(f"· docs/images/{name} {(IMAGES / name).stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    main()
