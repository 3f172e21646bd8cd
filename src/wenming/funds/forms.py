"""The form of a budget line."""

from __future__ import annotations

from wenming.funds.models import BudgetLine
from wenming.organisation.forms import RecordForm

__all__ = ["BudgetForm"]


class BudgetForm(RecordForm[BudgetLine]):
    """Money for a year (2.3)."""

    vocabularies = {"source": "money_sources"}

    class Meta:
        model = BudgetLine
        fields = ["unit", "year", "source", "yuan", "document"]
