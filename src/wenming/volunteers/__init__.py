"""Volunteers, households that serve as one, teams and who is in them (2.2-c, 3.1, 3.2).

Of a volunteer the fields of Decree 67, article 5 are kept, with consent, and nothing else; numbers
in full are seen for a reason that the volunteer can read. Nobody is put into a team unasked.
"""
