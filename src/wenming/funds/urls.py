"""Addresses of this package."""

from django.utils.translation import gettext_lazy as _

from wenming.funds.forms import BudgetForm
from wenming.funds.models import BudgetLine
from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register

app_name = "funds"

BUDGET = Register(
    app=app_name,
    name="budget",
    slug="budget",
    model=BudgetLine,
    form=BudgetForm,
    title=_("经费"),
    hint=_("列入预算的文明实践经费，和社会各方面的投入。"),
    clause="2.3",
    day="year",
    columns=(
        Column(_("依据"), "document"),
        Column(_("来源"), "source"),
        Column(_("金额（元）"), "yuan"),
    ),
)

urlpatterns = register_views.addresses(BUDGET)
