"""What is done with attendance and hours."""
