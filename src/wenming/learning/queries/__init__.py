"""Reading lectures and trainings."""
