"""What changed from one plan to another, in words, in the order of the plan's sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from wenming.organisation.plan import Town, Unit
from wenming.plans.changes import Difference, came_and_went, kept, named, renamed
from wenming.plans.document import Document, Reading
from wenming.plans.rule_differences import rule_differences
from wenming.plans.word_differences import word_differences

__all__ = ["Compares", "Difference", "differences"]

PAPER = {
    "number": ("文号", "The number"),
    "index": ("索引号", "The index"),
    "title": ("标题", "The title"),
    "attachment": ("附件", "The attachment"),
    "issuer": ("发文机关", "The issuer"),
    "printed_by": ("印发机关", "The printing office"),
    "issued_on": ("成文日期", "The day of issue"),
    "printed_on": ("印发日期", "The day of printing"),
    "addressees": ("主送", "The addressees"),
    "openness": ("公开属性", "The openness"),
    "higher": ("依据文件", "The higher documents"),
    "starts": ("开始日期", "The start"),
    "ends": ("结束日期", "The end"),
}


class Compares(Protocol):
    """A section of another package that knows what changed in it."""

    @property
    def differences(self) -> Callable[[Document, Document], Iterable[Difference]]: ...


def differences(
    old: Document, new: Document, sections: Iterable[Compares] = ()
) -> list[Difference]:
    """Everything that is different, each in a sentence."""
    return [
        *_paper(old, new),
        *_units(old, new),
        *(found for section in sections for found in section.differences(old, new)),
        *word_differences(old, new),
        *_calendar(old, new),
        *_readings(old, new),
        *rule_differences(old, new),
    ]


# The paper, the units ------------------------------------------------------------------------


def _paper(old: Document, new: Document) -> Iterator[Difference]:
    for field, (zh, en) in PAPER.items():
        before, after = getattr(old.document, field), getattr(new.document, field)
        if before != after:
            shown = (_shown(before, 0), _shown(after, 0)), (_shown(before, 1), _shown(after, 1))
            yield Difference(
                "document",
                field,
                f"{zh}由「{shown[0][0]}」改为「{shown[0][1]}」",
                f'{en} changes from "{shown[1][0]}" to "{shown[1][1]}"',
            )
    yield from renamed("town", ("镇", "town"), new.town.code, old.town, new.town)
    yield from _numbers("town", "镇", old.town, new.town)


def _shown(value: object, at: int) -> str:
    if isinstance(value, tuple):
        return ("、", ", ")[at].join(_shown(one, at) for one in value)
    if hasattr(value, "zh") and hasattr(value, "en"):
        return named(value)[at]
    return "" if value is None else str(value)


def _units(old: Document, new: Document) -> Iterator[Difference]:
    before = {unit.code: unit for unit in old.units}
    after = {unit.code: unit for unit in new.units}
    yield from came_and_went("unit", ("单位", "unit"), before, after, named)
    for code, one, other in kept(before, after):
        yield from renamed("unit", ("单位", "unit"), code, one, other)
        yield from _unit(one, other)


def _unit(old: Unit, new: Unit) -> Iterator[Difference]:
    zh, en = named(new)
    for field, words in (("kind", ("类别", "kind")), ("host", ("主办", "host"))):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Difference(
                "unit",
                new.code,
                f"单位「{zh}」的{words[0]}由「{before or '—'}」改为「{after or '—'}」",
                f'The {words[1]} of the unit "{en}" changes from {before} to {after}',
            )
    if (old.parent, old.group) != (new.parent, new.group):
        yield Difference("unit", new.code, f"单位「{zh}」换了上级", f'The unit "{en}" moves')
    yield from _numbers("unit", "单位", old, new)


def _numbers(what: str, noun: str, old: Unit | Town, new: Unit | Town) -> Iterator[Difference]:
    zh, en = named(new)
    for name in {**old.numbers, **new.numbers}:
        if (was := old.numbers.get(name)) != (now := new.numbers.get(name)):
            said = f"{_number(was)} → {_number(now)}"
            yield Difference(
                what, new.code, f"{noun}「{zh}」的 {name}：{said}", f'"{en}", {name}: {said}'
            )


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


# Calendar and readings -----------------------------------------------------------------------


def _calendar(old: Document, new: Document) -> Iterator[Difference]:
    if old.calendar.gathering != new.calendar.gathering:
        was, now = (one.calendar.gathering for one in (old, new))
        days = f"{was.day if was else '—'} → {now.day if now else '—'}"
        yield Difference(
            "calendar", "gathering", f"集中活动日变了：{days}", f"The gathering day: {days}"
        )
    if old.calendar.first_year != new.calendar.first_year:
        yield Difference(
            "calendar", "first_year", "不足期的算法变了", "Parts of a period count differently"
        )
    before = {theme.month: theme for theme in old.calendar.themes}
    after = {theme.month: theme for theme in new.calendar.themes}
    nouns = ("月主题", "theme of a month")
    yield from came_and_went("theme", nouns, before, after, named)
    for month, one, other in kept(before, after):
        yield from renamed("theme", (f"{month} 的主题", f"theme of {month}"), month, one, other)


def _readings(old: Document, new: Document) -> Iterator[Difference]:
    before = {reading.id: reading for reading in old.readings}
    after = {reading.id: reading for reading in new.readings}
    yield from came_and_went(
        "reading", ("读法", "reading"), before, after, lambda one: named(one.question)
    )
    for _, one, other in kept(before, after):
        yield from _reading(one, other)


def _reading(old: Reading, new: Reading) -> Iterator[Difference]:
    zh, en = named(new.question)
    if old.chosen != new.chosen:
        was, now = _option(old), _option(new)
        yield Difference(
            "reading",
            new.id,
            f"读法「{zh}」由「{was[0]}」换成「{now[0]}」",
            f'The reading of "{en}" switches from "{was[1]}" to "{now[1]}"',
        )
    rest = ("question", "clauses", "options")
    if any(getattr(old, name) != getattr(new, name) for name in rest):
        yield Difference(
            "reading", new.id, f"读法「{zh}」的文字变了", f'The reading "{en}" is told differently'
        )


def _option(reading: Reading) -> tuple[str, str]:
    return next(named(option) for option in reading.options if option.code == reading.chosen)
