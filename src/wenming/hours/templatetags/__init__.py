"""Words of the pages of attendance."""
