"""Neighbours who look in on each other: pairs of one volunteer and one elder, and visits (3.2-c)."""
