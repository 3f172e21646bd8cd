"""Budget lines."""

from wenming.funds.models.budget import BudgetLine

__all__ = ["BudgetLine"]
