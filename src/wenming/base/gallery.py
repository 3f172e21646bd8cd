"""Every component in every state on one page, to be looked at; there in demo and debug only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.base.templatetags.look import WORDS

__all__ = ["gallery"]


class SampleForm(forms.Form):
    """One field of each kind."""

    what = forms.CharField(label=_("需要什么帮助"), help_text=_("用一句话说，例如“陪老人去医院”。"))
    phone = forms.CharField(label=_("联系电话"), widget=forms.TextInput({"inputmode": "tel"}))
    day = forms.DateField(label=_("哪一天"), widget=forms.DateInput({"type": "date"}))
    people = forms.IntegerField(label=_("几个人"), min_value=1)
    unit = forms.ChoiceField(
        label=_("哪个村"), choices=[("", "—"), ("a", "塘边村"), ("b", "松茂村")]
    )
    kind = forms.ChoiceField(
        label=_("哪一类"),
        choices=[("elder", _("敬老助老")), ("clean", _("家园清洁")), ("safe", _("平安守护"))],
        widget=forms.RadioSelect,
    )
    times = forms.MultipleChoiceField(
        label=_("什么时候方便"),
        choices=[("am", _("上午")), ("pm", _("下午"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    more = forms.CharField(label=_("还想说的"), widget=forms.Textarea({"rows": 3}), required=False)
    agreed = forms.BooleanField(label=_("我同意工作人员打电话联系我"))


@dataclass(frozen=True, slots=True)
class Happened:
    """A sample event of a timeline."""

    at: date
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Samples:
    """What the gallery shows: made up, and plainly so."""

    verdicts: tuple[str, ...]
    empty_form: SampleForm
    faulty_form: SampleForm
    allowed: Decision
    refused: Decision
    events: tuple[Happened, ...]
    facts: tuple[tuple[str, str], ...]
    day: date


DAY = date(2022, 11, 26)
EVENTS = (
    Happened(date(2022, 11, 25), "服务完成，走访人评价：很好", "甲（文明实践站）"),
    Happened(date(2022, 11, 24), "医疗健身服务队接单", "乙（服务队）"),
    Happened(date(2022, 11, 23), "登门走访时登记", "丙（网格员）"),
)
FACTS = (
    ("文号", "宝委〔2022〕51号"),
    ("责任单位", "宣传办、党建办，各村（社区）"),
    ("开放时间", "周一至周日 8:30—11:30，14:30—17:30"),
)


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """The whole look on one page; a town at work has no such page."""
    if not (settings.DEBUG or getattr(getattr(request, "town", None), "is_demo", False)):
        raise Http404
    refused = denied(_("只有本单位党组织书记可以报送；您的职务是联络员。"))
    samples = Samples(
        verdicts=tuple(WORDS),
        empty_form=SampleForm(prefix="new"),
        faulty_form=SampleForm({"people": "0", "phone": "123"}),
        allowed=ALLOWED,
        refused=refused,
        events=EVENTS,
        facts=FACTS,
        day=DAY,
    )
    page = Paginator(range(200), 10).get_page(request.GET.get("page", 3))
    return render(request, "base/gallery.html", {"samples": samples, "page": page})
