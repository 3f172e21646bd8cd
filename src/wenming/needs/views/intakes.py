"""Needs by workbook: the five doors, with what is this package's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.needs.actions import intakes
from wenming.needs.models import Intake
from wenming.needs.reading import COLUMNS, MOST
from wenming.needs.sifting import sifted, template
from wenming.organisation.workbooks import Workbook

__all__ = ["WORKBOOK"]

WORKBOOK = Workbook(
    app="needs",
    slug="needs/workbooks",
    model=Intake,
    columns=COLUMNS,
    most=MOST,
    page="needs/intake.html",
    list_page="needs/intake_list.html",
    counts="needs/parts/intake_counts.html",
    template_name=_("需求登记表"),
    sheet_name=_("需求登记表"),
    template=template,
    sifted=sifted,
    receive=intakes.receive,
    take_over=intakes.take_over,
)
