"""Training with material, tests and results; lecturers, their menu and what is ordered (3.3, 5.1-a)."""
