"""One Chinese term, one English word, one place in code: docs/glossary.md is true."""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

import polib
import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from tests.architecture import PACKAGE, ROOT
from tests.the_plan import document

LINE = re.compile(r"^\| (?P<zh>[^|]+) \| (?P<en>[^|]+) \| (?P<code>[^|]+) \|$", re.MULTILINE)
OURS = [model for model in apps.get_models() if model.__module__.startswith("wenming.")]


class Entry(NamedTuple):
    """A line of one of the tables."""

    zh: str
    en: str
    code: tuple[str, ...]


ENTRIES = [
    Entry(found["zh"], found["en"], tuple(re.findall(r"`([^`]+)`", found["code"])))
    for found in LINE.finditer((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    if found["zh"] != "Chinese"
]
CODES = sorted({code for entry in ENTRIES for code in entry.code})


@pytest.mark.parametrize("model", OURS, ids=lambda model: str(model._meta.label))
def test_every_model_is_in_the_glossary_by_its_names_on_the_page(model: type[models.Model]) -> None:
    lines = [entry for entry in ENTRIES if model._meta.label in entry.code]

    assert lines != []
    if zh := _name_on_the_page(model):
        assert (zh, _english(zh).lower()) in {(entry.zh, entry.en.lower()) for entry in lines}


@pytest.mark.parametrize("code", CODES)
def test_what_the_glossary_names_in_code_is_there(code: str) -> None:
    vocabulary, slash, word = code.partition("/")

    if slash:
        assert word in {term.code for term in document().vocabularies[vocabulary]}
    else:
        assert _is_there(code)


def test_a_term_stands_in_the_glossary_once() -> None:
    terms = [entry.zh for entry in ENTRIES]

    assert sorted(terms) == sorted(set(terms))


def _name_on_the_page(model: type[models.Model]) -> str:
    """Its verbose name; nothing where no page ever names it."""
    with translation.override("zh-hans"):
        return str(model._meta.verbose_name) if "verbose_name" in model._meta.original_attrs else ""


def _english(zh: str) -> str:
    catalogue = polib.pofile(str(PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    return next(entry.msgstr for entry in catalogue if entry.msgid == zh and not entry.msgctxt)


def _is_there(code: str) -> bool:
    """A module below the root package, or something inside one; a model by its label."""
    package, *inside = code.split(".")
    found: object = import_module(f"wenming.{package}")
    if inside and inside[0] in {model.__name__ for model in OURS}:
        inside.insert(0, "models")
    for part in inside:
        if isinstance(found, ModuleType) and not hasattr(found, part):
            found = import_module(f"{found.__name__}.{part}")
        else:
            found = getattr(found, part, None)
    return found is not None
