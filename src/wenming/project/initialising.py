"""`wenming init`: from an empty folder to a town that can be served; again, and nothing changes."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from wenming.accounts import demo
from wenming.base.models import Entry
from wenming.organisation.models import Town
from wenming.plans.intake import load_file
from wenming.project import schedule

__all__ = ["prepare", "run", "seed", "seed_if_empty", "sign_ins", "signing_in"]

# What django-htmx brings beside the one file that pages use: not worth hashing and compressing.
UNUSED_STATIC = ("htmx-4*", "htmax-*", "htmx-2.js", "hx-*")


def run(chosen: argparse.Namespace) -> int:
    """`wenming init [--plan FILE]`."""
    return prepare(chosen.plan)


def prepare(plan: Path | None) -> int:
    """Folder, database, style, clock; then the plan, if one is given."""
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    with _step("Database 数据库"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    with _step("Style and script 页面样式"):
        call_command(
            "collectstatic", verbosity=0, interactive=False, ignore_patterns=list(UNUSED_STATIC)
        )
    with _step("Clock 定时任务"):
        schedule.write()
    return _load(plan) if plan else 0


def seed(chosen: argparse.Namespace) -> int:
    """`wenming seed town|county`."""
    seeding = import_module("wenming.project.seeding")
    number = {"towns": chosen.towns} if chosen.size == "county" and chosen.towns else {}
    with _step(f"Made-up year 演示数据 ({chosen.size})"):
        getattr(seeding, chosen.size)(_say, **number)
    return sign_ins()


def seed_if_empty() -> None:
    """A year for the town, unless it has one."""
    if not Entry.objects.filter(verb="activity.added").exists():
        with _step("Made-up year 演示数据"):
            import_module("wenming.project.seeding").town(_say)


def sign_ins(chosen: argparse.Namespace | None = None) -> int:
    """`wenming sign-ins`."""
    lines = signing_in()
    print("\n".join(lines) if lines else "No demonstration here 这里没有演示数据")
    return 0


def signing_in() -> list[str]:
    """Role, phone, password: one line each, of every town whose data are made up."""
    towns = list(Town.objects.filter(is_demo=True))
    rows = [(str(town), *map(str, row)) for town in towns for row in demo.sign_ins(town.pk)]
    return ["  ".join(row if len(towns) > 1 else row[1:]) for row in rows]


def _load(plan: Path) -> int:
    with _step(f"Plan 方案 {plan}"):
        return load_file(plan)


@contextmanager
def _step(title: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"· {title} …", flush=True)
    yield
    print(f"  {time.monotonic() - began:.1f} s", flush=True)


def _say(line: str) -> None:
    print(f"  {line}", flush=True)
