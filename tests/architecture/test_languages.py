"""Chinese is the source language, marked everywhere; English is complete."""

from __future__ import annotations

import re

import polib
import pytest

from tests.architecture import PACKAGE
from wenming.project import catalogues
from wenming.project.catalogues_extracting import CHINESE, unmarked

# Chinese that is meant to stand on a page of either language, and why.
MEANT = {
    "base/templates/base/bare.html": {"文明", "实践"},  # the brand
    "base/templates/base/parts/tools.html": {"中文"},  # a language names itself
}
# Specimens of every component, with invented contents: shown to who writes pages, not to the town.
SPECIMENS = "base/templates/base/gallery"
# What the name of a closed account is in the records, whatever the language of the page.
STORED_NAME = "已注销用户"

RENAMED = re.compile(r"import \w*gettext\w* as (\w+)")


def test_every_chinese_word_of_a_template_is_marked_for_translation() -> None:
    found = [
        f"{place}:{line} {words}"
        for path in sorted(PACKAGE.rglob("templates/**/*.html"))
        if not (place := path.relative_to(PACKAGE).as_posix()).startswith(SPECIMENS)
        for line, words in unmarked(path.read_text(encoding="utf-8"))
        if words not in MEANT.get(place, set())
    ]

    assert found == []


def test_a_mark_keeps_its_name() -> None:
    """Under another name its texts would not be found; `said` is for texts marked elsewhere."""
    modules = (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    names = {name for path in modules for name in RENAMED.findall(path.read_text(encoding="utf-8"))}

    assert names - {"_", "said"} == set()


def test_the_catalogue_is_complete_and_holds_nothing_else() -> None:
    assert list(catalogues.faults()) == []


def test_english_is_in_english() -> None:
    english = polib.pofile(str(PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    said = [text for entry in english for text in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [text for text in said if CHINESE.search(text) and STORED_NAME not in text] == []


@pytest.mark.parametrize(
    ("template", "seen"),
    [
        ('{% translate "题" %}', []),
        ("{% blocktranslate trimmed %}题{% endblocktranslate %}", []),
        ('{{ _("题") }}', []),
        ("{# 题 #}{% comment %}题{% endcomment %}<!-- 题 -->", []),
        ("<p>\n题</p>", [(1, "题")]),
        ('{% include "a.html" with title="题" %}', [(1, "题")]),
        ("{{ name }}：", [(1, "：")]),
    ],
)
def test_what_counts_as_marked(template: str, seen: list[tuple[int, str]]) -> None:
    assert list(unmarked(template)) == seen
