"""The teams in which people serve: branch, corps, brigades, standing teams (3.1, 3.2)."""
