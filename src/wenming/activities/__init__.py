"""What was done: activities held, month plans published (3.1-c, 3.3-b, 4.1-c, 5.1-b, 5.2).

Enough to leave true facts: who held what, when, for whom, with how many. Sign-up, check-in and
hours come on top of these records; nothing here has to be entered a second time for them.
"""
