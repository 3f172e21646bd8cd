"""The open interface, /api/v1/: what an upper platform sends and takes (5.3-c).

A platform has a token that the town's offices issue. It sends needs under numbers of its own and asks
how they stand; no person's data go back. What is public anyway is open to all as JSON.
"""
