"""Who is there: users, sign-in by code, password or passkey, lock-out. No posts, no rights.

Also what a person may do about their own data: see it, correct it, take it away, have it erased
(PIPL 44-50). Sign-in is django-allauth's; `adapter.py` says where ours differs, and `urls.py`
lists the pages that are offered.
"""
