"""Neighbours who look in on each other: one volunteer, one elder, agreed by both (3.2-c).

A request tells what is wanted and, to those who serve and the unit alone, for whom. A pair begins
when the other side says yes, has a rhythm, pauses, is handed over, ends. Visits leave facts; what
came up in one stays a thing to do until it is settled. Whoever is late is reminded, then the unit.
"""
