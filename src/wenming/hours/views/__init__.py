"""Pages of attendance and hours."""
