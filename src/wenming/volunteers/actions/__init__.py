"""What can be done with volunteers, households, teams and who is in them."""
