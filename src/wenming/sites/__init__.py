"""Places: rooms of a site, and who lives within fifteen minutes of one (4.1-b, 4.2-c)."""
