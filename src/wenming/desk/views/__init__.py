"""The desk's own pages: what I must do, and the town's standing."""
