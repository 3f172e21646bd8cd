"""What is kept of a volunteer by Decree 67, as columns of a table that may be handed out.

`settings.DECREE_67` lists the modules that offer columns; each has `FIELDS`, `values(people)`, which
gives for every person what stands in its columns, and perhaps `lines(per, people)`, for tables with one
line for each record or award. Here are those of articles 5 and 9; hours, training and evaluations
(articles 7, 8 and 10) come from the packages that record them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Final, Protocol, cast

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.base.language import in_both
from wenming.engines.papers import Cell
from wenming.organisation.queries import words
from wenming.volunteers.models import Offer, Volunteer
from wenming.volunteers.models.qualification import SKILLS
from wenming.volunteers.models.volunteer import SERVICES

__all__ = [
    "AWARD",
    "FIELDS",
    "MARKS",
    "VOID",
    "Field",
    "Per",
    "Source",
    "codes_of",
    "fields",
    "fields_per",
    "lines",
    "per_of",
    "proposed",
    "rows",
    "table",
    "values",
]

# In a record's values: it no longer counts, whoever was told of it is told that.
VOID: Final = "void"
# How the keys of awards begin; other keys are of records.
AWARD: Final = "a"


class Per(StrEnum):
    """What a table has one line for."""

    PERSON = "person"
    # One activity or training of one person (articles 7, 8 and 10).
    RECORD = "record"
    # One award of one person (article 9).
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its code, its name, and what else a town's own table may call it."""

    code: str
    label: str | Promise
    article: int
    also: tuple[str, ...] = ()
    per: Per = Per.PERSON


Told = Mapping[str, Cell]


class Source(Protocol):
    """A package that keeps something of what Decree 67 names."""

    FIELDS: Sequence[Field]

    def values(self, people: Sequence[Volunteer]) -> Mapping[int, Told]:
        """Person (by key) → code of a field → what stands there."""

    def lines(self, per: Per, people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Told]]:
        """Person → key of a record → code of a field → what stands there. Need not be offered."""


FIELDS: Final = (
    Field("number", gettext_lazy("志愿者编号"), 5, ("编号",)),
    Field("name", gettext_lazy("姓名"), 5, ("志愿者姓名",)),
    Field("sex", gettext_lazy("性别"), 5),
    Field("born_on", gettext_lazy("出生日期"), 5, ("出生年月", "出生年月日", "生日")),
    Field("identity_kind", gettext_lazy("证件类型"), 5, ("证件种类",)),
    Field(
        "identity",
        gettext_lazy("证件号码"),
        5,
        ("身份证件号码", "身份证号", "身份证号码", "证件号"),
    ),
    Field(
        "home", gettext_lazy("居住区域"), 5, ("居住地", "村（社区）", "村居", "所在村", "所在社区")
    ),
    Field("phone", gettext_lazy("手机号码"), 5, ("联系方式", "联系电话", "电话", "手机", "手机号")),
    Field("skills", gettext_lazy("专业技能"), 5, ("技能", "特长")),
    Field("services", gettext_lazy("服务类别"), 5, ("服务意向",)),
    Field("registered_on", gettext_lazy("登记日期"), 6, ("注册日期", "注册时间")),
    Field(
        "award_name",
        gettext_lazy("表彰奖励名称"),
        9,
        ("表彰名称", "奖励名称", "荣誉名称", "荣誉称号", "名称"),
        Per.AWARD,
    ),
    Field("award_on", gettext_lazy("表彰日期"), 9, ("授予日期", "获奖日期", "日期"), Per.AWARD),
    Field("award_by", gettext_lazy("授予单位"), 9, ("表彰单位", "颁发单位"), Per.AWARD),
)
# What a town's own table may ask for that is not about anybody: a running number, and whether a line
# is new, mends an earlier one, or says that an earlier one no longer counts.
MARKS: Final = {
    "serial": (gettext_lazy("序号"), ("编号", "no", "no.")),
    "state": (gettext_lazy("新增、更正或作废"), ("状态", "记录状态")),
    # Empty, unless the line mends an earlier one or says that it no longer counts.
    "remark": (gettext_lazy("备注：更正或作废"), ("备注", "备注说明", "说明", "remark", "remarks")),
}


def fields() -> dict[str, Field]:
    """Every field that may be handed out, by code, in the order of the articles."""
    offered = [field for source in _sources() for field in source.FIELDS]
    return {field.code: field for field in sorted(offered, key=lambda field: field.article)}


def fields_per(per: Per) -> dict[str, Field]:
    """Those of a table with one line for each of these."""
    return {code: field for code, field in fields().items() if field.per is per}


def per_of(codes: Iterable[str]) -> Per:
    """What a table with these columns has one line for."""
    known, asked = fields(), set(codes)
    named = {known[code].per for code in asked & known.keys()}
    return next((per for per in (Per.RECORD, Per.AWARD) if per in named), Per.PERSON)


