"""Who may do what with lectures and trainings."""
