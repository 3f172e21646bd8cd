"""Forms of lectures and trainings."""
