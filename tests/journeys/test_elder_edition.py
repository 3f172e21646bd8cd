"""The elder edition: one tap, large enough everywhere, and it stays; so does the language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import PHONE, Arrive
from tests.journeys.town import Served

pytestmark = pytest.mark.journey

# Text that can be read, by its size; what can be hit, by its height. A link in a sentence is as
# high as its line, and a field that is not shown cannot be hit.
TOO_SMALL = """() => {
    const seen = (it) => it.checkVisibility({opacityProperty: true, visibilityProperty: true})
        && it.getBoundingClientRect().width > 1;
    const name = (it) => `${it.tagName}.${it.className} ${it.textContent.trim().slice(0, 20)}`;
    const small = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const it = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !seen(it) || it.closest(".brand__seal, script, style")) continue;
        const size = parseFloat(getComputedStyle(it).fontSize);
        if (size < 20) small.push(name(it) + " text " + size);
    }
    const controls = "button, input:not([type=hidden]), select, textarea, summary, "
        + ".tool, .nav a, .door, .tabs a, .button";
    for (const it of document.querySelectorAll(controls)) {
        if (!seen(it)) continue;
        const target = it.closest("label") || it;
        const height = target.getBoundingClientRect().height;
        if (height < 59.5) small.push(name(target) + " height " + height);
    }
    return [...new Set(small)];
}"""


def test_all_is_large_and_stays_so_with_the_language_across_pages(
    visit: Arrive, town: Served
) -> None:
    visitor = visit(town, size=PHONE)
    page = visitor.see("/")
    page.get_by_role("button", name="长辈版").click()
    page.get_by_role("button", name="English").click()
    small = {"/": page.evaluate(TOO_SMALL)}
    for path in ("/units/", "/units/tangbian/", "/plan/", "/activities/", "/account/login/"):
        page.goto(path)
        _stays(page)
        small[path] = page.evaluate(TOO_SMALL)
    visitor.sign_in("liaison_officer")
    for path in ("/desk/", "/desk/activities/new/", "/town/", "/town/late/", "/my/"):
        page.goto(path)
        _stays(page)
        small[path] = page.evaluate(TOO_SMALL)

    assert {path: found for path, found in small.items() if found} == {}
    page.get_by_role("button", name="Standard edition").click()
    expect(page.locator("html")).to_have_attribute("data-edition", "standard")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def _stays(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-edition", "elder")
    expect(page.locator("html")).to_have_attribute("lang", "en")