def codes_of(codes: Iterable[str], per: Per) -> frozenset[str]:
    """Which of these are told of such a line."""
    known = fields_per(per)
    return frozenset(code for code in codes if code in known)


def proposed(headings: Sequence[str]) -> list[str]:
    """What each heading of a town's own table most likely means: the code of a field, or nothing.

    By name in either language, or by code. "日期" alone may be of a service or of an award: the
    headings that leave no doubt decide for the others.
    """
    known, marks = _names(), _marks()
    meant = [_meant(known, heading) for heading in headings]
    sure = [fields[0].code for fields in meant if len({field.per for field in fields}) == 1]
    per = per_of(sure)
    return [
        _best(fields, per) or marks.get(_bare(heading), "")
        for heading, fields in zip(headings, meant, strict=True)
    ]


def _meant(known: Mapping[str, list[Field]], heading: str) -> list[Field]:
    """As it stands, else without what is said in brackets: 身份证号（必填）."""
    return known.get(_plain(heading)) or known.get(_bare(heading)) or []


def _best(fields: Sequence[Field], per: Per) -> str:
    wanted = (per, Per.PERSON)
    ranked = sorted((f for f in fields if f.per in wanted), key=lambda f: wanted.index(f.per))
    return ranked[0].code if ranked else ""


def _names() -> dict[str, list[Field]]:
    """What a heading may say → the fields that may be meant."""
    found: defaultdict[str, list[Field]] = defaultdict(list)
    for field in fields().values():
        for name in dict.fromkeys(_spelt(field.code, field.label, field.also)):
            found[name].append(field)
    return found


def _marks() -> dict[str, str]:
    return {
        name: code for code, (label, also) in MARKS.items() for name in _spelt(code, label, also)
    }


def _spelt(code: str, label: str | Promise, also: Iterable[str]) -> list[str]:
    return [_plain(name) for name in (code, *in_both(label), *also)]


def table(people: Sequence[Volunteer]) -> dict[int, dict[str, Cell]]:
    """Person → everything that is kept of the person, by code."""
    found: dict[int, dict[str, Cell]] = {person.pk: {} for person in people}
    for source in _sources():
        for pk, row in source.values(people).items():
            found[pk].update(row)
    return found


def rows(per: Per, people: Sequence[Volunteer]) -> dict[int, dict[str, dict[str, Cell]]]:
    """Person → key of a record or award → everything that is kept of it, the earliest first."""
    found: dict[int, dict[str, dict[str, Cell]]] = {person.pk: {} for person in people}
    for source in _sources():
        if not hasattr(source, "lines"):
            continue
        for pk, told in source.lines(per, people).items():
            for key, row in told.items():
                found[pk].setdefault(key, {}).update(row)
    return found


def values(people: Sequence[Volunteer]) -> Mapping[int, Told]:
    """Article 5, in full."""
    if not people:
        return {}
    town = people[0].town
    skills, services = words(town, SKILLS), words(town, SERVICES)
    return {person.pk: _told(person, skills, services) for person in people}


def lines(per: Per, people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Told]]:
    """Article 9: one's awards; those that were struck are void."""
    return {person.pk: _awards(person) for person in people} if per is Per.AWARD else {}


def _awards(person: Volunteer) -> dict[str, Told]:
    return {
        f"{AWARD}{award.pk}": {
            "award_name": award.name,
            "award_on": award.granted_on,
            "award_by": award.granted_by,
            **({VOID: True} if award.struck_at else {}),
        }
        for award in sorted(person.awards.all(), key=lambda award: (award.granted_on, award.pk))
    }


def _told(
    person: Volunteer, skills: Mapping[str, str], services: Mapping[str, str]
) -> dict[str, Cell]:
    checked = [
        skills.get(row.skill, row.skill) for row in person.qualifications.all() if row.checked_on
    ]
    offered = [row.code for row in person.offers.all() if row.kind == Offer.Kind.SERVICE]
    return {
        "number": person.user.number,
        "name": person.user.name,
        "sex": person.get_sex_display(),
        "born_on": person.born_on,
        "identity_kind": person.get_identity_kind_display(),
        "identity": person.identity,
        "home": str(person.unit),
        "phone": person.user.phone,
        "skills": _("、").join([*filter(None, [person.skills]), *checked]),
        "services": _("、").join(services.get(code, code) for code in offered),
        "registered_on": person.registered_on,
    }


def _plain(heading: str) -> str:
    return "".join(heading.split()).strip("*：:").casefold()


def _bare(heading: str) -> str:
    return _plain(re.sub(r"[（(\[【][^）)\]】]*[）)\]】]", "", heading))


def _sources() -> list[Source]:
    return [cast("Source", import_module(name)) for name in settings.DECREE_67]
