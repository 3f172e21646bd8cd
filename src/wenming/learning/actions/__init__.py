"""What is done with lecturers, orders and pieces."""
