"""Leaders and the units they are tied to: pairs, visits, quarterly reports (2.2-a, A.1 to A.3).

A pair has a beginning and, in time, an end; nothing of its history is rewritten. A visit by a
leader who is tied to the unit that day counts for the pair; what a visit by another leader proves,
the unit's own records say. The quarterly report is drafted from the records; a person edits it.
"""
