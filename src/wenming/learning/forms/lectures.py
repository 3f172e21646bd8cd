"""The forms of lecturers, the menu, orders and online pieces."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.learning.models import Lecture, Lecturer, Order, Piece, Talk
from wenming.learning.models.lecture import TASKS
from wenming.learning.models.lecturer import FOCUS
from wenming.learning.queries.lectures import menu, possible_lecturers
from wenming.organisation.actions.people import Person
from wenming.organisation.forms import DayInput, NameInput, RecordForm, Refusable
from wenming.organisation.models import Town

__all__ = [
    "AnswerForm",
    "LectureForm",
    "LecturerForm",
    "OrderForm",
    "PieceForm",
    "ProposalForm",
    "TalkForm",
]


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class LinkField(forms.URLField):
    """An address; without a scheme it is a secure one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class LecturerForm(RecordForm[Lecturer]):
    """Who speaks, on what."""

    vocabularies = {"focus": FOCUS}
    several = frozenset({"focus"})

    holder = forms.CharField(
        label=_("姓名"),
        max_length=100,
        widget=NameInput,
        help_text=_("宣讲师的姓名是公开的，请先征得本人同意。"),
    )
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=30,
        required=False,
        help_text=_("填了才能用手机登录答复；有人同名时，也靠它分清是哪一位。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    class Meta:
        model = Lecturer
        fields = ["unit", "topics", "focus", "is_towns", "since_on", "until_on"]
        widgets = {"since_on": DayInput, "until_on": DayInput}

    field_order = ["unit", "holder", "phone", "topics", "focus", "is_towns", "since_on", "until_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["holder"], self.fields["phone"]
        elif self.units:
            people = possible_lecturers(self.units[0]) if len(self.units) == 1 else ()
            self.offer_names("holder", people)

    def entered(self) -> dict[str, Any]:
        """The lecturer's own fields, and who it is."""
        told = super().entered()
        if "holder" not in told:
            return told
        return {"person": Person(told.pop("holder"), told.pop("phone")), **told}


class _OfLecturer(forms.ModelForm[Any]):
    """Whom the town knows as lecturers."""

    def offer_lecturers(self, town: Any) -> None:
        """Those who speak, in the order of their units."""
        field = self.fields["lecturer"]
        assert isinstance(field, forms.ModelChoiceField)
        known = Lecturer.objects.standing().of(town).select_related("user", "unit")
        field.queryset = known.order_by("unit__place", "pk")


class LectureForm(RecordForm[Lecture], _OfLecturer):
    """A line of the menu."""

    vocabularies = {"task": TASKS, "focus": FOCUS}
    several = frozenset({"focus"})

    class Meta:
        model = Lecture
        fields = ["unit", "lecturer", "title", "task", "minutes", "about", "focus", "material"]
        field_classes = {"material": LinkField}
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "minutes": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_lecturers(self.town)


class OrderForm(RecordForm[Order]):
    """When, where, for whom a unit would like to hear a lecture."""

    vocabularies = {"focus": FOCUS}
    several = frozenset({"focus"})
    fresh = frozenset({"first_at", "second_at"})

    class Meta:
        model = Order
        fields = [
            "unit",
            "lecture",
            "first_at",
            "second_at",
            "place",
            "audience",
            "focus",
            "number",
            "note",
        ]
        widgets = {
            "first_at": MomentInput,
            "second_at": MomentInput,
            "audience": forms.RadioSelect,
            "number": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lecture"]
        assert isinstance(field, forms.ModelChoiceField)
        asked = Lecture.objects.filter(orders=self.instance.pk)
        field.queryset = (menu(self.town) | asked.select_related("lecturer__user")).distinct()
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)
        audience.choices = Order.Audience.choices


class PieceForm(RecordForm[Piece], _OfLecturer):
    """A lecture online."""

    vocabularies = {"task": TASKS}

    class Meta:
        model = Piece
        fields = ["unit", "title", "task", "lecturer", "body", "link", "published_on"]
        field_classes = {"link": LinkField}
        widgets = {"published_on": DayInput, "body": forms.Textarea(attrs={"rows": 12})}
        help_texts = {"link": _("只填正规网站的网址；阅读次数只数在本站打开的。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_lecturers(self.town)


class ProposalForm(Refusable, forms.Form):
    """Another time at which the lecturer could come."""

    at = forms.DateTimeField(label=_("我可以的时间"), widget=MomentInput)
    answer = forms.CharField(label=_("想说的话"), max_length=200, required=False)


class AnswerForm(Refusable, forms.Form):
    """Why not."""

    answer = forms.CharField(label=_("为什么不行"), max_length=200, required=False)


class TalkForm(Refusable, _OfLecturer):
    """Who speaks at a lecture that nobody ordered, and to whom."""

    class Meta:
        model = Talk
        fields = ["audience", "lecturer"]
        widgets = {"audience": forms.RadioSelect}
        help_texts = {"lecturer": _("不在名单上的人讲，就不选。")}

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_lecturers(town)
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)
        audience.choices = Order.Audience.choices
