"""Pages: an activity at the desk, its shifts, month plans; what everybody sees."""
