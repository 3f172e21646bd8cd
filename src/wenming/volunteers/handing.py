"""The forms by which volunteers' data are given out, and by which somebody agrees to that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.base.errors import Impossible
from wenming.base.papers import rows_of
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town, Unit
from wenming.volunteers import recording
from wenming.volunteers.actions.handovers import Order
from wenming.volunteers.models import Consent, Handover

__all__ = ["HandoverForm", "SharingForm"]

ARTICLE = 5


class HandoverForm(Refusable, forms.Form):
    """To whom, what for, of whom, which columns."""

    recipient = forms.CharField(
        label=_("提供给谁"),
        max_length=100,
        help_text=_("写单位全称，例如：全国志愿服务信息系统（石狮市民政局）。"),
    )
    purpose = forms.CharField(
        label=_("做什么用"), max_length=200, min_length=4, help_text=_("每位志愿者都会看到。")
    )
    unit = forms.ModelChoiceField(
        label=_("哪里的志愿者"), queryset=Unit.objects.none(), required=False, empty_label=_("全镇")
    )
    fields_given = forms.MultipleChoiceField(
        label=_("提供哪些内容"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("用得着的才勾。上传自己的表格时，以表格的表头为准。"),
    )
    template = forms.FileField(
        label=_("自己的表格"),
        required=False,
        help_text=_("第一行是表头的 .xlsx，例如“姓名、身份证号、联系电话”；照它的次序填。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    form = forms.ChoiceField(
        label=_("文件"),
        choices=[("xlsx", _("Excel 表格（.xlsx）")), ("csv", _("文本表格（.csv）"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    only_new = forms.BooleanField(
        label=_("只提供上次以后新增和有变化的"), required=False, initial=True
    )

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.filter(town=town).sites()
        offered, chosen = recording.fields(), self.fields["fields_given"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(code, field.label) for code, field in offered.items()]
        chosen.initial = [code for code, field in offered.items() if field.article == ARTICLE]
        known = Handover.objects.filter(town=town).order_by().values_list("recipient", flat=True)
        self.recipients = sorted(set(known))

    def clean(self) -> dict[str, Any]:
        """The columns, from the town's own table or from what was ticked."""
        told = super().clean() or {}
        try:
            told["columns"] = self._columns(told)
        except Impossible as error:
            self.refuse(error)
        return told

    def order(self) -> Order:
        """As the action takes it."""
        told = self.cleaned_data
        return Order(
            recipient=told["recipient"],
            purpose=told["purpose"],
            columns=told["columns"],
            unit=told["unit"],
            only_new=told["only_new"],
            form=told["form"],
        )

    def _columns(self, told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        if told.get("template"):
            return _headings(rows_of(told["template"], "template")[0])
        chosen, offered = told.get("fields_given") or [], recording.fields()
        if not chosen:
            raise Impossible(_("请勾选要提供的内容，或者上传自己的表格。"), "fields_given")
        return tuple((str(offered[code].label), code) for code in chosen)


class SharingForm(Refusable, forms.Form):
    """How somebody without a phone agreed that data may be given out."""

    how = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=[c for c in Consent.How.choices if c[0] != Consent.How.SELF],
    )


def _headings(row: list[Any]) -> tuple[tuple[str, str], ...]:
    """The headings of the town's own table; at least one must be known."""
    headings = [str(cell).strip() for cell in row]
    found = [(heading, recording.named(heading)) for heading in headings if heading]
    columns = tuple((heading, field.code if field else "") for heading, field in found)
    if not any(code for _heading, code in columns):
        raise Impossible(_("第一行里没有认得的表头，例如“姓名”“联系电话”。"), "template")
    return columns
