"""What is kept of a volunteer by Decree 67, as columns of a table that may be handed out.

`settings.DECREE_67` lists the modules that offer columns; each has `FIELDS` and `values(people)`, which
gives for every person what stands in its columns. Here are those of article 5; hours, training and
evaluations (articles 7, 8 and 10) come from the packages that record them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wenming.engines.papers import Cell
from wenming.organisation.queries import words
from wenming.volunteers.models import Offer, Volunteer
from wenming.volunteers.models.qualification import SKILLS
from wenming.volunteers.models.volunteer import SERVICES

__all__ = ["FIELDS", "Field", "Source", "fields", "named", "table", "values"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its code, its name, and what else a town's own table may call it."""

    code: str
    label: str | Promise
    article: int
    also: tuple[str, ...] = ()


class Source(Protocol):
    """A package that keeps something of what Decree 67 names."""

    FIELDS: Sequence[Field]

    def values(self, people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Cell]]:
        """Person (by key) → code of a field → what stands there."""


FIELDS: Final = (
    Field("number", gettext_lazy("志愿者编号"), 5, ("编号",)),
    Field("name", gettext_lazy("姓名"), 5),
    Field("sex", gettext_lazy("性别"), 5),
    Field("born_on", gettext_lazy("出生日期"), 5, ("出生年月", "出生年月日", "生日")),
    Field("identity_kind", gettext_lazy("证件类型"), 5, ("证件种类",)),
    Field(
        "identity",
        gettext_lazy("证件号码"),
        5,
        ("身份证件号码", "身份证号", "身份证号码", "证件号"),
    ),
    Field("home", gettext_lazy("居住区域"), 5, ("居住地", "村（社区）", "所在村", "所在社区")),
    Field("phone", gettext_lazy("手机号码"), 5, ("联系方式", "联系电话", "电话", "手机", "手机号")),
    Field("skills", gettext_lazy("专业技能"), 5, ("技能", "特长")),
    Field("services", gettext_lazy("服务类别"), 5, ("服务意向",)),
    Field("registered_on", gettext_lazy("登记日期"), 6, ("注册日期", "注册时间")),
)


def fields() -> dict[str, Field]:
    """Every field that may be handed out, by code, in the order of the articles."""
    offered = [field for source in _sources() for field in source.FIELDS]
    return {field.code: field for field in sorted(offered, key=lambda field: field.article)}


def named(heading: str) -> Field | None:
    """The field that a heading of a town's own table means: by name in either language, or code."""
    asked = _plain(heading)
    for field in fields().values():
        with override("en"):
            english = str(field.label)
        with override("zh-hans"):
            chinese = str(field.label)
        if asked in map(_plain, (field.code, chinese, english, *field.also)):
            return field
    return None


def table(people: Sequence[Volunteer]) -> dict[int, dict[str, Cell]]:
    """Person → everything that is kept, by code."""
    rows: dict[int, dict[str, Cell]] = {person.pk: {} for person in people}
    for source in _sources():
        for pk, row in source.values(people).items():
            rows[pk].update(row)
    return rows


def values(people: Sequence[Volunteer]) -> Mapping[int, Mapping[str, Cell]]:
    """Article 5, in full."""
    if not people:
        return {}
    town = people[0].town
    skills, services = words(town, SKILLS), words(town, SERVICES)
    return {person.pk: _told(person, skills, services) for person in people}


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


def _sources() -> list[Source]:
    return [cast("Source", import_module(name)) for name in settings.DECREE_67]
