"""What residents need: asked, verified, answered, grouped, dispatched, served, rated (5.3, 5.2-d)."""
