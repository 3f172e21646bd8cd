"""What can be done with units, posts and records."""
