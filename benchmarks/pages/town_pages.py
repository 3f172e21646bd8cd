"""The pages of a town: what each costs, how soon it comes, what it weighs on a phone."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.pages.comparing import Disagreement
from benchmarks.pages.load import Target, fetch, load
from benchmarks.pages.phone import Phone
from benchmarks.pages.serving import Server
from benchmarks.pages.table import ms, show
from benchmarks.pages.towns import Town

Page = dict[str, Any]

OWN = "a volunteer's own"
VISITED = ("home", "list", "activity to come", OWN, "unit", "plan", "desk", "matrix")


def known(town: Town) -> list[Page]:
    """The pages, with what each costs in one process without a server."""
    found: list[Page] = town.told("pages")
    return found


def pages(town: Town, known: list[Page], quick: bool) -> None:
    """Statements and KB; the processor's time in one process; seconds through the real server."""
    with town.serve() as server:
        warm = {page["name"]: _warm(server, page, 0.4 if quick else 4.0) for page in known}
        cold = town.told("cold", str(server.port), "3" if quick else "9")
        server.rest(1 if quick else 10)
        memory = server.memory()
    rows = [(*_cost(page), *warm[page["name"]], _cold(cold, page["name"])) for page in known]
    head = ("page", "statements", "HTML", "on the wire", "CPU warm", "CPU recounted")
    more = ("p50", "p95", "CPU", "after a deed")
    where = "columns 2 to 6: in one process; from p50: through `wenming serve`, one reader"
    show("Pages of the town", (*head[:3], *head[4:], *more, head[3]), map(_turned, rows), where)
    print(f"then idle: {memory.pss:.0f} MB in {memory.processes} processes (RSS {memory.rss:.0f})")


def phone_visits(town: Town, known: list[Page], program: str | None, quick: bool) -> None:
    """The first visit to each page."""
    if program is None:
        print("\nNo Chromium here: what a phone gets is not measured.")
        return
    by_name = {page["name"]: page for page in known}
    rows = []
    with town.serve() as server, Phone(program) as phone:
        for page in [by_name[name] for name in VISITED if name in by_name][: 3 if quick else None]:
            url = f"http://127.0.0.1:{server.port}{page['path']}"
            seen = phone.first_visit(url, page["cookie"])
            kinds = [seen.kinds.get(kind, 0) for kind in ("Document", "Stylesheet", "Script")]
            kinds.append(seen.total - sum(kinds))
            rows.append((page["name"], *map(_kb, (seen.total, *kinds)), str(seen.requests)))
    head = ("page", "in all", "page", "style", "script", "other", "requests")
    show("First visit on a phone, on the wire", head, rows, "wanted: <= 100 KB in all")


def writes(town: Town) -> None:
    """Deeds a second, and how soon a page would say so."""
    found = town.told("writes")
    if not found["follows"]:
        raise Disagreement("the standings do not follow the records")
    rows = [
        ("bare row, by the same library", f"{found['bare']:.0f} a second", ""),
        ("row and journal: the standings follow", f"{found['noted']:.0f} a second", ""),
        ("  of the bare row", f"{found['noted'] / found['bare']:.2f}", ">= 0.5"),
        ("the deed: rights, checks, words for a no", f"{found['deed']:.0f} a second", ""),
        ("from the deed to a right standing", ms(found["seen"]), "<= 1 s"),
    ]
    note = "The journal's entry is all that standings add: they are drawn from the record itself."
    show("A record arrives", ("", "", "wanted"), rows, note)


def _warm(server: Server, page: Page, seconds: float) -> tuple[str, str, str, str]:
    target = Target(page["path"], {"Cookie": page["cookie"]} if page["cookie"] else {})
    load(server, target, 4, seconds / 4)
    seen = load(server, target, 1, seconds)
    wire = len(fetch(server.port, target).wire)
    return ms(seen.p50), ms(seen.p95), ms(seen.cpu), _kb(wire)


def _cost(page: Page) -> tuple[str, str, str, str, str]:
    recounted = "" if page["cold"] < 2 * page["warm"] else f"{page['cold']:.1f} ms"
    warm = f"{page['warm']:.1f} ms"
    return page["name"], str(page["statements"]), f"{page['kb']:.1f} KB", warm, recounted


def _cold(seconds: dict[str, list[float]], name: str) -> str:
    return ms(median(seconds[name])) if name in seconds else ""


def _turned(row: tuple[str, ...]) -> tuple[str, ...]:
    """What it weighs on the wire stands last."""
    *cost, p50, p95, cpu, wire, cold = row
    return (*cost, p50, p95, cpu, cold, wire)


def _kb(size: int) -> str:
    return f"{size / 1024:.1f} KB"
