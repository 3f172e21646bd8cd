"""The desk: what I must do, the town's standing, the registers."""
