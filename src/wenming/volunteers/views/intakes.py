"""Volunteers by workbook: the five doors, with what is this package's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.organisation.workbooks import Workbook
from wenming.volunteers.actions import intakes
from wenming.volunteers.models import Intake
from wenming.volunteers.reading import COLUMNS, MOST
from wenming.volunteers.sifting import sifted, template

__all__ = ["WORKBOOK"]

WORKBOOK = Workbook(
    app="volunteers",
    slug="volunteers/workbooks",
    model=Intake,
    columns=COLUMNS,
    most=MOST,
    page="volunteers/intake.html",
    list_page="volunteers/intake_list.html",
    counts="volunteers/parts/intake_counts.html",
    template_name=_("志愿者登记表"),
    sheet_name=_("志愿者"),
    template=template,
    sifted=sifted,
    receive=intakes.receive,
    take_over=intakes.take_over,
)
