"""The certificate as a paper: whose, from when to when, how long, what, recorded by whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wenming.engines.papers import (
    Align,
    Code,
    Facts,
    Heading,
    Layout,
    Missing,
    Paper,
    Paragraph,
    Spring,
    Table,
    Weight,
)
from wenming.hours.models import Certificate, Presence
from wenming.hours.queries import hours_in
from wenming.hours.templatetags.hours_words import in_hours

__all__ = ["certificate_paper"]


def certificate_paper(certificate: Certificate, check: str) -> Paper:
    """The same certificate gives the same bytes; `check` is the address that proves it."""
    return Paper(
        title=_("志愿服务记录证明"),
        above=certificate.recorded_by,
        language=(get_language() or "zh")[:2],
        layout=Layout.SHEET,
        made_on=localdate(certificate.issued_at),
        foot=_("证明编号 %(number)s") % {"number": certificate.written},
        missing=Missing.SPELL,
        blocks=(
            Facts(_facts(certificate)),
            *_part(certificate, Presence.Credit.SERVICE, _("志愿服务")),
            *_part(certificate, Presence.Credit.LEARNING, _("培训")),
            Spring(),
            Code(check, alt=_("查验这份证明"), caption=_("扫码查验"), width=30),
            Paragraph(
                _("依据《志愿服务记录与证明出具办法（试行）》（民政部令第67号）免费出具。"),
                weight=Weight.QUIET,
                align=Align.CENTRE,
            ),
        ),
    )


def _facts(certificate: Certificate) -> tuple[tuple[str, str], ...]:
    user = certificate.user
    span = f"{_day(certificate.from_on)} – {_day(certificate.until_on)}"
    told = [
        (_("姓名"), user.name),
        (_("志愿者编号"), user.number),
        (_("服务时间"), f"{in_hours(certificate.minutes)}（{span}）"),
    ]
    if certificate.learning_minutes:
        told.append((_("培训"), in_hours(certificate.learning_minutes)))
    told += [
        (_("记录单位"), certificate.recorded_by),
        (_("证明编号"), certificate.written),
        (_("开具日期"), _day(localdate(certificate.issued_at))),
    ]
    return tuple(told)


def _part(certificate: Certificate, credit: str, title: str) -> tuple[Heading | Table, ...]:
    rows = [line for line in certificate.lines if line["credit"] == credit]
    if not rows:
        return ()
    columns = (_("日期"), _("服务内容"), _("地点"), _("组织单位"), _("小时"))
    table = Table(
        columns,
        tuple(_row(line) for line in rows),
        widths=(3.2, 4, 2.6, 2.4, 1.2),
        right=frozenset({4}),
    )
    return (Heading(title), table)


def _row(line: dict[str, Any]) -> tuple[str, ...]:
    what = str(line["what"])
    if line["grade"] == Presence.Grade.BACK:
        what = _("%(what)s（补录）") % {"what": what}
    day = _day(date.fromisoformat(line["on"]))
    return (day, what, str(line["place"]), str(line["unit"]), str(hours_in(int(line["minutes"]))))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
