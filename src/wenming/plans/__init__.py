"""A plan is data: its grammar, how it is checked, loaded and compared (0.2)."""
