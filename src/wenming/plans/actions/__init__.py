"""What can be done with a plan."""
