"""Pages of pairs and leaders, of visits, of reports."""
