"""The public site: what is on, where, what was done, and the plan (0.1, 0.3, 4.1-c, 5.1-c, A.1).

Open to all, read only, without an account. What is shown of people is their public office.
"""
