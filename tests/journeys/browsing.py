"""A visitor with a browser: a phone or a desk, a language, an edition; and what their pages say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
)

from tests.journeys.town import Served

__all__ = ["DESK", "PHONE", "Arrive", "Visitor"]

PHONE: Final = (360, 780)
DESK: Final = (1280, 900)
LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
AXE: Final = Axe()
# Everything that WCAG 2.2 asks at its levels A and AA and a machine can see, and good habits.
RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# The browser itself says this of an answer that the journey asked for.
EXPECTED: Final = "Failed to load resource: the server responded with a status of 4"
# A machine that does other things too may take its time: for what is pressed, and what is seen.
PATIENCE: Final = 20_000
expect.set_options(timeout=PATIENCE)


@dataclass
class Visitor:
    """One person's browser. `see(path)` opens a page; `page` is where they are."""

    browser: Browser
    town: Served
    size: tuple[int, int] = PHONE
    language: str = "zh"
    edition: str = "standard"
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    # Whoever knows that the network fails does not complain of that.
    network_fails: bool = False

    @cached_property
    def context(self) -> BrowserContext:
        width, height = self.size
        context = self.browser.new_context(
            base_url=self.town.url,
            viewport={"width": width, "height": height},
            locale=LOCALES[self.language],
            java_script_enabled=self.scripts,
            has_touch=width < 600,
            # Else the page is still gliding when a journey asks where something is.
            reduced_motion="reduce",
        )
        if self.edition == "elder":
            context.add_cookies([{"name": "edition", "value": "elder", "url": self.town.url}])
        return context

    @cached_property
    def page(self) -> Page:
        return self.new_tab()

    def new_tab(self) -> Page:
        """Another page of the same browser."""
        tab = self.context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.on("console", self._hear)
        tab.on("pageerror", lambda error: self.complaints.append(f"{tab.url}: {error}"))
        tab.on("response", self._look)
        return tab

    def see(self, path: str) -> Page:
        """Open a page of the town."""
        self.page.goto(path)
        return self.page

    def sign_in(self, role: str) -> Page:
        """As one of the demonstration's people, by one tap."""
        page = self.see("/account/login/")
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_url(lambda address: "/account/" not in address)
        return page

    def sign_in_as(self, number: str, password: str) -> Page:
        """By number and password."""
        page = self.see("/account/login/password/")
        page.locator("[name=login]").fill(number)
        page.locator("[name=password]").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/account/" not in address)
        return page

    def lose_network(self) -> None:
        """From now on nothing reaches the town."""
        self.network_fails = True
        self.context.set_offline(True)

    def find_network(self) -> None:
        """There is network again: what waits goes out by itself, and nobody need press anything."""
        self.context.set_offline(False)

    def leave(self) -> list[str]:
        """Close the browser; what it complained of."""
        if "context" in self.__dict__:
            self.context.close()
            del self.context
        return self.complaints

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or message.text.startswith(EXPECTED):
            return
        if not (self.network_fails and "net::ERR" in message.text):
            self.complaints.append(f"{message.page and message.page.url}: {message.text}")

    def _look(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.url}: {response.status}")


class Arrive(Protocol):
    """The fixture `visit`: `visit(town, size=DESK, language="en")`."""

    def __call__(self, town: Served, **about: Any) -> Visitor: ...


def barriers(page: Page) -> list[str]:
    """What axe finds on the page: rule, what it says, where."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"{page.url} {rule['id']}: {rule['help']}: {_places(rule)}" for rule in found]


def _places(rule: dict[str, Any]) -> str:
    return ", ".join(str(node["target"][0]) for node in rule["nodes"][:4])


def sideways(page: Page) -> int:
    """By how many pixels the page can be pushed sideways; 0 is right."""
    moved: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return moved
