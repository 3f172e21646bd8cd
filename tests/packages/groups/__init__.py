"""Needs in groups, service lists, work plans, the trend (5.3-b)."""
