"""The forms by which volunteers' data are given out, and by which somebody agrees to that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.base.papers import rows_of
from wenming.engines.papers import Cell
from wenming.organisation.forms import Refusable
from wenming.organisation.models import Town, Unit
from wenming.volunteers import recording
from wenming.volunteers.actions.handovers import Order
from wenming.volunteers.headings import Head, found_in
from wenming.volunteers.models import Consent, Handover, OwnTable
from wenming.volunteers.recording import MARKS, Per

__all__ = ["HandoverForm", "OwnTableForm", "SharingForm", "TableFileForm"]

ARTICLE = 5
# What is chosen for a column that stays empty.
EMPTY = "-"


class HandoverForm(Refusable, forms.Form):
    """To whom, what for, of whom; in the town's own table, or which columns."""

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
    table = forms.ModelChoiceField(
        label=_("填在哪张表里"),
        queryset=OwnTable.objects.none(),
        required=False,
        empty_label=_("不用自己的表格，照下面勾选的内容"),
        help_text=_("选了自己的表格，就照它的列来填，下面两项不用勾。"),
    )
    fields_given = forms.MultipleChoiceField(
        label=_("提供哪些内容"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("用得着的才勾。一人一行。"),
    )
    further = forms.MultipleChoiceField(
        label=_("另附"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (Per.RECORD.value, _("服务和培训记录，一次一行（第七、八、十条）")),
            (Per.AWARD.value, _("表彰奖励，一次一行（第九条）")),
        ],
        help_text=_("各是一张表，写明志愿者编号和姓名。"),
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
        units, tables = self.fields["unit"], self.fields["table"]
        assert isinstance(units, forms.ModelChoiceField)
        assert isinstance(tables, forms.ModelChoiceField)
        units.queryset = Unit.objects.filter(town=town).sites()
        own = OwnTable.objects.of(town)
        tables.queryset = own.filter(pk__in=[table.pk for table in own if table.is_mapped])
        offered = recording.fields_per(Per.PERSON)
        self.offer("fields_given", [(code, field.label) for code, field in offered.items()])
        self.fields["fields_given"].initial = [
            code for code, field in offered.items() if field.article == ARTICLE
        ]
        known = Handover.objects.filter(town=town).order_by().values_list("recipient", flat=True)
        self.recipients = sorted(set(known))

    def clean(self) -> dict[str, Any]:
        """Something must be given: a table, columns or further sheets."""
        told = super().clean() or {}
        if not any(told.get(name) for name in ("table", "fields_given", "further")):
            self.add_error("fields_given", _("请勾选要提供的内容，或者选一张自己的表格。"))
        return told

    def order(self) -> Order:
        """As the action takes it."""
        told, offered = self.cleaned_data, recording.fields()
        return Order(
            recipient=told["recipient"],
            purpose=told["purpose"],
            columns=tuple((str(offered[code].label), code) for code in told["fields_given"]),
            further=tuple(map(Per, told["further"])),
            table=told["table"],
            unit=told["unit"],
            only_new=told["only_new"],
            form=told["form"],
        )


class TableFileForm(Refusable, forms.Form):
    """A town's own table as a file; its name, where it is a new one."""

    name = forms.CharField(
        label=_("给这张表起个名字"), max_length=60, help_text=_("例如：市民政局志愿者汇总表。")
    )
    file = forms.FileField(
        label=_("空白表格"),
        help_text=_("照原样留着版式的是 .xlsx；别的格式只记表头。表头下面填过的内容不会留下。"),
        error_messages={"empty": _("文件是空的，没有可读的行。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    head_row = forms.IntegerField(
        label=_("表头在第几行"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("空着就自己找。表头有两行的，写下面那一行。"),
    )

    def __init__(self, *args: Any, has_name: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_name:
            del self.fields["name"]

    def read(self) -> tuple[bytes, Head]:
        """The file, and its headings; `Impossible` with the field at fault."""
        file = self.cleaned_data["file"]
        rows: Sequence[Sequence[Cell]] = rows_of(file, "file")
        file.seek(0)
        return file.read(), found_in(rows, self.cleaned_data["head_row"])


class OwnTableForm(Refusable, forms.Form):
    """What each column of a town's own table means; each is a field named after its heading."""

    name = forms.CharField(label=_("名字"), max_length=60)

    def __init__(self, *args: Any, table: OwnTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"], offered = table.name, _meanings()
        self.columns = len(table.columns)
        for place, (heading, code) in enumerate(table.columns):
            words = heading or _("（没有表头）")
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"{_letters(place)} · {words}", choices=offered, initial=code or EMPTY
            )

    def codes(self) -> list[str]:
        """The code of each column, in their order."""
        told = (self.cleaned_data[f"column_{place}"] for place in range(self.columns))
        return ["" if code == EMPTY else code for code in told]


def _meanings() -> list[tuple[Any, Any]]:
    """All that a column may mean, by what a line is about."""
    groups = {
        _("志愿者本人"): Per.PERSON,
        _("服务和培训记录：一次一行"): Per.RECORD,
        _("表彰奖励：一次一行"): Per.AWARD,
    }
    marks = [(code, label) for code, (label, _also) in MARKS.items()]
    return [
        (EMPTY, _("空着不填")),
        *(
            (title, [(code, field.label) for code, field in recording.fields_per(per).items()])
            for title, per in groups.items()
        ),
        (_("其他"), marks),
    ]


def _letters(place: int) -> str:
    """A, B, … Z, AA: as a spreadsheet names its columns."""
    first, last = divmod(place, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


class SharingForm(Refusable, forms.Form):
    """How somebody without a phone agreed that data may be given out."""

    how = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=[c for c in Consent.How.choices if c[0] != Consent.How.SELF],
    )
