"""What can be done with pairs, visits and reports."""
