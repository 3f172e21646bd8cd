"""The forms of a training: what it leads to, material, questions, the test, who passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.accounts.models import User
from wenming.activities.models.shift import SKILLS
from wenming.learning.actions.trainings import ENDINGS
from wenming.learning.models import Course, Question, Result
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town
from wenming.organisation.queries import choices

__all__ = [
    "CourseForm",
    "MaterialForm",
    "PassedForm",
    "QuestionForm",
    "TakingBackForm",
    "TestForm",
]


class CourseForm(Refusable, forms.Form):
    """To which skills it leads, and the pass mark."""

    skills = forms.MultipleChoiceField(
        label=_("学会后可以登记的资格"),
        required=False,
        help_text=_("有人因为没有这项资格报不了名时，会告诉他这次培训。"),
        widget=forms.CheckboxSelectMultiple,
    )
    pass_mark = forms.IntegerField(
        label=_("测试及格分"),
        min_value=1,
        max_value=100,
        initial=60,
        help_text=_("满分 100；没有出题就不用管。"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, town: Town, course: Course | None = None, **kw: Any) -> None:
        if course is not None:
            kw["initial"] = {"skills": course.skills, "pass_mark": course.pass_mark}
        super().__init__(*args, **kw)
        field = self.fields["skills"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices(town, SKILLS)
        if not field.choices:
            del self.fields["skills"]


class MaterialForm(Refusable, forms.Form):
    """A file to hand out."""

    title = forms.CharField(label=_("名称"), max_length=100)
    file = forms.FileField(
        label=_("文件"),
        help_text=_("PDF、Word、Excel、PPT、JPEG、PNG 或 MP3，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    is_public = forms.BooleanField(label=_("公开，不参加的人也能看"), required=False)


class QuestionForm(Refusable, forms.Form):
    """One question with its answers."""

    text = forms.CharField(label=_("题目"), max_length=300)
    options = forms.CharField(
        label=_("选项"),
        max_length=1000,
        help_text=_("一行一个，两到六个。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    right = forms.IntegerField(
        label=_("第几个是对的"),
        min_value=1,
        max_value=6,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


NAME: Final = "question_"


class TestForm(Refusable, forms.Form):
    """The test, on one page."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            self.fields[f"{NAME}{one.pk}"] = forms.TypedChoiceField(
                label=one.text,
                choices=list(enumerate(one.options, 1)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("请回答这一题。")},
            )

    def answers(self) -> dict[int, int]:
        """Question → number of the answer."""
        return {int(name.removeprefix(NAME)): told for name, told in self.cleaned_data.items()}


class TakingBackForm(Refusable, forms.Form):
    """Why the certificate holds no more."""

    why = forms.CharField(
        label=_("为什么撤销"), max_length=200, help_text=_("本人会看到，例如“记错了人”。")
    )


class PassedForm(Refusable, forms.Form):
    """Who of those who took part passed."""

    passed = forms.ModelMultipleChoiceField(
        label=_("谁合格"),
        queryset=User.objects.get_queryset().none(),
        required=False,
        help_text=_("已经合格的不在这里。合格的人得到结业证书，可以自己下载。"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, people: Iterable[User], results: Mapping[int, Result], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        open_ = [one.pk for one in people if not (one.pk in results and results[one.pk].has_passed)]
        field = self.fields["passed"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = User.objects.get_queryset().filter(pk__in=open_).order_by("name", "pk")
