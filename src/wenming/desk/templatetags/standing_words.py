"""Standings in words: how much of how much, by when, how likely."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wenming.base.templatetags.look import amount, cell
from wenming.engines.obligations import Span, Standing, Subject, Verdict
from wenming.obligations.matrix import Cell, Line, Support
from wenming.organisation.models import Unit
from wenming.plans.document import Clause
from wenming.plans.rules import Rule
from wenming.plans.templatetags.plan_words import said

__all__ = [
    "had",
    "matrix_cell",
    "matrix_row",
    "needed",
    "outlook",
    "period",
    "standing_url",
    "support_cell",
    "support_row",
    "what_is_missing",
]

register = template.Library()

EMPTY = SafeString('<span class="cell cell--empty" aria-hidden="true">·</span>')


@register.simple_tag
def matrix_row(line: Line) -> SafeString:
    """The cells of a rule, one for every unit.

    A row at a time: a town has a thousand cells, and what is the same in all is made once.
    """
    drawn = _matrix_cell_of(line.rule)
    return _row(drawn(unit, found) for unit, found in line.cells)


@register.simple_tag
def matrix_cell(rule: Rule, unit: Unit, found: Cell | None) -> SafeString:
    """One of them alone: the state, how many of how many, and the way to its records."""
    return _matrix_cell_of(rule)(unit, found)


@register.simple_tag
def support_row(support: Support) -> SafeString:
    """How many records each unit has for a clause that nobody counts."""
    drawn = _support_cell_of(support.clause)
    return _row(drawn(unit, number) for unit, number in support.numbers)


@register.simple_tag
def support_cell(clause: Clause, unit: Unit, number: int) -> SafeString:
    """One of them alone."""
    return _support_cell_of(clause)(unit, number)


def _row(cells: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((one,) for one in cells))


def _matrix_cell_of(rule: Rule) -> Callable[[Unit, Cell | None], SafeString]:
    title, url = said(rule.title), _url_of_a_unit("desk:cell", rule.id)

    def drawn(unit: Unit, found: Cell | None) -> SafeString:
        if found is None:
            return EMPTY
        text = _short(rule, found)
        return cell(url(unit), str(found.verdict), text, f"{unit} {title} {text}")

    return drawn


def _support_cell_of(clause: Clause) -> Callable[[Unit, int], SafeString]:
    title, url = said(clause.title), _url_of_a_unit("desk:support", clause.id)
    label = _("%(unit)s，%(clause)s，记录")
    words = '<a class="cell" href="{}"><span class="hidden">{} </span>{}</a>'

    def drawn(unit: Unit, number: int) -> SafeString:
        if not number:
            return EMPTY
        return format_html(words, url(unit), label % {"unit": unit, "clause": title}, number)

    return drawn


def _url_of_a_unit(name: str, row: str) -> Callable[[Unit], str]:
    """The address of a cell, whose last part is the unit's code."""
    of_none = reverse(name, args=[row, "-"]).removesuffix("-/")
    return lambda unit: f"{of_none}{unit.code}/"


def _short(rule: Rule, found: Cell) -> str:
    if found.recurs:
        return f"{found.kept}/{found.decided}"
    if found.of > 1:
        return f"{found.met}/{found.of}"
    if found.need is None or found.verdict is Verdict.NOT_COUNTABLE:
        return ""
    have = _number(found.have, rule)
    return have if rule.ratio else f"{have}/{_number(found.need, rule)}"


def _number(number: float, rule: Rule) -> str:
    """As the plan writes it: of a ratio, per cent, never rounded up to what is not reached."""
    if rule.ratio is None:
        return amount(number)
    return f"{amount(math.floor(1000 * number + 1e-6) / 10)}%"


@register.filter
def had(standing: Standing, rule: Rule) -> str:
    """How much there is."""
    return _number(standing.have, rule)


@register.filter
def needed(standing: Standing, rule: Rule) -> str:
    """至少 12 / 至多 3 / 正好 1 / 2 到 4 / 至少 100%."""
    least, most = (
        None if bound is None else _number(bound, rule)
        for bound in (standing.need.least, standing.need.most)
    )
    if least is not None and least == most:
        return _("正好 %(n)s") % {"n": least}
    if least is not None and most is not None:
        return _("%(least)s 到 %(most)s") % {"least": least, "most": most}
    if least is not None:
        return _("至少 %(n)s") % {"n": least}
    return _("至多 %(n)s") % {"n": most} if most is not None else ""


@register.filter
def outlook(standing: Standing, rule: Rule) -> str:
    """What is to be expected by the end of the period, where there is something to expect."""
    forecast = standing.forecast
    if forecast is None or standing.verdict in (Verdict.MET, Verdict.MISSED):
        return ""
    chance = round(100 * min(max(forecast.chance, 0.01), 0.99))
    told = {
        "expected": _number(round(forecast.expected, 3 if rule.ratio else 1), rule),
        "chance": chance,
    }
    return _("照现在的节奏，到期约有 %(expected)s，达到的可能性约 %(chance)s%%。") % told


@register.filter
def what_is_missing(standing: Standing, rule: Rule) -> str:
    """还差 3; of a ratio the two shares say it, a difference of per cents nothing."""
    if rule.ratio is not None:
        return ""
    if standing.missing <= 0 or standing.verdict in (Verdict.MET, Verdict.NOT_COUNTABLE):
        return ""
    return _("还差 %(n)s。") % {"n": amount(standing.missing)}


@register.simple_tag
def standing_url(standing: Standing, subject: Subject) -> str:
    """The page with every record behind a standing."""
    start = standing.span.start.isoformat()
    return reverse("desk:standing", args=[standing.rule, subject.key, start])


@register.filter
def period(span: Span) -> str:
    """A span as people say it: a year, a quarter, a month; else from day to day."""
    start, after = span.start, span.end + timedelta(days=1)
    whole_months = start.day == 1 and after.day == 1
    months = (after.year - start.year) * 12 + after.month - start.month if whole_months else 0
    if months == 12 and start.month == 1:
        return date_format(start, _("Y年"))
    if months == 3 and start.month % 3 == 1:
        quarter = (start.month + 2) // 3
        return _("%(year)d年第%(quarter)d季度") % {"year": start.year, "quarter": quarter}
    if months == 1:
        return date_format(start, "YEAR_MONTH_FORMAT")
    return (
        f"{date_format(start, 'SHORT_DATE_FORMAT')} — {date_format(span.end, 'SHORT_DATE_FORMAT')}"
    )
