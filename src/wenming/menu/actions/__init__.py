"""What can be done with partner groups and services."""
