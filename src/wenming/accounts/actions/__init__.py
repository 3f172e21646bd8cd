"""What can be done with a user."""
