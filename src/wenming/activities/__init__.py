"""What was done: activities held, month plans published (3.1-c, 3.3-b, 4.1-c, 5.1, 5.2)."""
