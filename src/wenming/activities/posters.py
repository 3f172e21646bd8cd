"""Posters: a month's plan week by week, or one activity, in large type with a QR code (4.1-c)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wenming.activities.models import Activity, MonthPlan, Shift
from wenming.activities.months import Week
from wenming.engines.papers import (
    Block,
    Code,
    Columns,
    Facts,
    Heading,
    Items,
    Layout,
    Missing,
    Paper,
    Paragraph,
    Size,
    Spring,
    Weight,
)

__all__ = ["activity_poster", "month_poster"]

# Millimetres: it is read from an arm's length.
CODE = {Size.A4: 38, Size.A3: 54}


def month_poster(plan: MonthPlan, weeks: Sequence[Week], url: str, size: Size) -> Paper:
    """What is on in a unit in a month; the code opens the same plan, always as it is now."""
    month = date_format(plan.month, "YEAR_MONTH_FORMAT")
    theme = [_("本月主题"), plan.theme] if plan.theme else [str(plan.unit)]
    said = tuple(Paragraph(text, Weight.LARGE) for text in theme)
    # Beside the theme, so that it stands on the first sheet however much is on.
    blocks: list[Block] = [
        Columns((said, (_code(url, _("扫码看最新安排"), CODE[size]),)), (2.6, 1))
    ]
    for week in weeks:
        blocks += [Heading(_week(week), 2), Items(tuple(map(_line, week.shifts)))]
    if plan.lines:
        others = [Heading(_("其他安排"), 2)] if weeks else []
        blocks += [*others, Items(tuple(plan.lines))]
    return _poster(_("%(month)s活动安排") % {"month": month}, str(plan.unit), blocks, size)


def activity_poster(activity: Activity, shifts: Iterable[Shift], url: str, size: Size) -> Paper:
    """One activity: when, where, for whom; the code opens its page."""
    blocks: list[Block] = [Facts(tuple(_facts(activity, shifts)))]
    if activity.about:
        blocks.append(Paragraph(activity.about, Weight.LARGE))
    blocks += [Spring(), _code(url, _("扫码看详情、报名"), 1.5 * CODE[size])]
    return _poster(str(activity), str(activity.unit), blocks, size)


def _code(url: str, said: str, width: float) -> Code:
    return Code(url, alt=said, caption=said, width=width)


def _poster(title: str, above: str, blocks: Iterable[Block], size: Size) -> Paper:
    return Paper(
        title=title,
        above=above,
        blocks=tuple(blocks),
        layout=Layout.POSTER,
        size=size,
        language=(get_language() or "zh").partition("-")[0],
        missing=Missing.SPELL,
    )


def _week(week: Week) -> str:
    days = [date_format(day, "MONTH_DAY_FORMAT") for day in (week.first, week.last)]
    said = "–".join(dict.fromkeys(days))
    return _("第%(number)d周 %(days)s") % {"number": week.number, "days": said}


def _line(shift: Shift) -> str:
    begin, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    day = date_format(begin, _("j日 D"))
    what = "：".join(filter(None, (str(shift.activity), shift.name)))
    return " · ".join(filter(None, (f"{day} {begin:%H:%M}–{end:%H:%M}", what, shift.place)))


def _facts(activity: Activity, shifts: Iterable[Shift]) -> Iterator[tuple[str, str]]:
    for shift in shifts:
        begin, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
        when = f"{date_format(begin, _('n月j日 l'))} {begin:%H:%M}–{end:%H:%M}"
        yield shift.name or _("时间"), when
    told = (
        (_("地点"), activity.place),
        (_("参加条件"), activity.conditions),
        (_("可能的风险"), activity.risks),
        (_("保险"), activity.insurance),
        (_("联系人和电话"), activity.contact),
    )
    yield from ((label, text) for label, text in told if text)
