"""The public site: what is on, the units, the plan."""
