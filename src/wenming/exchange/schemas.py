"""What goes in and out, field by field; the description of the interface is made from this."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from wenming.base.errors import Impossible
from wenming.exchange.queries import Known
from wenming.needs.actions.asking import Asked
from wenming.needs.contacts import normal
from wenming.needs.models import Need

__all__ = [
    "ActivitiesOut",
    "ActivityOut",
    "Asking",
    "BatchIn",
    "BatchOut",
    "FiguresOut",
    "NeedIn",
    "NeedOut",
    "Number",
    "Place",
    "Problem",
    "RowOut",
    "ShiftOut",
    "UnitOut",
]

# A platform's own number stands in addresses.
Number = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,60}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
HalfDay = Annotated[str, StringConstraints(pattern=r"^[1-7]-(am|pm|eve)$")]
# No database keeps the character zero.
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
State = Literal[
    "asked", "verified", "offered", "accepted", "served", "closed", "declined", "withdrawn"
]


class Place(Schema):
    """Where in the request something is wrong, and why."""

    field: str
    detail: str


class Problem(Schema):
    """What went wrong, in words of the caller's language (RFC 9457)."""

    title: str
    status: int
    detail: str
    code: str
    errors: list[Place] = []


class NeedIn(Schema):
    """A need of one person. Who it is about stays in the town: nothing of it is sent back."""

    model_config = ConfigDict(extra="forbid")

    number: Number = Field(
        description="The platform's own number. The same again is the same need."
    )
    unit: Code = Field(description="The code of the village or community, as in /units.")
    words: Line = Field(min_length=1, max_length=500, description="What is needed.")
    name: Line = Field(min_length=1, max_length=60, description="How to address whoever asks.")
    phone: Line = Field(min_length=1, max_length=24, description="Mobile, or a telephone at home.")
    kind: Code | None = Field(None, description="A kind of need in the town's words.")
    place: Line = Field("", max_length=200, description="Where, in words.")
    latitude: float | None = Field(None, ge=-90, le=90, description="WGS 84; kept to 100 m.")
    longitude: float | None = Field(None, ge=-180, le=180, description="WGS 84; kept to 100 m.")
    times: list[HalfDay] = Field([], max_length=21, description="6-am: Saturday morning.")
    priority: Literal[0, 1, 2] = Field(0, description="0 normal, 1 soon, 2 urgent.")
    is_for_other: bool = Field(False, description="Somebody asks for another person.")
    other_agreed: bool = Field(False, description="That person knows and agrees.")
    other: Line = Field("", max_length=60, description="For whom.")
    focus: Code | None = Field(None, description="A protected group; only with focus_agreed.")
    focus_agreed: bool = Field(False, description="A separate consent was given to say so.")

    def asked(self, known: Known) -> Asked:
        """As the action takes it; `Impossible`, with the field, if the town does not know a code."""
        is_placed = self.latitude is not None and self.longitude is not None
        if self.unit not in known.units:
            raise Impossible(
                _("没有“%(code)s”这个村（社区），见 /units。") % {"code": self.unit}, "unit"
            )
        for field, code, codes in (
            ("kind", self.kind, known.kinds),
            ("focus", self.focus, known.focus),
        ):
            if code and code not in codes:
                raise Impossible(_("没有“%(said)s”这一项。") % {"said": code}, field)
        return Asked(
            unit=known.units[self.unit],
            words=self.words,
            name=self.name,
            phone=normal(self.phone),
            kind=self.kind or "",
            place=self.place,
            point=(self.latitude or 0, self.longitude or 0) if is_placed else None,
            times=tuple(dict.fromkeys(self.times)),
            priority=self.priority,
            is_for_other=self.is_for_other,
            other_agreed=self.other_agreed,
            other=self.other,
            focus=self.focus or "",
            focus_agreed=self.focus_agreed,
        )


class NeedOut(Schema):
    """How a need stands: numbers, state and times, and nothing about anybody."""

    number: str = Field(description="The platform's own number.")
    town_number: str = Field(description="The number under which the person follows it.")
    state: State
    state_words: str
    asked_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    served_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, number: str, need: Need) -> NeedOut:
        """Of one need."""
        return cls(
            number=number,
            town_number=need.number,
            state=need.stage,  # type: ignore[arg-type]  # a column's value is any string
            state_words=str(need.get_stage_display()),
            asked_at=localtime(need.asked_at),
            answer_by=localtime(need.answer_by),
            answered_at=need.answered_at and localtime(need.answered_at),
            served_at=need.served_at and localtime(need.served_at),
            ended_at=need.ended_at and localtime(need.ended_at),
        )


class BatchIn(Schema):
    """Several needs; each is taken or refused by itself."""

    needs: list[dict[str, Any]] = Field(
        min_length=1, max_length=100, description="Each as for POST /needs."
    )


class RowOut(Schema):
    """What became of one of them, in the order sent."""

    row: int
    number: str
    result: Literal["created", "known", "refused"]
    need: NeedOut | None = None
    problem: Problem | None = None


class BatchOut(Schema):
    """What became of each."""

    results: list[RowOut]


class UnitOut(Schema):
    """A unit that exists today."""

    code: str
    kind: str
    name: str
    name_en: str
    parent: str | None
    latitude: float | None
    longitude: float | None


class ShiftOut(Schema):
    """When and where."""

    starts_at: datetime
    ends_at: datetime
    place: str
    places: int | None = Field(description="How many places; null: room for all.")


class ActivityOut(Schema):
    """An activity as everybody may see it."""

    id: int
    title: str
    unit: str
    held_on: date
    kind: str
    task: str
    state: Literal["published", "running", "held", "reported", "called_off"]
    place: str
    people: int | None
    shifts: list[ShiftOut]


class Asking(Schema):
    """Which activities."""

    since: date | None = Field(None, description="Held on this day or later.")
    unit: Code | None = Field(None, description="The code of a unit.")
    page: int = Field(1, ge=1, le=100_000)


class ActivitiesOut(Schema):
    """A page of activities, the latest first."""

    page: int
    pages: int
    total: int
    items: list[ActivityOut]


class FiguresOut(Schema):
    """Counts of one year."""

    year: int
    activities: int
    services: int
    teams: int
