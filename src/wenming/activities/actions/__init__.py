"""What can be done with activities and month plans."""
