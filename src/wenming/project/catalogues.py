"""The other languages: gathered from the sources, checked whole, compiled, without gettext.

    python -m wenming.project.catalogues update    enter new texts, drop what is gone
    python -m wenming.project.catalogues check     name everything missing, empty or unlike
    python -m wenming.project.catalogues compile   what Django reads

The source language is Chinese; an empty translation shows it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import polib

from wenming.project.catalogues_extracting import Message, messages

__all__ = ["check", "compile_all", "faults", "main", "update"]

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Key = tuple[str, str, str]


def main() -> int:
    """One of the three."""
    parser = argparse.ArgumentParser(description="The catalogues of translations.")
    parser.add_argument("what", choices=("update", "check", "compile"))
    chosen = parser.parse_args().what
    return {"update": update, "check": check, "compile": compile_all}[chosen]()


def update() -> int:
    """Let each catalogue hold exactly the texts of the sources; translations stay."""
    wanted = _wanted()
    for path in _catalogues():
        known = {_key(entry): entry for entry in _read(path) if not entry.obsolete}
        made = polib.POFile(wrapwidth=96)
        made.metadata = HEADER
        made.extend(_entry(key, places, known.get(key)) for key, places in wanted.items())
        made.save(str(path))
        empty = sum(not entry.translated() for entry in made)
        print(f"{path.relative_to(PACKAGE)}: {len(made)} texts, {empty} to translate")
    return 0


def check() -> int:
    """Print every fault, one a line."""
    found = list(faults())
    print("\n".join(found) if found else "catalogues: complete")
    return int(bool(found))


def compile_all() -> int:
    """Write what Django reads beside each catalogue."""
    for path in _catalogues():
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


def faults() -> Iterator[str]:
    """What keeps a catalogue from being complete."""
    wanted = _wanted()
    for path in _catalogues():
        entries = {_key(entry): entry for entry in _read(path)}
        language = path.parent.parent.name
        for key in sorted(wanted.keys() - entries.keys()):
            yield f"{language}: missing: {key[0]!r} ({', '.join(wanted[key])})"
        for key in sorted(entries.keys() - wanted.keys()):
            yield f"{language}: stale: {key[0]!r}"
        for key in sorted(entries.keys() & wanted.keys()):
            yield from (f"{language}: {fault}: {key[0]!r}" for fault in _entry_faults(entries[key]))


def _entry_faults(entry: polib.POEntry) -> Iterator[str]:
    if entry.obsolete or entry.fuzzy:
        yield "fuzzy or obsolete"
    if not entry.translated():
        yield "not translated"
        return
    said = entry.msgstr_plural or {0: entry.msgstr}
    allowed = [_placeholders(text) for text in (entry.msgid, entry.msgid_plural) if text]
    if any(_placeholders(text) not in allowed for text in said.values()):
        yield "placeholders or tags differ"


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _wanted() -> dict[Key, list[str]]:
    ordered = sorted(set(messages(PACKAGE)))
    return {
        key: sorted({message.place for message in same})
        for key, same in groupby(ordered, key=_message_key)
    }


def _message_key(message: Message) -> Key:
    return message.text, message.plural, message.context


def _key(entry: polib.POEntry) -> Key:
    return entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""


def _entry(key: Key, places: list[str], known: polib.POEntry | None) -> polib.POEntry:
    text, plural, context = key
    entry = polib.POEntry(
        msgid=text,
        msgid_plural=plural,
        msgctxt=context or None,
        msgstr=known.msgstr if known else "",
        occurrences=[(place, "") for place in places],
        flags=known.flags if known else [],
    )
    if plural:
        entry.msgstr_plural = known.msgstr_plural if known else {0: "", 1: ""}
    return entry


def _read(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.stat().st_size else polib.POFile()


def _catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


if __name__ == "__main__":
    sys.exit(main())
