"""Posts: who holds which, and how they pass on."""
