"""Every value that the environment gives is written down in docs/settings.md, and nothing else is."""

from __future__ import annotations

import ast
import re

from tests.architecture import PACKAGE, ROOT, modules, tree

READERS = {"env", "env_bool", "env_int", "env_list", "env_secret"}


def read_from_the_environment() -> set[str]:
    """The names that settings read; a secret can also stand in a file."""
    names = set()
    for node in ast.walk(tree(PACKAGE / "project" / "settings.py")):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            reader, first = node.func.id, node.args[0] if node.args else None
            if reader in READERS and isinstance(first, ast.Constant):
                name = str(first.value)
                names.add(name)
                names |= {f"{name}_FILE"} if reader == "env_secret" else set()
    return names


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE))

    assert documented == read_from_the_environment() | {"PORT"}


def test_nothing_but_settings_and_the_command_reads_the_environment() -> None:
    reading = {
        place
        for place, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }

    allowed = {"environment.py", "command.py", "wsgi.py"}
    assert reading <= {f"project/{name}" for name in allowed}
