"""What changed in a plan's rules: tightened, loosened, counted differently, owed by others."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.plans.changes import Difference, came_and_went, kept, named
from wenming.plans.document import Document
from wenming.plans.rules import Amount, Bounds, EveryYears, FormulaOf, Rule

__all__ = ["rule_differences"]

# Which part of a rule each field belongs to, in the order in which people ask.
PARTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("对象", "who owes it"): ("each", "where", "except_", "only"),
    ("个别对象的数量", "the amounts of single subjects"): ("numbers",),
    ("计数内容", "what is counted"): (
        *("count", "exists", "sum", "distinct", "covers", "ratio", "with_", "each_of"),
    ),
    ("分阶段目标", "its phases"): ("phases",),
    ("补报天数、不足期算法", "its days of grace or parts of a period"): (
        *("grace", "afterwards", "part"),
    ),
    ("适用的读法", "the readings it belongs to"): ("reading",),
    ("责任方", "who is responsible"): ("responsible",),
    ("说明", "its title or note"): ("title", "note"),
    ("所属条款", "its clause"): ("clause",),
}
EVERY = {
    "day": ("每日", "day"),
    "week": ("每周", "week"),
    "half_month": ("每半月", "half-month"),
    "month": ("每月", "month"),
    "two_months": ("每两月", "two months"),
    "quarter": ("每季度", "quarter"),
    "half_year": ("每半年", "half-year"),
    "year": ("每年", "year"),
}


def rule_differences(old: Document, new: Document) -> Iterator[Difference]:
    """The rules that came, went and changed."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    yield from came_and_went(
        "rule", ("规则", "rule"), before, after, lambda rule: named(rule.title)
    )
    for _, one, other in kept(before, after):
        yield from _changed(one, other)


def _changed(old: Rule, new: Rule) -> Iterator[Difference]:
    yield from _bound(old, new)
    if (old.per, old.by, old.on) != (new.per, new.by, new.on):
        yield _say(new, "时间", "its time", _time(old), _time(new))
    if (old.from_, old.to) != (new.from_, new.to):
        yield _say(new, "起止", "from when to when", _span(old), _span(new))
    if old.soft != new.soft:
        now = ("原则性要求", "soft") if new.soft else ("硬性要求", "binding")
        yield _about(new, f"改为{now[0]}", f"is now {now[1]}")
    for (zh, en), fields in PARTS.items():
        if any(getattr(old, name) != getattr(new, name) for name in fields):
            yield _about(new, f"改了{zh}", f"changes {en}")


def _bound(old: Rule, new: Rule) -> Iterator[Difference]:
    before, after = _amounts(old), _amounts(new)
    if before == after:
        return
    zh, en = _direction(old, new)
    yield _about(new, f"{zh}：{before[0]} → {after[0]}", f"is {en}: {before[1]} → {after[1]}")


def _direction(old: Bounds, new: Bounds) -> tuple[str, str]:
    more = _compared(old.at_least, new.at_least)
    less = _compared(new.at_most, old.at_most)
    steps = {step for step in (more, less) if step}
    if steps == {1}:
        return "收紧", "tightened"
    return ("放宽", "loosened") if steps == {-1} else ("改了数量", "changed")


def _compared(old: Amount | None, new: Amount | None) -> int:
    """1: more is asked; -1: less; 0: the same, or cannot be said."""
    if isinstance(old, FormulaOf) or isinstance(new, FormulaOf) or old is None or new is None:
        return 0
    return (new > old) - (new < old)


def _amounts(said: Bounds) -> tuple[str, str]:
    parts: list[tuple[str, str]] = []
    if said.between is not None:
        low, high = (_amount(one) for one in said.between)
        parts.append((f"{low}至{high}", f"{low} to {high}"))
    for amount, zh, en in (
        (said.at_least, "不少于", "at least"),
        (said.at_most, "不超过", "at most"),
        (said.exactly, "正好", "exactly"),
    ):
        if amount is not None:
            parts.append((f"{zh}{_amount(amount)}", f"{en} {_amount(amount)}"))
    zh_all, en_all = "、".join(zh for zh, _ in parts), ", ".join(en for _, en in parts)
    return (zh_all or "按规则自身", en_all or "as the rule itself says")


def _amount(amount: Amount) -> str:
    if not isinstance(amount, FormulaOf):
        return f"{amount:g}"
    plus = f" + {amount.plus:g}" if amount.plus else ""
    return f"{amount.give:g}/{amount.every:g} {amount.of}{plus}"


def _time(rule: Rule) -> tuple[str, str]:
    if rule.by is not None:
        return f"{rule.by}前一次", f"once by {rule.by}"
    if rule.on is not None:
        day = getattr(rule.on, "day", None)
        return (f"每月{day}日", f"day {day}") if day else ("集中活动日", "the gathering day")
    if isinstance(rule.per, EveryYears):
        return f"每{rule.per.years}年", f"{rule.per.years} years"
    return EVERY.get(str(rule.per), ("未定", "unsaid"))


def _span(rule: Rule) -> tuple[str, str]:
    start, end = rule.from_ or "…", rule.to or "…"
    return f"{start} 至 {end}", f"{start} to {end}"


def _say(
    rule: Rule, zh: str, en: str, before: tuple[str, str], after: tuple[str, str]
) -> Difference:
    return _about(
        rule,
        f"改了{zh}：{before[0]} → {after[0]}",
        f"changes {en}: {before[1]} → {after[1]}",
    )


def _about(rule: Rule, zh: str, en: str) -> Difference:
    title = named(rule.title)
    return Difference("rule", rule.id, f"规则「{title[0]}」{zh}", f'The rule "{title[1]}" {en}')
