"""A service as a poster for the wall of a site: what, when, of whom, with a QR code (5.3-c)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wenming.engines.papers import Code, Facts, Layout, Missing, Paper, Paragraph, Spring, Weight
from wenming.menu.queries import Line

__all__ = ["service_poster"]

# Millimetres: it is read from an arm's length.
CODE = 57


def service_poster(line: Line, url: str) -> Paper:
    """One service; the code opens its page, from where it is ordered."""
    said = _("扫码点单，不用登录，不收费")
    return Paper(
        title=line.service.title,
        above=str(line.service.offerer),
        blocks=(
            Paragraph(line.service.about, Weight.LARGE),
            Facts(tuple(_facts(line))),
            Spring(),
            Code(url, alt=said, caption=said, width=CODE),
        ),
        layout=Layout.POSTER,
        language=(get_language() or "zh").partition("-")[0],
        missing=Missing.SPELL,
    )


def _facts(line: Line) -> Iterator[tuple[str, str]]:
    told = (
        (_("为谁"), _("、").join(line.focus)),
        (_("每周什么时候"), _("、").join(line.times)),
        (_("到哪些村（社区）"), line.area),
        (_("要请群众准备什么"), line.service.conditions),
        (_("材料怎么办"), line.service.costs),
    )
    yield from ((label, text) for label, text in told if text)
