"""Money: the budget lines of a year (2.3)."""
