"""Pages of groups, of service lists, of the trend."""
